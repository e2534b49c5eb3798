namespace PaymentSwitch.MessageGenerator.Tests;

/// <summary>
/// The base schemas and code lists, which are no part of the repository: found beside it, or where PAYMENTSWITCH_REFERENCE says.
/// Tests that need them skip where they are absent.
/// </summary>
public static class Reference
{
    private static readonly Lazy<string?> Folder = new(Find);

    /// <summary>The folder of all reference material; skips the test where there is none.</summary>
    public static string Need()
    {
        Assert.SkipWhen(Folder.Value is null, "No reference schemas: neither beside the repository (shared/iso20022) nor at PAYMENTSWITCH_REFERENCE.");
        return Folder.Value!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PAYMENTSWITCH_REFERENCE") is { Length: > 0 } named)
            return Directory.Exists(Path.Combine(named, "xsd")) ? named : Inner(named);
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return Inner(Path.Combine(at.Parent?.FullName ?? "/", "shared"));
        }

        return null;

        static string? Inner(string shared) => Directory.Exists(Path.Combine(shared, "iso20022", "xsd")) ? Path.Combine(shared, "iso20022") : null;
    }
}
