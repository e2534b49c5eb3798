using PaymentSwitch.Server.Configuration;

namespace PaymentSwitch.Server.Startup;

/// <summary>What is printed once the switch listens.</summary>
internal static class Welcome
{
    // The sandbox's tokens are no secret: appsettings.json has their hashes, and they open nothing else.
    private static readonly string[] SandboxTokens = ["sandbox-alph", "sandbox-brav", "sandbox-char", "sandbox-delt"];
    private static readonly string[] SandboxOperators = ["sandbox-viewer", "sandbox-operator", "sandbox-supervisor", "sandbox-auditor", "sandbox-second"];

    public static void Print(TextWriter output, SwitchSettings settings, string address, string? operators, bool isSandbox)
    {
        output.WriteLine();
        output.WriteLine($"PaymentSwitch listens on {address}");
        output.WriteLine($"  scheme    {(settings.Scheme.ProfileFile.Length > 0 ? settings.Scheme.ProfileFile : settings.Scheme.Profile)}");
        string stored = settings.Storage.Kind == StorageRules.Postgres ? $"PostgreSQL, schema {settings.Storage.Postgres.Schema}; logs in " : "";
        output.WriteLine($"  data      {stored}{Path.GetFullPath(settings.DataFolder)}");
        output.WriteLine($"  banks     {string.Join(", ", settings.Participants.Select(participant => participant.Id))}");
        if (operators is not null) output.WriteLine($"  operators {operators}");
        if (!isSandbox) return;
        output.WriteLine($"  tokens    {string.Join(", ", SandboxTokens)} (the sandbox only)");
        if (operators is not null) output.WriteLine($"            {string.Join(", ", SandboxOperators)} (operators)");
        output.WriteLine();
        output.WriteLine("Try:");
        output.WriteLine($"  curl {address}/healthz/ready");
        output.WriteLine($"  curl -H 'Authorization: Bearer {SandboxTokens[0]}' {address}/v1/account");
        output.WriteLine($"  curl -H 'Authorization: Bearer {SandboxTokens[1]}' '{address}/v1/mailbox?wait=20'");
        output.WriteLine($"  curl {address}/openapi/v1.json");
        if (operators is not null) output.WriteLine($"  PAYSWITCH_TOKEN={SandboxOperators[0]} dotnet run -c Release --project src/PaymentSwitch.Cli -- accounts list --server {operators}");
        output.WriteLine("  dotnet run -c Release --project simulations/PaymentSwitch.Simulations -- demo");
        output.WriteLine();
    }

    /// <summary>Whether these are the sandbox's banks with the sandbox's tokens.</summary>
    public static bool IsSandbox(SwitchSettings settings)
    {
        var hashes = SandboxTokens.Select(token => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token))));
        return hashes.SequenceEqual(settings.Participants.Select(participant => participant.TokenHashes is [var hash] ? hash.ToUpperInvariant() : ""));
    }
}
