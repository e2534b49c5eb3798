using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Storage.Events;

/// <content>Approvals and schemes: what only operators do.</content>
internal static partial class FactWriter
{
    private static void Write(StoredBuffer into, ApprovalEvent fact)
    {
        int start;
        switch (fact)
        {
            case ApprovalRequested e:
                start = into.Open(90);
                into.Text(1, e.Command);
                for (int i = 0; i < e.Arguments.Count; i++) Argument(into, 2, e.Arguments[i]);
                Write(into, 3, e.Act);
                into.Number(4, e.ExpiresAtMs);
                break;
            case ApprovalGranted e:
                start = into.Open(91);
                Write(into, 1, e.Act);
                break;
            case ApprovalDenied e:
                start = into.Open(92);
                Write(into, 1, e.Act);
                break;
            case ApprovalExpired:
                start = into.Open(93);
                break;
            case ApprovalCarriedOut e:
                start = into.Open(94);
                into.Text(1, e.Outcome);
                break;
            default:
                throw Unknown(fact);
        }

        into.Close(start);
    }

    private static void Write(StoredBuffer into, SchemeEvent fact)
    {
        int start;
        switch (fact)
        {
            case ProfileScheduled e:
                start = into.Open(120);
                into.Number(1, e.Version);
                into.Number(2, e.EffectiveAtMs);
                into.Bytes(3, e.Document.Span);
                Write(into, 4, e.Act);
                break;
            case BroadcastSent e:
                start = into.Open(121);
                into.Text(1, e.EventCode);
                into.Text(2, e.Text);
                Write(into, 3, e.Act);
                break;
            case ProfileWithdrawn e:
                start = into.Open(122);
                into.Number(1, e.Version);
                Write(into, 2, e.Act);
                break;
            default:
                throw Unknown(fact);
        }

        into.Close(start);
    }

    private static void Argument(StoredBuffer into, int field, KeyValuePair<string, string> argument)
    {
        int start = into.Open(field);
        into.Text(1, argument.Key);
        into.Text(2, argument.Value);
        into.Close(start);
    }
}
