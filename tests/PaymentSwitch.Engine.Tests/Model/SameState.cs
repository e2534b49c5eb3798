using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>Two captured switches must be the same, except for which finished payments are still in memory.</summary>
internal static class SameState
{
    private const string Recovered = "After recovery";

    public static void Check(SwitchSnapshot before, SwitchSnapshot after)
    {
        MismatchException.Unless(Recovered, "the position", before.Position, after.Position);
        MismatchException.UnlessAll(Recovered, "the accounts", before.Accounts.Select(Written), after.Accounts.Select(Written));
        MismatchException.UnlessAll(Recovered, "the participants", before.Participants, after.Participants);
        MismatchException.UnlessAll(Recovered, "the cursors", before.MailboxCursors.OrderBy(entry => entry.Participant), after.MailboxCursors.OrderBy(entry => entry.Participant));
        MismatchException.UnlessAll(Recovered, "the known payments", Known(before), Known(after));
        MismatchException.UnlessAll(Recovered, "the other entities", before.Others.OrderBy(KeyOf, StringComparer.Ordinal).Select(KeyOf), after.Others.OrderBy(KeyOf, StringComparer.Ordinal).Select(KeyOf));
        foreach ((LiveEntity left, LiveEntity right) in before.Others.OrderBy(KeyOf, StringComparer.Ordinal).Zip(after.Others.OrderBy(KeyOf, StringComparer.Ordinal)))
            MismatchException.UnlessAll(left.Key, "the facts", left.Facts, right.Facts);
        Dictionary<Uetr, LivePayment> live = after.LivePayments.ToDictionary(payment => payment.Uetr);
        foreach (LivePayment left in before.LivePayments)
        {
            if (live.TryGetValue(left.Uetr, out LivePayment? right)) MismatchException.UnlessAll(left.Uetr, "the facts", left.Facts, right.Facts);
            else if (!Payment.Of(left.Uetr, left.Facts).IsClosed) throw new MismatchException($"After recovery payment {left.Uetr}, which is not closed, is not in memory.");
        }
    }

    private static string KeyOf(LiveEntity entity) => entity.Key.ToString();

    private static string Written((AccountState State, long SequenceNr) account)
    {
        AccountState state = account.State;
        string flat = (state with { Reservations = [], RememberedDebits = [], RememberedCredits = [], References = [], Positions = [], PartyLimits = [], Alerts = [] }).ToString();
        return $"{account.SequenceNr} {flat} | {string.Join(',', state.Reservations.OrderBy(entry => entry.Key))} | {string.Join(',', state.RememberedDebits)} | {string.Join(',', state.RememberedCredits)}"
            + $" | {string.Join(',', state.References.OrderBy(entry => entry.Key, StringComparer.Ordinal))} | {string.Join(',', state.Positions)}"
            + $" | {string.Join(',', state.PartyLimits.Select(limit => $"{limit.Party} {limit.Cap} {limit.UseMinor} {string.Join('+', limit.Agents)}"))} | {string.Join(',', state.Alerts)}";
    }

    private static SortedDictionary<Uetr, long> Known(SwitchSnapshot snapshot)
    {
        var known = new SortedDictionary<Uetr, long>();
        foreach (IdentitySegment segment in snapshot.Identities)
            foreach (FinishedPayment finished in segment.Identities.Span) known[finished.Uetr] = finished.LastPosition;
        foreach (LivePayment live in snapshot.LivePayments) known[live.Uetr] = live.LastPosition;
        return known;
    }
}
