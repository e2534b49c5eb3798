using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Server.Configuration;

namespace PaymentSwitch.Server.Startup;

/// <summary>
/// Enrols the participants of the configuration that the switch does not know yet, opens their accounts, and brings their
/// opening funding in, once. Whoever is enrolled already is the operators' to change: a restart must not undo what they,
/// or the rules of settlement, have done since.
/// </summary>
internal static class Enrolment
{
    private static readonly OperatorAct Act = new("configuration", "in the configuration at the first start");

    /// <summary>Enrols who is missing, and opens accounts that are missing.</summary>
    /// <exception cref="SettingsException">An account or a participant refuses something.</exception>
    public static async Task RunAsync(IOperatedSwitch running, IReadOnlyList<ParticipantSettings> participants)
    {
        IReadOnlyList<Participant> known = await running.ListParticipantsAsync();
        IReadOnlyList<AccountState> open = await running.CaptureAccountsAsync();
        for (int i = 0; i < participants.Count; i++)
        {
            ParticipantSettings settings = participants[i];
            var id = new ParticipantId(settings.Id);
            Participant? enrolled = known.FirstOrDefault(participant => participant.Id == id);
            if (enrolled is null) await EnrolAsync(running, settings, $"Participants:{i}");
            // Enrolled by a version of the switch that kept tokens in its settings only.
            else if (enrolled is { Credentials: [], Standing: not ParticipantStanding.Closed }) await SetCredentialsAsync(running, settings, $"Participants:{i}");
            // Who has left gets no account any more.
            if (settings.Role != nameof(ParticipantRole.Direct) || enrolled?.Standing == ParticipantStanding.Closed) continue;
            await OpenAsync(running, open, id, running.Schemes.Current[0], settings.Cap, settings.OpeningFunding, $"Participants:{i}");
            for (int j = 0; j < settings.Accounts.Count; j++)
            {
                AccountSettings account = settings.Accounts[j];
                SchemeProfile scheme = running.Schemes.For(Currency.Of(account.Currency));
                await OpenAsync(running, open, id, scheme, account.Cap, account.OpeningFunding, $"Participants:{i}:Accounts:{j}");
            }
        }
    }

    private static async Task EnrolAsync(IOperatedSwitch running, ParticipantSettings settings, string key)
    {
        var id = new ParticipantId(settings.Id);
        var enrol = new EnrolParticipant(settings.Name, [.. settings.Agents.Select(AgentOf)], Act)
        {
            Role = Enum.Parse<ParticipantRole>(settings.Role), Standing = Enum.Parse<ParticipantStanding>(settings.Standing),
        };
        await AskAsync(running, id, enrol, key);
        if (settings.Principals.Count > 0)
            await AskAsync(running, id, new SetPrincipals([.. settings.Principals.Select(principal => new ParticipantId(principal))], Act), key);
        await SetCredentialsAsync(running, settings, key);
    }

    private static async Task SetCredentialsAsync(IOperatedSwitch running, ParticipantSettings settings, string key)
    {
        if (settings.TokenHashes.Count == 0) return;
        Credential[] tokens = [.. settings.TokenHashes.Select(hash => new Credential(CredentialKind.BearerToken, hash.ToLowerInvariant(), "from the configuration"))];
        await AskAsync(running, new ParticipantId(settings.Id), new SetCredentials(tokens, Act), key);
    }

    private static async Task AskAsync(IOperatedSwitch running, ParticipantId id, ParticipantCommand command, string key)
    {
        ParticipantReply reply = await running.CommandParticipantAsync(id, command);
        if (reply != ParticipantReply.Done) throw new SettingsException([$"{key}: the participant {id} refuses it: {reply}."]);
    }

    private static async Task OpenAsync(
        IOperatedSwitch running, IReadOnlyList<AccountState> open, ParticipantId id, SchemeProfile scheme, string cap, string funding, string key)
    {
        var account = new AccountId(id, scheme.Currency);
        if (open.Any(known => known.Id == account && known.Model != 0)) return;
        // Funded first: a cap may have to be covered.
        if (Amount(funding, scheme.Currency) is long fundingMinor and > 0)
            await AskAsync(new FundAccount(fundingMinor, "opening", Act), "OpeningFunding");
        await AskAsync(new SetAccountTerms(scheme.SettlementModel, new Cap(Amount(cap, scheme.Currency)), Act) { MustBePrefunded = scheme.CapsArePrefunded }, "Cap");

        async Task AskAsync(AccountCommand command, string setting)
        {
            AccountReply reply = await running.CommandAccountAsync(account, command);
            if (reply != AccountReply.Done) throw new SettingsException([$"{key}:{setting}: the account {account} refuses it: {reply}."]);
        }
    }

    private static ReachableAgent AgentOf(AgentSettings agent) => new(
        new AgentIdentification(
            agent.Bic.Length == 0 ? null : Bic.ToEleven(agent.Bic),
            agent.ClearingSystem.Length == 0 ? null : agent.ClearingSystem,
            agent.MemberId.Length == 0 ? null : agent.MemberId),
        agent.Name,
        agent.Reachable);

    /// <summary>An amount that <see cref="ParticipantRules"/> has checked, in minor units; null for none.</summary>
    private static long? Amount(string text, Currency currency)
    {
        if (text.Length == 0) return null;
        MoneyParse parse = Money.Parse(text, currency, out Money money);
        return parse == MoneyParse.Ok ? money.MinorUnits : throw new ArgumentException($"'{text}' is no amount in {currency}: {parse}.", nameof(text));
    }
}
