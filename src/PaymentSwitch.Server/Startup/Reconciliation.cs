using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Server.Configuration;

namespace PaymentSwitch.Server.Startup;

/// <summary>
/// Brings the switch's participants and accounts in line with the configuration, which is the operator's hand until there
/// is an admin API. What is so already is left alone; every change is a fact in the journal.
/// </summary>
internal static class Reconciliation
{
    private const string By = "configuration";

    /// <summary>Enrols, sets terms and standing, and brings the opening funding in once.</summary>
    /// <exception cref="SettingsException">An account refuses an amount.</exception>
    public static async Task RunAsync(EmbeddedSwitch running, IReadOnlyList<ParticipantSettings> participants)
    {
        Currency currency = running.Profile.Currency;
        for (int i = 0; i < participants.Count; i++)
        {
            ParticipantSettings settings = participants[i];
            var id = new ParticipantId(settings.Id);
            var account = new AccountId(id, currency);
            await running.EnrolAsync(id, new EnrolParticipant(settings.Name, [.. settings.Agents.Select(AgentOf)], By));
            await running.ChangeStandingAsync(id, new ChangeStanding(Enum.Parse<ParticipantStanding>(settings.Standing), By, "set by the configuration"));
            long? capMinor = Amount(settings.Cap, currency);
            await AskAsync(account, new SetAccountTerms(running.Profile.SettlementModel, new Cap(capMinor), By), $"Participants:{i}:Cap");
            if (Amount(settings.OpeningFunding, currency) is long fundingMinor and > 0)
                await AskAsync(account, new FundAccount(fundingMinor, "opening", By), $"Participants:{i}:OpeningFunding");
        }

        async Task AskAsync(AccountId account, AccountCommand command, string key)
        {
            AccountReply reply = await running.CommandAccountAsync(account, command);
            if (reply != AccountReply.Done) throw new SettingsException([$"{key}: the account {account} refuses it: {reply}."]);
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
