using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Storage.Events;

/// <content>Liquidity transfers.</content>
internal sealed partial class FactReader
{
    private LiquidityEvent Liquidity(int manifest, StoredReader from, long atMs)
    {
        LiquidityTerms? terms = null;
        (OriginalMessage, ReadOnlyMemory<byte>)? original = null;
        ParticipantId? awaitedFrom = null;
        int reply = 0;
        string reason = "";
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: terms = LiquidityTerms(from.Message()); break;
                case 2 when manifest == 100: original = Original(from.Message()); break;
                case 2 when manifest == 101: awaitedFrom = Participant(ref from); break;
                case 2 when manifest == 102: reply = from.Count(); break;
                case 2 when manifest == 104: reason = from.Text(); break;
                default: from.Skip(); break;
            }
        }

        if (terms is null) throw new InvalidDataException($"fact type {manifest} does not say what the transfer is about");
        switch (manifest)
        {
            case 100:
                (OriginalMessage message, ReadOnlyMemory<byte> digest) = original ?? throw Missing(nameof(LiquidityRequested), "message");
                return new LiquidityRequested(atMs, terms, message, digest);
            case 101:
                return new LiquidityBooked(atMs, terms, awaitedFrom);
            case 102:
                return new LiquidityRefused(atMs, terms, Known((AccountReply)reply));
            case 103:
                return new LiquidityConfirmed(atMs, terms);
            default:
                return new LiquidityReversed(atMs, terms, reason);
        }
    }

    private LiquidityTerms LiquidityTerms(StoredReader from)
    {
        string sender = "", reference = "", messageId = "";
        AccountId? account = null;
        int direction = 0;
        long amountMinor = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: sender = _names.Of(from.Span()); break;
                case 2: account = _accounts.Of(from.Span()).Account; break;
                case 3: direction = from.Count(); break;
                case 4: amountMinor = from.Number(); break;
                case 5: reference = from.Text(); break;
                case 6: messageId = from.Text(); break;
                default: from.Skip(); break;
            }
        }

        return new LiquidityTerms(
            new ParticipantId(sender),
            account ?? throw Missing(nameof(LiquidityTerms), "account"),
            Known((LiquidityDirection)direction),
            amountMinor,
            reference,
            messageId);
    }
}
