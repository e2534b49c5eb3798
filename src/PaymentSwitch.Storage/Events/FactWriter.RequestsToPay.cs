using PaymentSwitch.Domain.RequestsToPay;

namespace PaymentSwitch.Storage.Events;

/// <content>Requests to pay.</content>
internal static partial class FactWriter
{
    private static void Write(StoredBuffer into, RequestEvent fact)
    {
        int start;
        switch (fact)
        {
            case RequestReceived e:
                start = into.Open(110);
                into.Text(1, e.Sender.Value);
                into.Text(2, e.Receiver.Value);
                into.Text(3, e.EndToEndId);
                into.Number(4, e.Amount.MinorUnits);
                into.Text(5, e.Amount.Currency.Code);
                into.Number(6, e.ExpiresAtMs);
                Write(into, 7, e.Message, e.Digest);
                break;
            case RequestAnswered e:
                start = into.Open(111);
                into.Number(1, e.Accepted ? 1 : 0);
                into.TextIfAny(2, e.ReasonCode);
                Write(into, 3, e.Message, e.Digest);
                break;
            case RequestPaid e:
                start = into.Open(112);
                into.Uetr(1, e.Payment);
                break;
            case RequestExpired:
                start = into.Open(113);
                break;
            case RequestAnswerPending e:
                start = into.Open(114);
                into.TextIfAny(1, e.ReasonCode);
                Write(into, 2, e.Message, e.Digest);
                break;
            default:
                throw Unknown(fact);
        }

        into.Close(start);
    }
}
