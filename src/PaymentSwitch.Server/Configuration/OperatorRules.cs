using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Server.Configuration;

/// <summary>What the settings of the operators and of their listener must be.</summary>
internal static class OperatorRules
{
    private const int NameLengthMax = 70;

    /// <summary>Adds an error for everything wrong with them.</summary>
    public static void Check(SwitchSettings settings, List<string> errors)
    {
        string listen = settings.Operations.Listen;
        if (listen.Length > 0 && !SettingsRules.TryListen(listen, out _)) errors.Add($"Operations:Listen: found '{listen}', expected http://HOST:PORT, or nothing.");
        for (int i = 0; i < settings.Operators.Count; i++) Check(settings.Operators[i], $"Operators:{i}", errors);
        foreach (string name in ParticipantRules.Repeated(settings.Operators.Select(steering => steering.Name)))
            errors.Add($"Operators: '{name}' stands there twice; expected each Name once.");
    }

    private static void Check(OperatorSettings steering, string key, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(steering.Name) || steering.Name.Length > NameLengthMax || steering.Name.Any(char.IsControl))
            errors.Add($"{key}:Name: found '{steering.Name}', expected a name of up to {NameLengthMax} characters.");
        // What the configuration does stands in the journal under this name.
        if (steering.Name == "configuration") errors.Add($"{key}:Name: found 'configuration', which is the name of the configuration itself.");
        if (steering.Roles.Count == 0) errors.Add($"{key}:Roles: found none, expected at least one.");
        for (int i = 0; i < steering.Roles.Count; i++)
            if (!Enum.GetNames<OperatorRole>().Contains(steering.Roles[i], StringComparer.Ordinal))
                errors.Add($"{key}:Roles:{i}: found '{steering.Roles[i]}', expected one of {string.Join(", ", Enum.GetNames<OperatorRole>())}.");
        ParticipantRules.CheckTokens(steering.TokenHashes, key, errors);
    }
}
