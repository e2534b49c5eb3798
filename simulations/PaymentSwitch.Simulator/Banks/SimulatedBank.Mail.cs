using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulator.Banks;

/// <content>What it is told, and what it does then.</content>
internal sealed partial class SimulatedBank
{
    private readonly Dictionary<Uetr, long> _forwarded = [];
    private readonly Dictionary<string, long> _returns = new(StringComparer.Ordinal);
    private readonly HashSet<(Uetr, bool)> _told = [];

    private void Take(byte[] message)
    {
        if (!Utf8Text.TryUetr(message, out Uetr uetr)) return;
        if (Utf8Text.Contains(message, "<FIToFICstmrCdtTrf>"u8)) TakePayment(uetr, message);
        else if (Utf8Text.Contains(message, "<FIToFIPmtStsRpt>"u8)) TakeStatus(uetr, message);
        else if (Utf8Text.Contains(message, "<FIToFIPmtCxlReq>"u8)) TakeRecall(uetr);
        else if (Utf8Text.Contains(message, "<PmtRtr>"u8)) NetMinor += Utf8Text.Minor(AmountOf(message, "<RtrdIntrBkSttlmAmt"u8));
    }

    private void TakePayment(Uetr uetr, byte[] message)
    {
        if (!_forwarded.TryAdd(uetr, Utf8Text.Minor(AmountOf(message, "<IntrBkSttlmAmt"u8)))) Finding ??= $"{Id} was sent {uetr} twice";
        if (Happens(Fault.BankSilent))
        {
            if (Happens(Fault.BankAsksAtOnce)) _time.After(_chance.Between(10_500_000, 14_000_000), () => AskAtOnce(uetr));
            return;
        }

        string status = _chance.Happens(0.12) ? "RJCT" : "ACCP";
        long inUs = Happens(Fault.BankLate) ? _chance.Between(6_000_000, 14_000_000) : _chance.Between(0, 200_000);
        _time.After(inUs, () => Send(_messages.Answer(Id, uetr, status, Now)));
        if (!Happens(Fault.BankContradicts)) return;
        _time.After(_chance.Between(0, 400_000), () => Send(_messages.Answer(Id, uetr, status == "RJCT" ? "ACCP" : "RJCT", Now)));
        if (_own.Count > 0) Send(_messages.Answer(Id, _own.Keys.ElementAt(_chance.Below(_own.Count)), "ACCP", Now));
    }

    private void TakeStatus(Uetr uetr, byte[] message)
    {
        string status = Utf8Text.Find(message, "<TxSts>"u8);
        string of = Utf8Text.Find(message, "<OrgnlMsgNmId>"u8);
        if (of.StartsWith("pacs.004", StringComparison.Ordinal))
        {
            if (status == "ACSC" && _returns.Remove(Utf8Text.Find(message, "<OrgnlMsgId>"u8), out long backMinor)) NetMinor -= backMinor;
            return;
        }

        if (!of.StartsWith("pacs.008", StringComparison.Ordinal)) return;
        // A payment to itself has both ends here: the debtor agent's outcome comes first.
        bool isOwn = _own.ContainsKey(uetr) && !_told.Contains((uetr, true));
        if (!isOwn && !_forwarded.ContainsKey(uetr)) Finding ??= $"{Id} was told of {uetr}, of which it knows nothing";
        // The rejection of a late answer repeats what was told before.
        if (!_told.Add((uetr, isOwn)))
        {
            if (status != "RJCT") Finding ??= $"{Id} was told twice that {uetr} is {status}";
            return;
        }

        if (status != "ACSC") return;
        long amountMinor = isOwn ? _own[uetr].AmountMinor : _forwarded[uetr];
        NetMinor += isOwn ? -amountMinor : amountMinor;
        if (isOwn && _chance.Happens(0.08)) _time.After(_chance.Between(0, 3_000_000), () => Send(_messages.Recall(Id, uetr, amountMinor, Now)));
        else if (!isOwn && _chance.Happens(0.06)) _time.After(_chance.Between(0, 3_000_000), () => SendBack(uetr));
    }

    private void TakeRecall(Uetr uetr)
    {
        int what = _chance.Below(4);
        // It may also be the switch that asks: of a payment that was accepted too late, and whose money has not come.
        if (!_forwarded.ContainsKey(uetr) || what == 0) return;
        _time.After(_chance.Between(0, 4_000_000), () =>
        {
            if (what == 1) Send(_messages.RefuseRecall(Id, uetr, Now));
            else SendBack(uetr);
        });
    }

    private void SendBack(Uetr uetr)
    {
        long paidMinor = _forwarded[uetr];
        // More than was paid, now and then: it must be refused.
        long backMinor = _chance.Happens(0.1) ? paidMinor + 1 : _chance.Happens(0.3) ? 1 + _chance.Below((int)paidMinor) : paidMinor;
        string id = $"R{++_sends}{Id.Value[..4]}{uetr.Value.ToString("N")[..20]}";
        _returns.Add(id, backMinor);
        Send(_messages.Return(Id, uetr, id, paidMinor, backMinor, Now));
    }

    private static string AmountOf(byte[] message, ReadOnlySpan<byte> element)
    {
        ReadOnlySpan<byte> rest = message.AsSpan(message.AsSpan().IndexOf(element));
        return Utf8Text.Find(rest, ">"u8);
    }
}
