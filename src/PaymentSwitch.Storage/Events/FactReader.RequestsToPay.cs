using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;

namespace PaymentSwitch.Storage.Events;

/// <content>Requests to pay.</content>
internal sealed partial class FactReader
{
    private RequestReceived RequestToPay(StoredReader from, long atMs)
    {
        string sender = "", receiver = "", endToEndId = "", currency = "";
        long amountMinor = 0, expiresAtMs = 0;
        (OriginalMessage, ReadOnlyMemory<byte>)? original = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: sender = _names.Of(from.Span()); break;
                case 2: receiver = _names.Of(from.Span()); break;
                case 3: endToEndId = from.Text(); break;
                case 4: amountMinor = from.Number(); break;
                case 5: currency = _names.Of(from.Span()); break;
                case 6: expiresAtMs = from.Number(); break;
                case 7: original = Original(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        (OriginalMessage message, ReadOnlyMemory<byte> digest) = original ?? throw Missing(nameof(RequestReceived), "message");
        return new RequestReceived(
            atMs,
            new ParticipantId(sender),
            new ParticipantId(receiver),
            endToEndId,
            new Money(amountMinor, CurrencyOf(currency)),
            expiresAtMs,
            message,
            digest);
    }

    private RequestAnswered RequestAnswer(StoredReader from, long atMs)
    {
        bool accepted = false;
        string? reasonCode = null;
        (OriginalMessage, ReadOnlyMemory<byte>)? original = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: accepted = from.Number() != 0; break;
                case 2: reasonCode = _names.Of(from.Span()); break;
                case 3: original = Original(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        (OriginalMessage message, ReadOnlyMemory<byte> digest) = original ?? throw Missing(nameof(RequestAnswered), "message");
        return new RequestAnswered(atMs, accepted, reasonCode, message, digest);
    }

    private RequestAnswerPending RequestPending(StoredReader from, long atMs)
    {
        (string? reasonCode, OriginalMessage message, ReadOnlyMemory<byte> digest) = Pending(from, nameof(RequestAnswerPending));
        return new RequestAnswerPending(atMs, reasonCode, message, digest);
    }

    private static RequestPaid Paid(StoredReader from, long atMs)
    {
        Uetr? payment = null;
        while (from.Next())
        {
            if (from.Field == 1) payment = from.Uetr();
            else from.Skip();
        }

        return new RequestPaid(atMs, payment ?? throw Missing(nameof(RequestPaid), "payment"));
    }
}
