using System.Text;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Simulator.Banks;
using PaymentSwitch.Simulator.Node;

namespace PaymentSwitch.Simulator.Oracle;

/// <content>The answers that leave the switch.</content>
internal sealed partial class PromiseOracle
{
    private long _answers;

    /// <summary>How many answers have left the switch.</summary>
    public long Answers => _answers;

    /// <summary>An answer to a message of a bank leaves the switch: what it says has to be safe.</summary>
    public void Answered(BankRequest request, BankResponse response)
    {
        _answers++;
        if (response.Status is not (200 or 202) || !Utf8Text.TryUetr(request.Message, out Uetr uetr)) return;
        bool isPayment = Utf8Text.Contains(request.Message, "<FIToFICstmrCdtTrf>"u8);
        if (response.Status == 202)
        {
            if (Find(uetr) is null && !IsDuplicateRefusal(response)) Broken(Durable, $"{request.Bank} was told that {uetr} is taken in, and it is not stored.");
            return;
        }

        string status = Utf8Text.Find(response.Body, "<TxSts>"u8);
        if (Utf8Text.Contains(request.Message, "<PmtRtr>"u8))
        {
            if (status == "ACSC" && Find(uetr)?.Returns.Any(sent => sent.IsSettled == true) != true)
                Broken(Durable, $"{request.Bank} was told that its return of {uetr} has settled, and that is not stored.");
            return;
        }

        if (status == "ACSC" && Find(uetr)?.Outcome != PaymentOutcome.Settled) Broken(Durable, $"{request.Bank} was told that {uetr} has settled, and that is not stored.");
        if (!isPayment || IsDuplicateRefusal(response)) return;
        if (status == "RJCT" && Find(uetr)?.Outcome != PaymentOutcome.Rejected) Broken(Durable, $"{request.Bank} was told that {uetr} is rejected, and that is not stored.");
        KeepAnswer(request, uetr, response.Body);
    }

    /// <summary>The outcome in the debtor agent's mailbox is the same message as the answer to the payment, byte for byte.</summary>
    private void KeepAnswer(BankRequest request, Uetr uetr, byte[] body)
    {
        if (Find(uetr) is not { } payment || payment.Sender != request.Bank) return;
        if (payment.Answer is not null && !payment.Answer.AsSpan().SequenceEqual(body))
            Broken(SameAnswer, $"{request.Bank} got another answer for {uetr} than before: {Encoding.UTF8.GetString(body)}");
        payment.Answer = body;
    }

    // Of an identity that was used before for another message: the answer is about the message, nothing is stored.
    private static bool IsDuplicateRefusal(BankResponse response) => Utf8Text.Contains(response.Body, "<Cd>AM05</Cd>"u8) || Utf8Text.Contains(response.Body, "<Cd>DUPL</Cd>"u8);
}
