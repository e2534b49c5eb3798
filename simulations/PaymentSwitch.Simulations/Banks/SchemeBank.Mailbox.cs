using System.Net;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Messages;

namespace PaymentSwitch.Simulations.Banks;

/// <content>What it is told, and what it does then.</content>
internal sealed partial class SchemeBank
{
    private void Take(ReceivedMessage message)
    {
        switch (message.Definition[..8])
        {
            case "pacs.008" when Known(message) is DayPayment payment:
                payment.Record.CreditorIsSent(message.Definition);
                Do(() => AnswerAsync(payment));
                break;
            case "pacs.002" when Known(message) is DayPayment payment:
                if (message["OrgnlMsgNmId"]!.StartsWith("pacs.004", StringComparison.Ordinal)) TakeReturnOutcome(payment, message);
                else TakeOutcome(payment, message);
                break;
            case "camt.056" when Known(message) is DayPayment payment:
                Do(() => AnswerRecallAsync(payment));
                break;
            case "camt.029" when Known(message) is DayPayment payment:
                if (payment.RecallRefusedFor is not null) Findings.Enqueue($"{Bic}: the recall of {payment.Record.Uetr} was answered twice");
                payment.RecallRefusedFor = message.Within("CxlStsRsnInf", "Cd");
                break;
            case "pacs.004" when Known(message) is DayPayment payment:
                (long backMinor, string currency) = message.Amount("RtrdIntrBkSttlmAmt");
                payment.GetBack(backMinor);
                BookIn(currency).Book(BookEntry.ReturnIn, backMinor, payment.Record.Uetr);
                break;
            // Its other bookings it knows from what it has sent itself, from operators, and from the cycles.
            case "camt.054" when message.Within("Prtry", "Cd") == "LIQUIDITY-TRANSFER" && message.Within("Ntry", "CdtDbtInd") == "CRDT" && message["RvslInd"] != "true":
                (long broughtMinor, string of) = message.Amount("Amt");
                BookIn(of).Book(BookEntry.Funding, broughtMinor);
                break;
            case "camt.052" or "camt.053" or "camt.054":
                break;
            case "camt.025":
                TakeReceipt(message);
                break;
            case "camt.004":
                Do(() => OnAlert(this, message.Within("AcctId", "Id") ?? "", message["Amt"] ?? ""));
                break;
            case "admi.004":
                Events.Enqueue(message["EvtCd"]!);
                break;
            default:
                Findings.Enqueue($"{Bic} was sent {message.Definition} of {message.Uetr}, of which it knows nothing");
                break;
        }
    }

    private DayPayment? Known(ReceivedMessage message) =>
        message.Uetr is Guid uetr && payments.TryGetValue(uetr, out DayPayment? payment) && (payment.Record.Debtor == Bic || payment.CreditorBank == Bic) ? payment : null;

    private void TakeOutcome(DayPayment payment, ReceivedMessage message)
    {
        PaymentRecord record = payment.Record;
        var outcome = new Outcome(message["TxSts"]!, message.Within("StsRsnInf", "Cd"), "");
        bool settled = outcome.Status != "RJCT";
        if (record.Debtor == Bic)
        {
            if (settled) BookIn(record.Currency).Book(BookEntry.PaymentOut, -record.AmountMinor, record.Uetr);
            record.DebtorHears(outcome);
            if (settled && payment.Sequel is Sequel.RecallRefused or Sequel.RecallReturned or Sequel.RecallUnanswered) Do(() => RecallAsync(payment));
        }
        else
        {
            if (settled) BookIn(record.Currency).Book(BookEntry.PaymentIn, record.AmountMinor, record.Uetr);
            record.CreditorHears(outcome);
            if (settled && payment.Sequel is Sequel.Returned) Do(() => ReturnAsync(payment, [record.AmountMinor]));
            if (settled && payment.Sequel is Sequel.ReturnedInParts) Do(() => ReturnAsync(payment, [record.AmountMinor / 2, record.AmountMinor - (record.AmountMinor / 2)]));
        }
    }

