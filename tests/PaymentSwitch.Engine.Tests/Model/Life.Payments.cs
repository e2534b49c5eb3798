using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Identities;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Banks pay, answer and ask.</content>
internal sealed partial class Life
{
    private readonly List<SubmitPayment> _sent = [];
    private int _number;

    private void Pay()
    {
        ReferenceRequest[] asked = [.. _reference.Requests.Values.Where(request => request.IsOpen)];
        Currency currency = Chance(40) ? Currency.Of("USD") : AnyCurrency();
        ParticipantId from = AnyBank(currency, one => one.MaySend);
        AgentIdentification to = Chance(40) ? AgentIdentification.OfBic("NOBODEFFXXX") : Chance(12) ? AnyAgent() : AgentOf(AnyBank(currency, one => one.MayReceive));
        var amount = new Money(_random.Next(40) switch { 0 => 0, 1 => 1_000_000_000_000_000_000, 2 => -5, _ => 1 + _random.Next(3_000) }, currency);
        SubmitPayment payment = NewPayment(from, Chance(30) ? AnyAgent() : AgentOf(from), to, amount);
        if (asked.Length > 0 && Chance(3))
        {
            ReferenceRequest request = Any(asked);
            payment = NewPayment(request.Payer, AgentOf(request.Payer), request.Asked.CreditorAgent, Chance(5) ? amount : request.Asked.Amount);
            payment = payment with { Transfer = payment.Transfer with { EndToEndId = request.Asked.EndToEndId } };
        }

        CreditTransfer transfer = payment.Transfer with
        {
            TransactionId = _random.Next(25) switch { 0 => null, 1 => $"T{_random.Next(1, 4)}", _ => payment.Transfer.TransactionId },
            AcceptedAtMs = _random.Next(20) switch { 0 => null, 1 => _nowMs + (_random.Next(200) * 8), 2 => _nowMs - (_random.Next(1_300) * 8), _ => _nowMs },
        };
        Submit("submit", payment with { Transfer = transfer, Violations = Chance(40) ? [new Violation(Refusal.AmountZero)] : [] });
    }

    private SubmitPayment NewPayment(ParticipantId from, AgentIdentification fromAgent, AgentIdentification to, Money amount)
    {
        int number = ++_number;
        return new SubmitPayment
        {
            Sender = from,
            Transfer = new CreditTransfer
            {
                Uetr = NewUetr(),
                MessageDefinition = "pacs.008.001.08",
                MessageId = $"M{number}",
                EndToEndId = $"E{number}",
                TransactionId = $"T{number}",
                Amount = amount,
                AcceptedAtMs = _nowMs,
                DebtorAgent = fromAgent,
                CreditorAgent = to,
            },
            Message = NoMessage,
            Digest = NewDigest(),
        };
    }

    /// <summary>Mostly one that has an account and may do what it is for.</summary>
    private ParticipantId AnyBank(Currency currency, Func<ReferenceParticipant, bool> may)
    {
        ParticipantId[] able = Chance(15) ? [] : [.. Banks.Where(
            bank => _reference.Accounts.GetValueOrDefault(new AccountId(bank, currency))?.IsOpen == true && may(_reference.Participants[bank]))];
        return able.Length > 0 ? Any(able) : Any(Banks);
    }

    private void PayAgain()
    {
        if (_sent.Count == 0) return;
        SubmitPayment again = Any(_sent);
        Submit("submit again", _random.Next(3) switch { 0 => again with { Digest = NewDigest() }, 1 => again with { Sender = Any(Banks) }, _ => again });
    }

    private void Submit(string move, SubmitPayment payment)
    {
        _sent.Add(payment);
        CreditTransfer transfer = payment.Transfer;
        int before = _reference.Reserved.Count;
        AskPayment(
            move, transfer.Uetr, $"{transfer.Amount} of {Short(payment.Sender)} ({transfer.DebtorAgent}) to {transfer.CreditorAgent}",
            reference => reference.Submit(payment),
            (core, cell) => core.Submit(cell, payment, TransactionIdentity.HashOf(core.Schemes.For(transfer.Amount.Currency), payment.Sender, transfer.TransactionId)),
            create: true);
        NoteReserved("reserve for a payment", before);
        foreach (string code in _reference.Payments[transfer.Uetr].Codes) _coverage.Note($"refused: {code}");
    }

    private void NoteReserved(string move, int before)
    {
        if (_reference.Reserved.Count == before) return;
        _coverage.Note(move, _reference.Reserved[^1]);
        _words.Add($"  the account: {_reference.Reserved[^1]}");
    }

    private void AnswerPayment()
    {
        ReferencePayment[] some = [.. _reference.Payments.Values.Where(
            Chance(5) ? _ => true
            : Chance(8) ? payment => payment.Status == PaymentStatus.Settled && payment.AnswerStatus == payment.Scheme.WithoutPosting
            : payment => payment.Status == PaymentStatus.Reserved)];
        if (some.Length == 0) return;
        ReferencePayment payment = Any(some);
        string[] statuses = payment.Status == PaymentStatus.Settled
            ? ["ACCC", "PDNG", "PDNG", "BLCK", "RJCT", "ACCP", "ACWP", "ACSP"]
            : ["ACCP", "ACCP", "ACCP", "ACTC", "ACTC", "ACWP", "ACWP", "RJCT", "PDNG"];
        var answer = new AnswerPayment
        {
            Sender = Chance(20) ? Any(Banks) : payment.Receiver ?? Any(Banks),
            Uetr = Chance(60) ? NewUetr() : payment.Uetr,
            Status = Any(statuses),
            Reason = Chance(2) ? new StatusReason("AC04") : null,
            OriginalEndToEndId = Chance(25) ? "other" : Chance(2) ? payment.Transfer.EndToEndId : null,
            OriginalTransactionId = Chance(25) ? "other" : null,
            Message = new byte[] { 1 },
        };
        Answer(answer);
    }

    private void Answer(ParticipantId by, Uetr uetr, string status) => Answer(new AnswerPayment { Sender = by, Uetr = uetr, Status = status, Message = new byte[] { 1 } });

    private void Answer(AnswerPayment answer) => AskPayment(
        "answer", answer.Uetr, $"{answer.Status} by {Short(answer.Sender)}", reference => reference.Answer(answer), (core, cell) => core.Answer(cell, answer));

    private void AskStatus()
    {
        if (_reference.Payments.Count == 0) return;
        ReferencePayment payment = Any([.. _reference.Payments.Values]);
        var query = new RequestPaymentStatus(Chance(2) ? payment.Sender : Any(Banks), Chance(20) ? NewUetr() : payment.Uetr);
        AskPayment("ask the status", query.Uetr, $"by {Short(query.Sender)}", reference => reference.QueryStatus(query), (core, cell) => core.QueryStatus(cell, query));
    }
}
