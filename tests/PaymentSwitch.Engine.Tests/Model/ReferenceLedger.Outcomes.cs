using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Answers, deadlines, and what follows from them.</content>
internal sealed partial class ReferenceLedger
{
    public PaymentReply Answer(AnswerPayment command)
    {
        if (!Payments.TryGetValue(command.Uetr, out ReferencePayment? payment) || !payment.WasForwarded || payment.Receiver != command.Sender)
            return PaymentReply.UnknownPayment;
        if (!Fit(payment, command.OriginalEndToEndId, command.OriginalTransactionId)) return PaymentReply.AnswerMismatch;
        if (payment.Status == PaymentStatus.Settled && payment.AnswerStatus == payment.Scheme.WithoutPosting) return TellLaterOutcome(payment, command.Status);
        bool rejects = command.Status == "RJCT";
        if (!rejects && !payment.Scheme.AcceptingStatuses.Contains(command.Status)) return PaymentReply.AnswerStatusNotAllowed;
        Touched.Add(payment.Uetr);
        if (payment.Status == PaymentStatus.Reserved && NowMs >= payment.DeadlineMs) Expire(payment);
        switch (payment.Status)
        {
            case PaymentStatus.Settled:
                return rejects ? PaymentReply.AnswerContradicts : PaymentReply.Repeat;
            case PaymentStatus.Rejected:
                return rejects ? PaymentReply.Repeat : PaymentReply.AnswerContradicts;
            case PaymentStatus.Expired:
                // A second time only where the first one was a rejection, which left nothing to recall.
                if (payment.LateAtMs == 0) NoteLate(payment, rejects);
                else if (payment.Scheme.RecallsLateAcceptances && !payment.IsLateRecalled && !rejects) RecallLate(payment);
                NetWhatIsDrained();
                return PaymentReply.AnswerLate;
        }

        payment.AnswerStatus = command.Status;
        if (rejects) End(payment, PaymentStatus.Rejected, [command.Reason?.Code ?? "NARR"]);
        else Settle(payment);
        NetWhatIsDrained();
        return PaymentReply.Done;
    }

    private void Settle(ReferencePayment payment)
    {
        payment.Status = PaymentStatus.Settled;
        payment.FinalAtMs = NowMs;
        payment.Cycle = OpenCycleOf(payment.Scheme);
        Tell(payment.Sender, DeliveryKind.ConfirmToDebtorAgent);
        Tell(payment.Receiver!.Value, DeliveryKind.ConfirmToCreditorAgent);
        TellPayment(payment.Scheme, payment.Sender, payment.Receiver.Value);
        TieToRequest(payment);
        Move(payment.Payer, payment.Uetr, payment.AmountMinor, payment.Payee, payment.Transfer.CreditorAgent, payment.Cycle);
    }

    private void Move(AccountId from, BookingKey key, long amountMinor, AccountId to, AgentIdentification toAgent, long cycle)
    {
        Account(from).Post(key, cycle);
        Alert(Account(from));
        Account(to).Credit(amountMinor, toAgent, cycle);
        Alert(Account(to));
    }

    private void End(ReferencePayment payment, PaymentStatus status, string[] codes)
    {
        payment.Status = status;
        payment.FinalAtMs = NowMs;
        payment.Codes = codes;
        Tell(payment.Sender, DeliveryKind.ConfirmToDebtorAgent);
        if (!payment.WasForwarded) return;
        Tell(payment.Receiver!.Value, DeliveryKind.ConfirmToCreditorAgent);
        Account(payment.Payer).Release(payment.Uetr);
        Alert(Account(payment.Payer));
    }

    private void Expire(ReferencePayment payment) => End(payment, PaymentStatus.Expired, ["AB05"]);

    private void NoteLate(ReferencePayment payment, bool rejects)
    {
        payment.LateAtMs = NowMs;
        Tell(payment.Receiver!.Value, DeliveryKind.RejectLateAnswer);
        if (payment.Scheme.RecallsLateAcceptances && !rejects) RecallLate(payment);
    }

    private void RecallLate(ReferencePayment payment)
    {
        payment.IsLateRecalled = true;
        Touched.Add(payment.Uetr);
        Tell(payment.Receiver!.Value, DeliveryKind.RecallLateAcceptance);
    }

    private void PassPayments()
    {
        foreach (ReferencePayment payment in Payments.Values)
        {
            LapseIfDue(payment);
            if (payment.Status != PaymentStatus.Reserved || NowMs < payment.DeadlineMs) continue;
            Expire(payment);
            Touched.Add(payment.Uetr);
        }
    }

    private static bool Fit(ReferencePayment payment, string? endToEndId, string? transactionId) =>
        (endToEndId ?? payment.Transfer.EndToEndId) == payment.Transfer.EndToEndId
        && (transactionId ?? payment.Transfer.TransactionId) == payment.Transfer.TransactionId;
}
