using System.Text.RegularExpressions;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>Terraform's files are set out as Terraform sets them out, and speak of the same things as the overlays.</summary>
public sealed partial class TerraformTests
{
    [Fact]
    public void Files_are_set_out_as_terraform_does()
    {
        Repository.Need();
        Tool.Terraform.Need();
        (int code, string output, string errors) = Tool.Terraform.Run("fmt", "-check", "-recursive", Repository.PathOf("deploy", "terraform"));
        Assert.True(code == 0, output + errors);
    }

    [Fact]
    public void A_file_that_is_not_set_out_so_is_found()
    {
        Tool.Terraform.Need();
        string folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "bad.tf"), "variable \"a\" {\n type=string\n}\n");
        Assert.NotEqual(0, Tool.Terraform.Run("fmt", "-check", "-recursive", folder).Code);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Every_variable_and_output_says_what_it_is()
    {
        Repository.Need();
        foreach (Match block in Block().Matches(All())) Assert.True(block.Groups["body"].Value.Contains("description", StringComparison.Ordinal), $"{block.Groups["kind"].Value} {block.Groups["name"].Value} has no description.");
    }

    [Fact]
    public void What_is_referred_to_is_declared()
    {
        Repository.Need();
        string text = All();
        HashSet<string> variables = [.. Block().Matches(text).Where(block => block.Groups["kind"].Value == "variable").Select(block => block.Groups["name"].Value)];
        foreach (Match use in Variable().Matches(text)) Assert.True(variables.Contains(use.Groups[1].Value), $"var.{use.Groups[1].Value} is not declared.");
        foreach (string variable in variables) Assert.True(Regex.IsMatch(text, $@"var\.{variable}\b"), $"var.{variable} is declared and not used.");
        HashSet<string> resources = [.. Resource().Matches(text).Select(match => $"{match.Groups[1].Value}.{match.Groups[2].Value}")];
        foreach (Match use in Use().Matches(text)) Assert.True(resources.Contains($"{use.Groups[1].Value}.{use.Groups[2].Value}"), $"{use.Value} is not declared.");
    }

    [Fact]
    public void Secrets_that_the_overlays_ask_for_are_made()
    {
        Repository.Need();
        string made = Repository.Read("deploy", "terraform", "secrets.tf");
        foreach (string file in Repository.DeployFiles(".yaml").Where(file => file.StartsWith("deploy/kubernetes/", StringComparison.Ordinal)))
            foreach (Match key in SecretKey().Matches(Repository.Read(file)))
                Assert.True(Regex.IsMatch(made, $@"^    {key.Groups[1].Value}\s+=", RegexOptions.Multiline), $"{file}: nobody makes {key.Value}.");
    }

    private static string All() => string.Join('\n', Repository.DeployFiles(".tf").Select(file => Repository.Read(file)));

    [GeneratedRegex("""^(?<kind>variable|output) "(?<name>\w+)" \{\n(?<body>.*?)^\}""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\bvar\.(\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex("""^(?:resource|data) "(\w+)" "(\w+)" \{""", RegexOptions.Multiline)]
    private static partial Regex Resource();

    [GeneratedRegex(@"(?<![\w/])(aws_\w+)\.(\w+)")]
    private static partial Regex Use();

    [GeneratedRegex(@"key: payment-switch/prod/([a-z-]+)")]
    private static partial Regex SecretKey();
}
