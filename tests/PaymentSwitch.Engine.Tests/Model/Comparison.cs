using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Deciding;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>Holds what the switch shows against what the reference has.</summary>
internal static partial class Comparison
{
    /// <summary>Everything but payments.</summary>
    public static void Compare(SwitchCore core, ReferenceLedger reference)
    {
        MismatchException.Unless("The switch", "the number of open payments", reference.OpenPayments, core.OpenPayments);
        CompareAccounts(core, reference);
        foreach (Participant actual in core.ListParticipants())
        {
            if (!reference.Participants.TryGetValue(actual.Id, out ReferenceParticipant? one)) throw new MismatchException($"The reference knows no {actual.Id}.");
            MismatchException.Unless(one.Id, "the standing", one.Standing, actual.Standing);
            MismatchException.UnlessAll(one.Id, "the agents", one.Agents, actual.Agents);
            MismatchException.Unless(one.Id, "the moment of the next agents", one.Next?.AtMs, actual.Scheduled?.EffectiveAtMs);
        }

        MismatchException.Unless("The switch", "the number of participants", reference.Participants.Count, core.ListParticipants().Count);
        MismatchException.Unless("The switch", "the settlement bank", reference.SettlementBank, core.Directory.SettlementBank?.Id);
        CompareCycles(core, reference);
        IReadOnlyList<LiquidityTransfer> transfers = core.ListTransfers();
        MismatchException.Unless("The switch", "the number of liquidity transfers", reference.Transfers.Count, transfers.Count);
        foreach (LiquidityTransfer actual in transfers)
        {
            if (!reference.Transfers.TryGetValue(actual.Id, out ReferenceTransfer? transfer)) throw new MismatchException($"The reference knows no transfer {actual.Requested!.Terms.Reference}.");
            MismatchException.Unless($"liquidity transfer {transfer.Asked.Terms.Reference}", "the state", (transfer.Status, transfer.Refusal, transfer.AwaitedFrom), (actual.Status, actual.Refusal, actual.AwaitedFrom));
        }
    }

    private static void CompareAccounts(SwitchCore core, ReferenceLedger reference)
    {
        IReadOnlyList<AccountState> states = core.CaptureAccounts();
        MismatchException.UnlessAll(
            "The switch", "the accounts", reference.Accounts.Values.Where(account => account.IsKnown).Select(account => account.Id), states.Select(state => state.Id));
        foreach (AccountState actual in states) Compare(reference.Accounts[actual.Id], actual);
        foreach (AccountStanding actual in core.ShowAccounts())
        {
            ReferenceAccount account = reference.Accounts[actual.Id];
            MismatchException.Unless(account.Id, "what is reserved", account.HeldMinor, actual.ReservedMinor);
            MismatchException.Unless(account.Id, "what is available", account.AvailableMinor, actual.AvailableMinor);
            MismatchException.Unless(account.Id, "the headroom", account.HeadroomMinor, actual.HeadroomMinor);
        }
    }

    private static void Compare(ReferenceAccount account, AccountState actual)
    {
        AccountId id = account.Id;
        MismatchException.Unless(id, "the terms", (account.Model, account.LimitMinor, account.MustBePrefunded, account.IsClosed), (actual.Model, actual.Cap.LimitMinor, actual.MustBePrefunded, actual.IsClosed));
        MismatchException.Unless(id, "the balance", account.BalanceMinor, actual.BalanceMinor);
        MismatchException.Unless(id, "the use", account.UseMinor, actual.UseMinor);
        if (actual.IsClosed && (actual.BalanceMinor != 0 || actual.Reservations.Count > 0 || actual.Positions.Count > 0))
            throw new MismatchException($"{id}: there is something on the closed account that nobody can take out.");
        MismatchException.UnlessAll(
            id, "the reservations",
            account.Holds.Select(hold => (hold.Key, hold.Value.AmountMinor, hold.Value.Party)).OrderBy(hold => hold.Key),
            actual.Reservations.Select(held => (held.Key, held.Value.AmountMinor, held.Value.Party)).OrderBy(held => held.Key));
        MismatchException.UnlessAll(
            id, "the positions",
            account.Positions.Select(position => new CyclePosition(
                position.Key, position.Value.DebitsMinor, position.Value.CreditsMinor, account.Counts[position.Key].Debits, account.Counts[position.Key].Credits)),
            actual.Positions);
        MismatchException.UnlessAll(
            id, "the parties",
            account.Parties.Select(party => (party.Name, party.LimitMinor, account.UseOf(party))),
            actual.PartyLimits.Select(limit => (limit.Party, limit.Cap.LimitMinor, limit.UseMinor)));
        MismatchException.UnlessAll(
            id, "the references", account.References.OrderBy(entry => entry.Key, StringComparer.Ordinal), actual.References.OrderBy(entry => entry.Key, StringComparer.Ordinal));
        MismatchException.Unless(id, "the watch", account.Watch, actual.Watch);
        MismatchException.UnlessAll(id, "the alerts", account.Alerts, actual.Alerts);
    }

    private static void CompareCycles(SwitchCore core, ReferenceLedger reference)
    {
        IReadOnlyList<SettlementCycle> cycles = core.ListCycles();
        MismatchException.UnlessAll("The switch", "the cycles", reference.Cycles.Select(cycle => cycle.Id), cycles.Select(cycle => cycle.Id));
        foreach ((ReferenceCycle cycle, SettlementCycle actual) in reference.Cycles.Zip(cycles))
        {
            CycleOpened opened = actual.Opened!;
            MismatchException.Unless(cycle, "the status", cycle.Status, actual.Status);
            MismatchException.Unless(
                cycle, "the day and the plan",
                (cycle.Scheme.Currency, cycle.BusinessDate, cycle.OfDay, cycle.PlannedCutMs, cycle.StartsDay),
                (opened.Currency, opened.BusinessDate, opened.OfDay, opened.PlannedCutMs, opened.StartsDay));
            MismatchException.Unless(cycle, "when it was cut and settled", (cycle.CutAtMs, cycle.SettledAtMs), (actual.CutAtMs, actual.SettledAtMs));
            MismatchException.UnlessAll(cycle, "the positions", cycle.Positions, actual.Positions);
            MismatchException.UnlessAll(
                cycle, "the instructions",
                cycle.Instructions.Select(one => (one.Uetr, one.Participant, one.NetMinor, one.Status, one.ReasonCode)),
                actual.Instructions.Select(one => ((Uetr?)one.Uetr, one.Participant, one.NetMinor, one.Status, one.ReasonCode)));
        }
    }
}
