namespace PaymentSwitch.Server.Privacy;

/// <summary>The keys under which what banks send is sealed before it is stored.</summary>
internal sealed record PrivacySettings
{
    /// <summary>The file with the party keys; made where it is missing and nothing was sealed yet. Empty for <c>party-keys.txt</c> in the data folder.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>A file with the key that <see cref="KeyFile"/> is sealed under, 64 hexadecimal digits; empty for none.</summary>
    public string KeyEncryptionKeyFile { get; init; } = "";
}