    private void TakeReturnOutcome(DayPayment payment, ReceivedMessage message)
    {
        // A refusal moves nothing: the bank keeps the money.
        if (message["TxSts"] == "RJCT") return;
        bool isSecond = message["OrgnlMsgId"]!.EndsWith('2');
        long halfMinor = payment.Record.AmountMinor / 2;
        long amountMinor = payment.Sequel != Sequel.ReturnedInParts ? payment.Record.AmountMinor : isSecond ? payment.Record.AmountMinor - halfMinor : halfMinor;
        payment.SendBack(amountMinor);
        BookIn(payment.Record.Currency).Book(BookEntry.ReturnOut, -amountMinor, payment.Record.Uetr);
    }

    private void TakeReceipt(ReceivedMessage message)
    {
        if (!_withdrawals.TryRemove(message.Within("OrgnlMsgId", "MsgId")!, out (string Currency, long AmountMinor) withdrawal))
        {
            Findings.Enqueue($"{Bic} was sent a receipt for {message.Within("OrgnlMsgId", "MsgId")}, which it has not sent, or a second one");
            return;
        }

        if (message["StsCd"] == "COMP") BookIn(withdrawal.Currency).Book(BookEntry.Withdrawal, -withdrawal.AmountMinor);
        else WithdrawalsRefused++;
    }

    private async Task AnswerAsync(DayPayment payment)
    {
        PaymentRecord record = payment.Record;
        if (record.Behaviour == Behaviour.Silence) return;
        if (record.Behaviour == Behaviour.AcceptLate)
        {
            while (record.HeardByCreditor.Count == 0) await Task.Delay(Pause);
        }

        bool rejects = record.Behaviour == Behaviour.Reject;
        string answer = BankMessages.Answer(Bic, record.Uetr, rejects ? "RJCT" : "ACCP", rejects ? record.RejectReason : null, clock.GetUtcNow());
        (HttpStatusCode status, string body) = await PostAsync(answer, "pacs.002");
        bool told = status == HttpStatusCode.OK && (record.Behaviour != Behaviour.AcceptLate || new ReceivedMessage(body)["TxSts"] == "RJCT");
        if (!told) Findings.Enqueue($"{Bic}: its answer to {record.Uetr} ({record.Behaviour}) was answered {(int)status}: {body}");
    }

    private async Task RecallAsync(DayPayment payment)
    {
        string reason = payment.Record.Currency == "EUR" ? "CUST" : "AM09";
        (HttpStatusCode status, string body) = await PostAsync(AftermathMessages.Recall(payment.Record, reason, clock.GetUtcNow()), "camt.056");
        payment.IsRecalled = status == HttpStatusCode.Accepted;
        if (!payment.IsRecalled) Findings.Enqueue($"{Bic}: its recall of {payment.Record.Uetr} was answered {(int)status}: {body}");
    }

    private async Task AnswerRecallAsync(DayPayment payment)
    {
        if (payment.Sequel == Sequel.RecallReturned) await ReturnAsync(payment, [payment.Record.AmountMinor]);
        if (payment.Sequel != Sequel.RecallRefused) return;
        string reason = payment.Record.Currency == "EUR" ? "NOOR" : "LEGL";
        (HttpStatusCode status, string body) = await PostAsync(AftermathMessages.RefuseRecall(payment.Record, Bic, reason, clock.GetUtcNow()), "camt.029");
        if (status != HttpStatusCode.Accepted) Findings.Enqueue($"{Bic}: its refusal to give {payment.Record.Uetr} back was answered {(int)status}: {body}");
    }

    private async Task ReturnAsync(DayPayment payment, long[] partsMinor)
    {
        for (int i = 0; i < partsMinor.Length; i++)
        {
            if (partsMinor[i] == 0) continue;
            string id = $"{payment.Record.Uetr:N}R{i + 1}";
            string message = AftermathMessages.Return(payment.Record, Bic, id, partsMinor[i], "FOCR", clock.GetUtcNow());
            (HttpStatusCode status, string body) = await PostAsync(message, "pacs.004");
            if (status != HttpStatusCode.OK) Findings.Enqueue($"{Bic}: its return of {payment.Record.Uetr} was answered {(int)status}: {body}");
        }
    }
}
