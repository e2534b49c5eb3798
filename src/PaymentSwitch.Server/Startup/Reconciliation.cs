using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Server.Configuration;

namespace PaymentSwitch.Server.Startup;

/// <summary>
/// Brings the banks of the configuration into the switch: who is new is enrolled and gets an account, names and agents follow
/// the configuration at every start. Standing and cap are the configuration's at first and the operators' from then on: a
/// restart must not undo what an operator has done. Every change is a fact in the journal.
/// </summary>
internal static class Reconciliation
{
    private const string By = "configuration";

    /// <summary>Enrols, opens accounts, and brings the opening funding in once.</summary>
    /// <param name="running">The switch.</param>
    /// <param name="participants">The banks.</param>
    /// <param name="differs">Hears of each setting that says other than the journal, which stands.</param>
    /// <exception cref="SettingsException">An account refuses an amount.</exception>
    public static async Task RunAsync(EmbeddedSwitch running, IReadOnlyList<ParticipantSettings> participants, Action<string> differs)
    {
        Dictionary<AccountId, AccountStanding> open = (await running.ListAccountsAsync()).Where(account => account.Model != 0).ToDictionary(account => account.Id);
        Currency currency = running.Profile.Currency;
        for (int i = 0; i < participants.Count; i++)
        {
            ParticipantSettings settings = participants[i];
            var id = new ParticipantId(settings.Id);
            var account = new AccountId(id, currency);
            ParticipantStanding standing = Enum.Parse<ParticipantStanding>(settings.Standing);
            // The account is opened last: without one, a start before this one has not come to its end.
            bool isNew = !open.TryGetValue(account, out AccountStanding? known);
            await running.EnrolAsync(id, new EnrolParticipant(settings.Name, [.. settings.Agents.Select(AgentOf)], By));
            var cap = new Cap(Amount(settings.Cap, currency));
            if (isNew)
            {
                await running.ChangeStandingAsync(id, new ChangeStanding(standing, By, "set by the configuration"));
                await AskAsync(account, new SetAccountTerms(running.Profile.SettlementModel, cap, By), $"Participants:{i}:Cap");
            }

            ParticipantStanding now = running.Directory.Find(id)!.Standing;
            if (now != standing) differs($"Participants:{i}:Standing says {standing}; {id} is {now}, and stays so until an operator changes it");
            if (!isNew && known!.Cap != cap) differs($"Participants:{i}:Cap says {Shown(cap)}; that of {id} is {Shown(known.Cap)}, and stays so until an operator changes it");
            if (Amount(settings.OpeningFunding, currency) is long fundingMinor and > 0)
                await AskAsync(account, new FundAccount(fundingMinor, "opening", By), $"Participants:{i}:OpeningFunding");
        }

        string Shown(Cap cap) => cap.LimitMinor is long minor ? new Money(minor, currency).ToString() : "unlimited";

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
