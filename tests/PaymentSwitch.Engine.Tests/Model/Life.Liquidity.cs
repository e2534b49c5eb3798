using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Engine.Identities;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Liquidity, and requests to pay.</content>
internal sealed partial class Life
{
    private void TransferLiquidity()
    {
        AccountId account = AnyAccount();
        bool isIn = Chance(2);
        ParticipantId sender = Chance(12) ? Any(Banks) : isIn ? _reference.SettlementBank ?? Keeper : account.Participant;
        string reference = $"L{_random.Next(25)}{(Chance(6) ? ":back" : "")}";
        long amountMinor = _random.Next(20) switch { 0 => 0, 1 => 1_000_000_000_000_000_000, _ => 1 + _random.Next(4_000) };
        if (!isIn && Chance(4)) amountMinor = Math.Max(1, _reference.Accounts.GetValueOrDefault(account)?.AvailableMinor ?? 1);
        var terms = new LiquidityTerms(sender, account, isIn ? LiquidityDirection.In : LiquidityDirection.Out, amountMinor, reference, $"M{_number++}");
        Uetr id = DerivedIdentity.OfLiquidityTransfer(sender, reference);
        var command = new TransferLiquidity { Terms = terms, Message = NoMessage, Digest = NewDigest() };
        if (_reference.Transfers.TryGetValue(id, out ReferenceTransfer? known) && Chance(2)) command = known.Asked;
        Ask(
            "liquidity", $"{terms.Direction} {terms.AmountMinor} {terms.Account} by {Short(sender)} as {reference}",
            ledger => ledger.Transfer(id, command), core => core.TransferLiquidity(id, command).Now().Reply);
    }

    private void GiveReceipt()
    {
        Uetr[] waiting = [.. _reference.Transfers.Where(entry => entry.Value.Status == LiquidityStatus.Booked || Chance(6)).Select(entry => entry.Key)];
        Uetr id = waiting.Length == 0 ? NewUetr() : Any(waiting);
        (ParticipantId sender, bool accepted) = (Chance(10) ? Any(Banks) : Chance(10) ? SecondKeeper : Keeper, Chance(2));
        Ask(
            "receipt", $"{_reference.Transfers.GetValueOrDefault(id)?.Asked.Terms.Reference} {(accepted ? "taken in" : "sent back")} by {Short(sender)}",
            ledger => ledger.Receipt(id, sender, accepted), core => core.ReceiptOf(id, sender, accepted, "no").Now().Reply);
    }

    private void AskToPay()
    {
        ParticipantId sender = Any(Banks);
        var command = new AskToPay
        {
            Sender = Chance(15) ? Any(Banks) : sender,
            CreditorAgent = AgentOf(sender),
            DebtorAgent = Chance(15) ? AgentIdentification.OfBic("NOBODEFFXXX") : AnyAgent(),
            EndToEndId = $"Q{_random.Next(30)}",
            Amount = new Money(1 + _random.Next(2_000), Chance(20) ? Currency.Of("USD") : AnyCurrency()),
            ExpiresAtMs = _nowMs + (_random.Next(8) switch { 0 => 0, <= 4 => _random.Next(1, 4_000) * 8, _ => _random.Next(1, 40) * SchemeTerms.Days / 10 }),
            Message = NoMessage,
            Digest = NewDigest(),
        };
        Uetr id = NewUetr();
        if (_reference.Requests.Count > 0 && Chance(6))
        {
            id = Any([.. _reference.Requests.Keys]);
            if (Chance(2)) command = _reference.Requests[id].Asked;
        }

        Ask(
            "ask to pay", $"{Short(id)}: {command.Amount} by {Short(command.Sender)} of {command.DebtorAgent} as {command.EndToEndId}",
            reference => reference.Ask(id, command), core => core.AskToPay(id, command).Reply);
    }

    private void AnswerRequest()
    {
        if (_reference.Requests.Count == 0) return;
        bool any = Chance(4);
        Uetr[] some = [.. _reference.Requests.Where(entry => any || entry.Value.Status == RequestStatus.Received).Select(entry => entry.Key)];
        if (some.Length == 0) return;
        Uetr id = Any(some);
        ReferenceRequest request = _reference.Requests[id];
        var answer = new AnswerRequestToPay
        {
            Sender = Chance(10) ? Any(Banks) : request.Payer,
            Accepts = !Chance(3),
            IsPending = Chance(4),
            Message = NoMessage,
            Digest = (request.Answer ?? request.Pending) is { } before && Chance(2) ? before : NewDigest(),
        };
        Ask("answer request", $"{Short(id)}: {(answer.IsPending ? "later" : answer.Accepts)} by {Short(answer.Sender)}", reference => reference.AnswerRequest(id, answer), core => core.AnswerRequest(id, answer).Reply);
    }
}
