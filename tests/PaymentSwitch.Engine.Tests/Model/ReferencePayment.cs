using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>A payment as the reference keeps it.</summary>
internal sealed class ReferencePayment(SubmitPayment submitted, SchemeTerms scheme, ParticipantId? receiver)
{
    public SubmitPayment Submitted { get; } = submitted;

    public SchemeTerms Scheme { get; } = scheme;

    public CreditTransfer Transfer => Submitted.Transfer;

    public Uetr Uetr => Transfer.Uetr;

    public ParticipantId Sender => Submitted.Sender;

    public ParticipantId? Receiver { get; } = receiver;

    public long AmountMinor => Transfer.Amount.MinorUnits;

    public AccountId Payer => new(Sender, Transfer.Amount.Currency);

    public AccountId Payee => new(Receiver!.Value, Transfer.Amount.Currency);

    public required long ReceivedAtMs { get; init; }

    public long DeadlineMs => (Transfer.AcceptedAtMs ?? ReceivedAtMs) + Scheme.AnswerWithinMs;

    public PaymentStatus Status { get; set; } = PaymentStatus.Received;

    public bool WasForwarded { get; set; }

    public long FinalAtMs { get; set; }

    public long Cycle { get; set; }

    public string? AnswerStatus { get; set; }

    /// <summary>Why it was refused; a party's limit has a star, because its code is that of the cap.</summary>
    public string[] Codes { get; set; } = [];

    public long LateAtMs { get; set; }

    public bool IsLateRecalled { get; set; }

    public ReadOnlyMemory<byte>? LateRecallAnswer { get; set; }

    /// <summary>What said that the answer to a recall, the debtor agent's or the switch's, comes later.</summary>
    public ReadOnlyMemory<byte>? PendingAnswer { get; set; }

    public string? LaterOutcome { get; set; }

    public ReferenceRecall? Recall { get; set; }

    public List<ReferenceReturn> Returns { get; } = [];

    public long ReturnedMinor => Returns.Where(sent => sent.Code is null).Sum(sent => sent.AmountMinor);

    public override string ToString() => $"payment {Uetr.ToString()[..4]}";
}

/// <summary>A recall as the reference keeps it.</summary>
internal sealed class ReferenceRecall(RecallPayment asked, long dueMs)
{
    public RecallPayment Asked { get; } = asked;

    public long DueMs { get; } = dueMs;

    public RecallStatus Status { get; set; } = RecallStatus.Open;

    public ReadOnlyMemory<byte>? Answer { get; set; }
}

/// <summary>A return as the reference keeps it.</summary>
/// <param name="Sent">The return.</param>
/// <param name="Cycle">The cycle it settled in; 0 for none.</param>
/// <param name="Code">Why it was refused; null where it settled.</param>
/// <param name="AtMs">When, in Unix milliseconds.</param>
internal sealed record ReferenceReturn(ReturnPayment Sent, long Cycle, string? Code, long AtMs)
{
    public long AmountMinor => Sent.Amount.MinorUnits;
}
