using System.Globalization;
using System.Reflection;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Iso20022.Schemes;

namespace PaymentSwitch.Server.Configuration;

/// <summary>What settings must be, beyond their types.</summary>
internal static class SettingsRules
{
    /// <summary>Adds an error for each setting that is out of its range or at odds with another.</summary>
    public static void Check(SwitchSettings settings, List<string> errors)
    {
        if (settings.DataFolder.Length == 0) errors.Add("DataFolder: found nothing, expected a folder.");
        if (!TryListen(settings.Http.Listen, out _)) errors.Add($"Http:Listen: found '{settings.Http.Listen}', expected http://HOST:PORT.");
        if (settings.Scheme.SwitchBic.Length != 11 || !Bic.HasForm(settings.Scheme.SwitchBic))
            errors.Add($"Scheme:SwitchBic: found '{settings.Scheme.SwitchBic}', expected a BIC of eleven characters.");
        if (settings.Scheme.ProfileFile.Length == 0 && !SchemeProfileReader.Names.Contains(settings.Scheme.Profile))
            errors.Add($"Scheme:Profile: found '{settings.Scheme.Profile}', expected one of {string.Join(", ", SchemeProfileReader.Names)}.");
        AtLeastOne("Http", settings.Http, errors);
        AtLeastOne("Engine", settings.Engine, errors);
        AtLeastOne("Messages", settings.Messages, errors);
        AtLeastOne("Gateway", settings.Gateway, errors);
        if (settings.Participants.Count == 0) errors.Add("Participants: found none, expected at least one.");
        for (int i = 0; i < settings.Participants.Count; i++) Check(settings.Participants[i], $"Participants:{i}", errors);
        Unique(settings, errors);
    }

    /// <summary>Host and port of an address to listen on.</summary>
    public static bool TryListen(string text, out (string Host, int Port) listen)
    {
        listen = default;
        // A port of 0 is no valid part of a URI's authority to some readers: it is read by itself.
        if (!text.StartsWith("http://", StringComparison.Ordinal)) return false;
        string authority = text["http://".Length..].TrimEnd('/');
        int colon = authority.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port > 65_535) return false;
        listen = (authority[..colon], port);
        return listen.Host == "localhost" || System.Net.IPAddress.TryParse(listen.Host, out _);
    }

    /// <summary>All limits are whole numbers of at least one.</summary>
    private static void AtLeastOne(string section, object limits, List<string> errors)
    {
        foreach (PropertyInfo property in limits.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetValue(limits) is not (int or long)) continue;
            long value = Convert.ToInt64(property.GetValue(limits), CultureInfo.InvariantCulture);
            if (value < 1) errors.Add($"{section}:{property.Name}: found {value}, expected a whole number of at least 1.");
        }
    }

    private static void Check(ParticipantSettings participant, string key, List<string> errors)
    {
        if (participant.Id.Length == 0) errors.Add($"{key}:Id: found nothing, expected a BIC of eleven characters or the scheme's own id.");
        if (participant.Agents.Count == 0) errors.Add($"{key}:Agents: found none, expected at least the bank itself.");
        if (!Enum.TryParse(participant.Standing, out ParticipantStanding _) || char.IsAsciiDigit(participant.Standing[0]))
            errors.Add($"{key}:Standing: found '{participant.Standing}', expected one of {string.Join(", ", Enum.GetNames<ParticipantStanding>())}.");
        for (int i = 0; i < participant.Agents.Count; i++)
        {
            AgentSettings agent = participant.Agents[i];
            if (agent.Bic.Length == 0 && agent.MemberId.Length == 0) errors.Add($"{key}:Agents:{i}: found neither Bic nor MemberId, expected one of them.");
            if (agent.Bic.Length > 0 && !Bic.HasForm(agent.Bic)) errors.Add($"{key}:Agents:{i}:Bic: found '{agent.Bic}', expected a BIC.");
        }

        for (int i = 0; i < participant.TokenHashes.Count; i++)
        {
            string hash = participant.TokenHashes[i];
            if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit))
                errors.Add($"{key}:TokenHashes:{i}: found {hash.Length} characters, expected the SHA-256 of a token as 64 hexadecimal digits.");
        }

        CheckAmount(participant.Cap, $"{key}:Cap", errors);
        CheckAmount(participant.OpeningFunding, $"{key}:OpeningFunding", errors);
    }

    private static void CheckAmount(string text, string key, List<string> errors)
    {
        // The scheme's currency is known only once its profile is read; four decimals are more than any has.
        if (text.Length > 0 && Money.Parse(text, Currency.Of("KWD"), out _) is MoneyParse.NotADecimal or MoneyParse.Negative)
            errors.Add($"{key}: found '{text}', expected a decimal amount, or nothing.");
    }

    private static void Unique(SwitchSettings settings, List<string> errors)
    {
        foreach (string id in Repeated(settings.Participants.Select(participant => participant.Id)))
            errors.Add($"Participants: '{id}' stands there twice; expected each Id once.");
        foreach (string bic in Repeated(settings.Participants.SelectMany(participant => participant.Agents).Where(agent => agent.Bic.Length > 0).Select(agent => Bic.ToEleven(agent.Bic))))
            errors.Add($"Participants: the BIC '{bic}' stands there twice; expected each BIC once.");
        foreach (string hash in Repeated(settings.Participants.SelectMany(participant => participant.TokenHashes).Select(hash => hash.ToUpperInvariant())))
            errors.Add($"Participants: the token hash {hash[..8]}… stands there twice; expected each token once.");
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> values) =>
        values.Where(value => value.Length > 0).GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
}
