using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Simulator.Oracle;

/// <summary>How a payment ended.</summary>
internal enum PaymentOutcome
{
    /// <summary>The money has moved.</summary>
    Settled,

    /// <summary>It was rejected, or nobody answered in time.</summary>
    Rejected,
}

/// <summary>The bookings of a payment, or of one of its returns.</summary>
internal sealed class Leg
{
    public bool IsReserved { get; set; }

    public bool IsReleased { get; set; }

    public int Debits { get; set; }

    public int Credits { get; set; }
}

/// <summary>A payment as the oracle follows it by the stored facts.</summary>
internal sealed class Followed(Uetr uetr, ParticipantId sender, ParticipantId? receiver, long amountMinor, long deadlineMs)
{
    public Uetr Uetr => uetr;

    public ParticipantId Sender => sender;

    public ParticipantId? Receiver => receiver;

    public long AmountMinor => amountMinor;

    /// <summary>From when on an answer is too late, in Unix milliseconds.</summary>
    public long DeadlineMs => deadlineMs;

    public string? TransactionId { get; set; }

    public bool IsForwarded { get; set; }

    public PaymentOutcome? Outcome { get; set; }

    public int Forwards { get; set; }

    public int DebtorTold { get; set; }

    public int CreditorTold { get; set; }

    /// <summary>The bookings: 0 of the payment, n of its n-th return.</summary>
    public Dictionary<int, Leg> Legs { get; } = [];

    /// <summary>The returns in their order, and whether each has settled; null for not decided.</summary>
    public List<(long AmountMinor, bool? IsSettled)> Returns { get; } = [];

    /// <summary>How much has gone back.</summary>
    public long ReturnedMinor => Returns.Sum(sent => sent.IsSettled == true ? sent.AmountMinor : 0);

    /// <summary>The final answer that the debtor agent got; null where it has none yet.</summary>
    public byte[]? Answer { get; set; }

    /// <summary>Notes how a return has ended.</summary>
    public void EndReturn(int number, bool settled) => Returns[number - 1] = (Returns[number - 1].AmountMinor, settled);

    /// <summary>What does not fit between two groups; null for nothing.</summary>
    public string? WhatIsWrong()
    {
        int ends = Outcome is null ? 0 : 1;
        if (Outcome is null && !IsForwarded) return "is with nobody and has no outcome";
        if (Forwards != (IsForwarded ? 1 : 0)) return $"was forwarded {Forwards} times";
        if (DebtorTold != ends) return $"has {ends} outcomes, of which the debtor agent was told {DebtorTold}";
        if (CreditorTold != (IsForwarded ? ends : 0)) return $"has {ends} outcomes, of which the creditor agent was told {CreditorTold}";
        Leg own = Legs.GetValueOrDefault(0) ?? new Leg();
        if (IsForwarded != own.IsReserved) return IsForwarded ? "was forwarded without money reserved for it" : "has money reserved and was not forwarded";
        bool settled = Outcome == PaymentOutcome.Settled;
        if (own.Debits != (settled ? 1 : 0) || own.Credits != (settled ? 1 : 0)) return $"is {Outcome?.ToString() ?? "open"} with {own.Debits} debits and {own.Credits} credits";
        if (own.IsReleased != (Outcome == PaymentOutcome.Rejected && IsForwarded)) return $"is {Outcome?.ToString() ?? "open"}, and its reservation is {(own.IsReleased ? "given back" : "kept")}";
        for (int i = 0; i < Returns.Count; i++)
        {
            Leg back = Legs.GetValueOrDefault(i + 1) ?? new Leg();
            int moves = Returns[i].IsSettled == true ? 1 : 0;
            if (back.Debits != moves || back.Credits != moves) return $"has return {i + 1} with {back.Debits} debits and {back.Credits} credits";
        }

        return null;
    }
}
