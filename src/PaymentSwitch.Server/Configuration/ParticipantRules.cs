using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;

namespace PaymentSwitch.Server.Configuration;

/// <summary>What the banks' settings must be, each by itself and among each other.</summary>
internal static class ParticipantRules
{
    /// <summary>Adds an error for everything wrong with the banks.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="currencies">The currencies of the schemes, the first one's first; null where a profile cannot be read.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static void Check(SwitchSettings settings, IReadOnlyList<Currency>? currencies, List<string> errors)
    {
        if (settings.Participants.Count == 0) errors.Add("Participants: found none, expected at least one.");
        for (int i = 0; i < settings.Participants.Count; i++) Check(settings.Participants[i], $"Participants:{i}", currencies, errors);
        CheckRoles(settings, errors);
        CheckUnique(settings, errors);
    }

    private static void Check(ParticipantSettings participant, string key, IReadOnlyList<Currency>? currencies, List<string> errors)
    {
        if (participant.Id.Length is 0 or > 35 || !participant.Id.All(char.IsAsciiLetterOrDigit))
            errors.Add($"{key}:Id: found {Quoted(participant.Id)}, expected a BIC of eleven characters, or the scheme's own id of up to 35 letters and digits.");
        if (participant.Agents.Count == 0) errors.Add($"{key}:Agents: found none, expected at least the bank itself.");
        if (!Enum.GetNames<ParticipantStanding>().Contains(participant.Standing, StringComparer.Ordinal))
            errors.Add($"{key}:Standing: found '{participant.Standing}', expected one of {string.Join(", ", Enum.GetNames<ParticipantStanding>())}.");
        for (int i = 0; i < participant.Agents.Count; i++) CheckAgent(participant.Agents[i], $"{key}:Agents:{i}", isFirst: i == 0, errors);
        CheckTokens(participant.TokenHashes, key, errors);
        if (currencies is null) return;
        CheckAmount(participant.Cap, $"{key}:Cap", currencies[0], errors);
        CheckAmount(participant.OpeningFunding, $"{key}:OpeningFunding", currencies[0], errors);
        for (int i = 0; i < participant.Accounts.Count; i++)
        {
            AccountSettings account = participant.Accounts[i];
            if (currencies.Skip(1).FirstOrDefault(other => other.Code == account.Currency) is not Currency currency)
            {
                errors.Add($"{key}:Accounts:{i}:Currency: found {Quoted(account.Currency)}, expected the currency of one of Scheme:Others.");
                continue;
            }

            CheckAmount(account.Cap, $"{key}:Accounts:{i}:Cap", currency, errors);
            CheckAmount(account.OpeningFunding, $"{key}:Accounts:{i}:OpeningFunding", currency, errors);
        }
    }

    private static void CheckRoles(SwitchSettings settings, List<string> errors)
    {
        for (int i = 0; i < settings.Participants.Count; i++)
        {
            ParticipantSettings participant = settings.Participants[i];
            if (!Enum.GetNames<ParticipantRole>().Contains(participant.Role, StringComparer.Ordinal))
                errors.Add($"Participants:{i}:Role: found '{participant.Role}', expected one of {string.Join(", ", Enum.GetNames<ParticipantRole>())}.");
            bool isDirect = participant.Role == nameof(ParticipantRole.Direct);
            if (!isDirect && (participant.Cap.Length > 0 || participant.OpeningFunding.Length > 0 || participant.Accounts.Count > 0))
                errors.Add($"Participants:{i}: found an account for a participant of role {participant.Role}; only direct participants have accounts.");
            if (participant.Role != nameof(ParticipantRole.InstructingParty) && participant.Principals.Count > 0)
                errors.Add($"Participants:{i}:Principals: found some for a participant of role {participant.Role}; only instructing parties have principals.");
            foreach (string principal in participant.Principals)
            {
                if (!settings.Participants.Any(other => other.Id == principal && other.Role == nameof(ParticipantRole.Direct)))
                    errors.Add($"Participants:{i}:Principals: found '{principal}', expected the Id of a direct participant.");
            }
        }

        if (settings.Participants.Count(participant => participant.Role == nameof(ParticipantRole.SettlementBank)) > 1)
            errors.Add("Participants: found more than one of role SettlementBank; expected one at most.");
    }

    /// <summary>Adds an error for each hash that is none.</summary>
    public static void CheckTokens(IReadOnlyList<string> hashes, string key, List<string> errors)
    {
        for (int i = 0; i < hashes.Count; i++)
            if (hashes[i].Length != 64 || !hashes[i].All(char.IsAsciiHexDigit))
                errors.Add($"{key}:TokenHashes:{i}: found {hashes[i].Length} characters, expected the SHA-256 of a token as 64 hexadecimal digits.");
    }

    private static void CheckAgent(AgentSettings agent, string key, bool isFirst, List<string> errors)
    {
        if (agent.Bic.Length == 0 && agent.MemberId.Length == 0) errors.Add($"{key}: found neither Bic nor MemberId, expected one of them.");
        if (agent.Bic.Length > 0 && !Bic.HasForm(agent.Bic)) errors.Add($"{key}:Bic: found '{agent.Bic}', expected a BIC.");
        if (isFirst && agent.Reachable) errors.Add($"{key}:Reachable: found true, expected false: the first agent is the bank itself.");
    }

    private static void CheckAmount(string text, string key, Currency currency, List<string> errors)
    {
        if (text.Length > 0 && Money.Parse(text, currency, out _) != MoneyParse.Ok)
            errors.Add($"{key}: found '{text}', expected a decimal amount in {currency} with at most {currency.Exponent} decimals, or nothing.");
    }

    private static void CheckUnique(SwitchSettings settings, List<string> errors)
    {
        IEnumerable<AgentSettings> agents = settings.Participants.SelectMany(participant => participant.Agents);
        string[] bics = [.. agents.Where(agent => agent.Bic.Length > 0).Select(agent => Bic.ToEleven(agent.Bic))];
        foreach (string id in Repeated(settings.Participants.Select(participant => participant.Id)))
            errors.Add($"Participants: '{id}' stands there twice; expected each Id once.");
        foreach (string bic in Repeated(bics))
            errors.Add($"Participants: the BIC '{bic}' stands there twice; expected each BIC once.");
        foreach (string member in Repeated(agents.Where(agent => agent.MemberId.Length > 0).Select(agent => $"{agent.ClearingSystem}:{agent.MemberId}")))
            errors.Add($"Participants: the member id '{member}' stands there twice; expected each member id once.");
        // A bank's token must not open the operators' side, nor the other way round.
        IEnumerable<string> hashes = settings.Participants.SelectMany(participant => participant.TokenHashes)
            .Concat(settings.Operators.SelectMany(steering => steering.TokenHashes));
        foreach (string hash in Repeated(hashes.Select(hash => hash.ToUpperInvariant())))
            errors.Add($"Participants and Operators: the token hash {hash[..Math.Min(8, hash.Length)]}… stands there twice; expected each token once.");
        if (bics.Contains(settings.Scheme.SwitchBic))
            errors.Add($"Scheme:SwitchBic: found '{settings.Scheme.SwitchBic}', which is a participant's; expected a BIC of the switch's own.");
    }

    /// <summary>What stands there more than once.</summary>
    public static IEnumerable<string> Repeated(IEnumerable<string> values) =>
        values.Where(value => value.Length > 0).GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    private static string Quoted(string text) => text.Length == 0 ? "nothing" : $"'{text}'";
}
