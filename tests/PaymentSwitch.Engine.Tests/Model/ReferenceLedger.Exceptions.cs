using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>What comes after the outcome: later outcomes, recalls, returns.</content>
internal sealed partial class ReferenceLedger
{
    public PaymentReply Recall(RecallPayment command)
    {
        if (!Payments.TryGetValue(command.Uetr, out ReferencePayment? payment) || payment.Sender != command.Sender) return PaymentReply.UnknownPayment;
        if (payment.Recall is { } before && Same(before.Asked.Digest, command.Digest)) return PaymentReply.Repeat;
        if (!Fit(payment, command.Original.EndToEndId, command.Original.TransactionId)) return PaymentReply.AnswerMismatch;
        if (payment.Status != PaymentStatus.Settled) return PaymentReply.NotSettled;
        if (payment.Scheme.RecallReasons.Count == 0) return PaymentReply.NotInScheme;
        if (!payment.Scheme.RecallReasons.TryGetValue(command.ReasonCode, out long withinMs)) return PaymentReply.ReasonNotAllowed;
        if (payment.Recall is { } other) return other.Status == RecallStatus.Open ? PaymentReply.RecallOpen : PaymentReply.RecalledBefore;
        if (payment.ReturnedMinor == payment.AmountMinor) return PaymentReply.ReturnedAlready;
        if (NowMs > payment.FinalAtMs + withinMs) return PaymentReply.TooLate;
        payment.Recall = new ReferenceRecall(command, NowMs + payment.Scheme.RecallAnswerWithinMs);
        Touched.Add(payment.Uetr);
        Tell(payment.Receiver!.Value, DeliveryKind.PassOnRecall);
        return PaymentReply.Done;
    }

    public PaymentReply AnswerRecall(AnswerRecall command)
    {
        if (FindReceived(command.Uetr, command.Sender) is not ReferencePayment payment) return PaymentReply.UnknownPayment;
        if ((payment.Recall?.Answer ?? payment.LateRecallAnswer) is { } before && Same(before, command.Digest)) return PaymentReply.Repeat;
        if (payment.PendingAnswer is { } pending && Same(pending, command.Digest)) return PaymentReply.Repeat;
        if (!Fit(payment, command.Original.EndToEndId, command.Original.TransactionId)) return PaymentReply.AnswerMismatch;
        bool isToTheSwitch = payment.IsLateRecalled && payment.LateRecallAnswer is null;
        if (!isToTheSwitch) LapseIfDue(payment);
        if (!isToTheSwitch && payment.Recall is not { Status: RecallStatus.Open }) return PaymentReply.NoRecallOpen;
        if (command.IsPending)
        {
            if (payment.PendingAnswer is not null) return PaymentReply.PendingBefore;
            payment.PendingAnswer = command.Digest;
            Touched.Add(payment.Uetr);
            if (!isToTheSwitch) Tell(payment.Sender, DeliveryKind.PassOnRecallPending);
            return PaymentReply.Done;
        }

        if (!isToTheSwitch && command.Accepts) return PaymentReply.AcceptByReturn;
        if (!command.Accepts && !payment.Scheme.RecallRefusals.Contains(command.ReasonCode)) return PaymentReply.ReasonNotAllowed;
        Touched.Add(payment.Uetr);
        if (isToTheSwitch)
        {
            payment.LateRecallAnswer = command.Digest;
            return PaymentReply.Done;
        }

        payment.Recall!.Status = RecallStatus.Refused;
        payment.Recall.Answer = command.Digest;
        Tell(payment.Sender, DeliveryKind.PassOnRecallAnswer);
        return PaymentReply.Done;
    }

