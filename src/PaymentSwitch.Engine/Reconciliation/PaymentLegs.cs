using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>
/// Follows payments from the account they left to the one they reached. Where one host decides, both book it in one commit group, so that what has
/// only one end when the group is over is a mismatch. Where each account is on its own, the second end may come in a later group, within a time.
/// </summary>
/// <param name="inTransitMaxMs">For how long what has left one account may be on its way to the other, in ms; 0 where both book it at once.</param>
internal sealed class PaymentLegs(long inTransitMaxMs)
{
    private readonly Dictionary<(Uetr Payment, bool IsReturn), Leg> _open = [];

    /// <summary>How many payments and returns were followed to their end.</summary>
    public long Followed { get; private set; }

    public void Take(in Movement movement)
    {
        (Uetr, bool) key = (movement.Uetr!.Value, movement.Kind is MovementKind.ReturnOut or MovementKind.ReturnIn);
        Leg leg = _open.GetValueOrDefault(key);
        // Two returns of one payment may be in one group: sums are what must agree.
        _open[key] = movement.AmountMinor < 0
            ? leg with { From = movement.Account, LeftAtMs = movement.AtMs, OutMinor = leg.OutMinor - movement.AmountMinor, Count = leg.Count + 1 }
            : leg with { To = movement.Account, InMinor = leg.InMinor + movement.AmountMinor };
    }

    /// <summary>What has left accounts of a currency and is on its way, in minor units.</summary>
    public Int128 InTransitMinor(Currency currency) =>
        _open.Values.Aggregate((Int128)0, (sum, leg) => leg.From?.Currency == currency ? sum + leg.OutMinor - leg.InMinor : sum);

    /// <summary>The group is over: notes each payment that has not arrived as it left, and cannot be on its way.</summary>
    /// <param name="position">The group.</param>
    /// <param name="atMs">When it was decided, in Unix milliseconds.</param>
    /// <param name="mismatches">Takes them.</param>
    public void Close(long position, long atMs, MismatchList mismatches)
    {
        foreach (((Uetr payment, bool isReturn), Leg leg) in _open)
        {
            if (leg.OutMinor > leg.InMinor && atMs - leg.LeftAtMs < inTransitMaxMs) continue;
            _open.Remove((payment, isReturn));
            Followed += Math.Max(1, leg.Count);
            if (leg.OutMinor == leg.InMinor) continue;
            string what = isReturn ? $"The return of payment {payment}" : $"Payment {payment}";
            string where = $"in group {position} of the journal";
            (string kind, string text) = (leg.From, leg.To) switch
            {
                ({ } from, null) => ("debit-without-credit", $"{what} left {from} with {leg.OutMinor} {where} and reached no account."),
                (null, { } to) => ("credit-without-debit", $"{what} reached {to} with {leg.InMinor} {where} and left no account."),
                _ => ("payment-differs", $"{what} left {leg.From} with {leg.OutMinor} {where} and reached {leg.To} with {leg.InMinor}."),
            };
            mismatches.Add(new BooksMismatch(kind, leg.From ?? leg.To, payment, long.CreateSaturating(leg.InMinor - leg.OutMinor), text));
        }
    }

    private readonly record struct Leg(AccountId? From, AccountId? To, long LeftAtMs, Int128 OutMinor, Int128 InMinor, int Count);
}
