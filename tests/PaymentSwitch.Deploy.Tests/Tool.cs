using System.ComponentModel;
using System.Diagnostics;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>A program that is on some machines and not on others.</summary>
internal sealed class Tool
{
    private readonly string _name;
    private readonly Lazy<bool> _isThere;

    private Tool(string name, params string[] version)
    {
        _name = name;
        _isThere = new(() =>
        {
            try
            {
                return Run(version).Code == 0;
            }
            catch (Win32Exception)
            {
                return false;
            }
        });
    }

    /// <summary>Makes manifests from overlays.</summary>
    public static Tool Kubectl { get; } = new("kubectl", "version", "--client");

    /// <summary>Knows how Terraform's files are set out.</summary>
    public static Tool Terraform { get; } = new("terraform", "version");

    /// <summary>Reads Prometheus' rules, and plays them on series that somebody made up.</summary>
    public static Tool Promtool { get; } = new("promtool", "--version");

    /// <summary>Whether it is on this machine.</summary>
    public bool IsThere => _isThere.Value;

    /// <summary>Skips the test where it is not.</summary>
    public void Need() => Assert.SkipUnless(IsThere, $"There is no {_name} on this machine.");

    /// <summary>Runs it.</summary>
    public (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(_name) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
