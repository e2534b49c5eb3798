namespace PaymentSwitch.Domain.Tests;

/// <summary>Reference material that may lie beside the repository; tests that need it skip where it does not.</summary>
internal static class Reference
{
    public static string? Find(string path)
    {
        string? folder = Environment.GetEnvironmentVariable("PAYMENTSWITCH_REFERENCE");
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); folder is null && at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) folder = Path.Combine(at.FullName, "..", "shared");
        string? found = folder is null ? null : Path.Combine(folder, path);
        return File.Exists(found) || Directory.Exists(found) ? found : null;
    }
}
