using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Payments on their way to the creditor agent.</content>
internal sealed partial class ReferenceLedger
{
    public Dictionary<Uetr, ReferencePayment> Payments { get; } = [];

    /// <summary>The payments that were touched since this was last cleared.</summary>
    public HashSet<Uetr> Touched { get; } = [];

    public int OpenPayments => Payments.Values.Count(payment => payment.Status is PaymentStatus.Reserved);

    /// <summary>Every reply of an account to a request to reserve, in order: it shows in a payment only as a code.</summary>
    public List<AccountReply> Reserved { get; } = [];

    public PaymentReply Submit(SubmitPayment command)
    {
        CreditTransfer transfer = command.Transfer;
        if (Payments.TryGetValue(transfer.Uetr, out ReferencePayment? known))
            return known.Sender == command.Sender && Same(known.Submitted.Digest, command.Digest) ? PaymentReply.Repeat : PaymentReply.IdentityConflict;

        SchemeTerms scheme = SchemeOf(transfer.Amount.Currency);
        var payment = new ReferencePayment(command, scheme, FindAgent(transfer.CreditorAgent)?.Id) { ReceivedAtMs = NowMs };
        List<string> codes = [.. command.Violations.Select(_ => "AM01"), .. WrongCurrency(payment), .. WrongIdentity(payment), .. WrongTime(payment), .. WrongAgents(payment)];
        Payments.Add(transfer.Uetr, payment);
        Touched.Add(transfer.Uetr);
        if (codes.Count == 0) codes.AddRange(Reserve(payment));
        if (codes.Count > 0)
        {
            End(payment, PaymentStatus.Rejected, [.. codes]);
            return PaymentReply.Done;
        }

        payment.Status = PaymentStatus.Reserved;
        payment.WasForwarded = true;
        Tell(payment.Receiver!.Value, DeliveryKind.ForwardToCreditorAgent);
        return PaymentReply.Done;
    }

    public PaymentReply QueryStatus(RequestPaymentStatus query)
    {
        if (!Payments.TryGetValue(query.Uetr, out ReferencePayment? payment)) return PaymentReply.UnknownPayment;
        if (payment.Sender != query.Sender && !(payment.WasForwarded && payment.Receiver == query.Sender)) return PaymentReply.UnknownPayment;
        return NowMs >= payment.DeadlineMs - payment.Scheme.AnswerWithinMs + payment.Scheme.StatusRequestNotBeforeMs ? PaymentReply.Done : PaymentReply.StatusTooEarly;
    }

    private static IEnumerable<string> WrongCurrency(ReferencePayment payment)
    {
        if (payment.Transfer.Amount.Currency != payment.Scheme.Currency) yield return "AM03";
    }

    private IEnumerable<string> WrongIdentity(ReferencePayment payment)
    {
        string? id = payment.Transfer.TransactionId;
        if (!payment.Scheme.UniqueTransactionIds || id is null) yield break;
        if (Payments.Values.Any(other => other.Scheme.UniqueTransactionIds && other.Sender == payment.Sender && other.Transfer.TransactionId == id)) yield return "DU03";
    }

    private IEnumerable<string> WrongTime(ReferencePayment payment)
    {
        if (payment.Transfer.AcceptedAtMs is not long acceptedAtMs)
        {
            if (payment.Scheme.AcceptanceTimeRequired) yield return "CH21";
        }
        else if (acceptedAtMs > NowMs + payment.Scheme.FutureToleranceMs)
        {
            yield return "DT04";
        }
        else if (payment.DeadlineMs - NowMs < payment.Scheme.ReceiverReserveMs)
        {
            yield return "TM01";
        }
    }

    private IEnumerable<string> WrongAgents(ReferencePayment payment)
    {
        ReferenceParticipant? payer = FindAgent(payment.Transfer.DebtorAgent);
        if (payer is null) yield return "DNOR";
        else if (payer.Id != payment.Sender) yield return "AGNT";
        else if (!payer.MaySend) yield return "AG10";
        ReferenceParticipant? payee = FindAgent(payment.Transfer.CreditorAgent);
        if (payee is null) yield return "CNOR";
        else if (payee.Standing == ParticipantStanding.SignedOff) yield return "AB08";
        else if (!payee.MayReceive) yield return "AG11";
        else if (payment.Payee.Currency == payment.Scheme.Currency && !Account(payment.Payee).IsOpen) yield return "CNOR";
    }

    private IEnumerable<string> Reserve(ReferencePayment payment)
    {
        AccountReply reply = Reserve(payment.Payer, payment.Uetr, payment.AmountMinor, payment.Transfer.DebtorAgent, payment.Scheme);
        if (CodeOf(reply) is string code) yield return code;
    }

    private AccountReply Reserve(AccountId id, BookingKey key, long amountMinor, AgentIdentification agent, SchemeTerms scheme)
    {
        ReferenceAccount account = Account(id);
        AccountReply reply = account.Reserve(key, amountMinor, agent, OpenCycleOf(scheme));
        Alert(account);
        Reserved.Add(reply);
        return reply;
    }

    private static string? CodeOf(AccountReply reply) => reply switch
    {
        AccountReply.Done => null,
        AccountReply.InsufficientFunds => "AM04",
        AccountReply.InsufficientHeadroom => "AM23",
        AccountReply.InsufficientPartyHeadroom => "AM23*",
        AccountReply.NotOpen => "AM03",
        _ => "AM12",
    };
}
