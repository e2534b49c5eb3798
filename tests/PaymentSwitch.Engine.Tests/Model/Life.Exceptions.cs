using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Banks ask for money back, and send it back.</content>
internal sealed partial class Life
{
    private void RecallPayment()
    {
        if (Some(payment => payment.Status == PaymentStatus.Settled) is not ReferencePayment payment) return;
        var recall = new RecallPayment
        {
            Sender = Chance(15) ? Any(Banks) : payment.Sender,
            Uetr = Chance(60) ? NewUetr() : payment.Uetr,
            RecallId = "C1",
            ReasonCode = Any(["DUPL", "FRAD", "FRAD", "TECH", "TECH", "XXXX"]),
            Original = SomeReferences(),
            Message = NoMessage,
            Digest = NewDigest(),
        };
        if (payment.Recall is { } before && Chance(3)) recall = before.Asked;
        AskPayment("recall", recall.Uetr, $"{recall.ReasonCode} by {Short(recall.Sender)}", reference => reference.Recall(recall), (core, cell) => core.Recall(cell, recall));
    }

    private void AnswerRecall()
    {
        if (Some(payment => payment.Recall is { Status: RecallStatus.Open } || payment.IsLateRecalled) is not ReferencePayment payment) return;
        ReadOnlyMemory<byte>? before = payment.Recall?.Answer ?? payment.LateRecallAnswer ?? payment.PendingAnswer;
        var answer = new AnswerRecall
        {
            Sender = Chance(15) ? Any(Banks) : payment.Receiver ?? Any(Banks),
            Uetr = payment.Uetr,
            Accepts = Chance(4),
            IsPending = Chance(4),
            ReasonCode = Any(["AC04", "CUST", "NOAS", "XXXX", null!]),
            Original = SomeReferences(),
            Message = NoMessage,
            Digest = before is { } same && Chance(2) ? same : NewDigest(),
        };
        AskPayment(
            "answer recall", answer.Uetr, $"{(answer.IsPending ? "later" : answer.Accepts ? "yes" : answer.ReasonCode)} by {Short(answer.Sender)}",
            reference => reference.AnswerRecall(answer), (core, cell) => core.AnswerRecall(cell, answer));
    }

    private void ReturnPayment()
    {
        if (Some(Chance(2) ? payment => payment.Recall is { Status: RecallStatus.Open } : payment => payment.Status == PaymentStatus.Settled) is not ReferencePayment payment) return;
        long leftMinor = payment.AmountMinor - payment.ReturnedMinor;
        long amountMinor = _random.Next(8) switch { 0 => 0, 1 => leftMinor + 1, <= 3 => 1 + _random.NextInt64(Math.Max(1, Math.Min(leftMinor, 3_000))), 4 => payment.AmountMinor, _ => leftMinor };
        var sent = new ReturnPayment
        {
            Sender = Chance(15) ? Any(Banks) : payment.Receiver ?? Any(Banks),
            Uetr = Chance(60) ? NewUetr() : payment.Uetr,
            ReturnId = $"R{++_number}",
            Amount = new Money(amountMinor, Chance(20) ? Currency.Of("USD") : payment.Transfer.Amount.Currency),
            ReasonCode = Any(["AC04", "FOCR", "FOCR", "MD06", "MD06", "XXXX"]),
            Original = SomeReferences(),
            Message = NoMessage,
            Digest = NewDigest(),
        };
        if (payment.Returns.Count > 0 && Chance(4)) sent = Chance(2) ? payment.Returns[^1].Sent : sent with { ReturnId = payment.Returns[^1].Sent.ReturnId };
        int before = _reference.Reserved.Count;
        AskPayment("return", sent.Uetr, $"{sent.Amount} by {Short(sent.Sender)}", reference => reference.Return(sent), (core, cell) => core.Return(cell, sent));
        NoteReserved("reserve for a return", before);
    }

    /// <summary>Mostly a payment that is so, sometimes any.</summary>
    private ReferencePayment? Some(Func<ReferencePayment, bool> isSo)
    {
        bool any = Chance(5);
        ReferencePayment[] some = [.. _reference.Payments.Values.Where(payment => any || isSo(payment))];
        return some.Length == 0 ? null : Any(some);
    }

    private OriginalReferences SomeReferences() => Chance(20) ? new OriginalReferences("other", null) : default;
}