    public PaymentReply Return(ReturnPayment command)
    {
        if (FindReceived(command.Uetr, command.Sender) is not ReferencePayment payment) return PaymentReply.UnknownPayment;
        if (payment.Returns.Find(sent => sent.Sent.ReturnId == command.ReturnId) is { } before)
            return Same(before.Sent.Digest, command.Digest) ? PaymentReply.Repeat : PaymentReply.ReturnIdTaken;
        if (!Fit(payment, command.Original.EndToEndId, command.Original.TransactionId)) return PaymentReply.AnswerMismatch;
        if (payment.Status != PaymentStatus.Settled) return PaymentReply.NotSettled;
        SchemeTerms scheme = payment.Scheme;
        if (scheme.ReturnReasons.Length == 0) return PaymentReply.NotInScheme;
        if (!scheme.ReturnReasons.Contains(command.ReasonCode)) return PaymentReply.ReasonNotAllowed;
        bool answersRecall = payment.Recall is { Status: RecallStatus.Open } asked && NowMs < asked.DueMs;
        if (!answersRecall && NowMs > payment.FinalAtMs + scheme.ReturnWithinMs) return PaymentReply.TooLate;
        if (command.Amount.Currency != payment.Transfer.Amount.Currency) return PaymentReply.ReturnCurrency;
        long leftMinor = payment.AmountMinor - payment.ReturnedMinor;
        if (leftMinor == 0) return PaymentReply.ReturnedAlready;
        if (command.Amount.MinorUnits <= 0 || command.Amount.MinorUnits > leftMinor) return PaymentReply.ReturnAboveOriginal;
        if (!scheme.PartialReturns && command.Amount.MinorUnits < payment.AmountMinor) return PaymentReply.ReturnPartial;
        ReferenceReturn[] refused = [.. payment.Returns.Where(sent => sent.Code is not null)];
        if (refused.Length >= 20 && NowMs < refused[^1].AtMs + 86_400_000) return PaymentReply.ReturnsExhausted;
        if (!Participants[command.Sender].MaySend) return PaymentReply.SenderSuspended;
        if (!Participants[payment.Sender].MayReceive || !Account(payment.Payer).IsOpen) return PaymentReply.ReceiverUnavailable;
        LapseIfDue(payment);
        Book(payment, command);
        NetWhatIsDrained();
        return PaymentReply.Done;
    }

    private void Book(ReferencePayment payment, ReturnPayment command)
    {
        Touched.Add(payment.Uetr);
        var key = new BookingKey(payment.Uetr, payment.Returns.Count + 1);
        CreditTransfer transfer = payment.Transfer;
        string? code = CodeOf(Reserve(payment.Payee, key, command.Amount.MinorUnits, transfer.CreditorAgent, payment.Scheme));
        long cycle = code is null ? OpenCycleOf(payment.Scheme) : 0;
        payment.Returns.Add(new ReferenceReturn(command, cycle, code, NowMs));
        Tell(payment.Receiver!.Value, DeliveryKind.ConfirmReturn);
        if (code is not null) return;
        if (payment.Recall is { Status: RecallStatus.Open } recall) recall.Status = RecallStatus.Returned;
        Tell(payment.Sender, DeliveryKind.PassOnReturn);
        TellPayment(payment.Scheme, payment.Receiver.Value, payment.Sender);
        Move(payment.Payee, key, command.Amount.MinorUnits, payment.Payer, transfer.DebtorAgent, cycle);
    }

    private PaymentReply TellLaterOutcome(ReferencePayment payment, string status)
    {
        if (status == payment.LaterOutcome || status == payment.AnswerStatus) return PaymentReply.Repeat;
        if (status is not ("ACCC" or "PDNG" or "BLCK" or "RJCT"))
            return payment.Scheme.AcceptingStatuses.Contains(status) ? PaymentReply.AnswerContradicts : PaymentReply.AnswerStatusNotAllowed;
        if (payment.LaterOutcome is not (null or "PDNG")) return PaymentReply.AnswerContradicts;
        payment.LaterOutcome = status;
        Touched.Add(payment.Uetr);
        Tell(payment.Sender, DeliveryKind.PassOnLaterOutcome);
        return PaymentReply.Done;
    }

    private void LapseIfDue(ReferencePayment payment)
    {
        if (payment.Recall is not { Status: RecallStatus.Open } recall || NowMs < recall.DueMs) return;
        Touched.Add(payment.Uetr);
        recall.Status = RecallStatus.Lapsed;
        Tell(payment.Sender, DeliveryKind.RecallLapsed);
    }

    private ReferencePayment? FindReceived(Uetr uetr, ParticipantId receiver) =>
        Payments.TryGetValue(uetr, out ReferencePayment? payment) && payment.WasForwarded && payment.Receiver == receiver ? payment : null;
}
