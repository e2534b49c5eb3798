using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Storage.Events;

/// <content>Approvals and schemes: what only operators do.</content>
internal sealed partial class FactReader
{
    private ApprovalRequested ApprovalRequest(StoredReader from, long atMs)
    {
        string command = "";
        var arguments = new List<KeyValuePair<string, string>>();
        OperatorAct? act = null;
        long expiresAtMs = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: command = _names.Of(from.Span()); break;
                case 2: arguments.Add(Argument(from.Message())); break;
                case 3: act = Act(from.Message()); break;
                case 4: expiresAtMs = from.Number(); break;
                default: from.Skip(); break;
            }
        }

        return new ApprovalRequested(atMs, command, arguments, act ?? throw Missing(nameof(ApprovalRequested), "act"), expiresAtMs);
    }

    private static KeyValuePair<string, string> Argument(StoredReader from)
    {
        string name = "", value = "";
        while (from.Next())
        {
            if (from.Field == 1) name = from.Text();
            else if (from.Field == 2) value = from.Text();
            else from.Skip();
        }

        return KeyValuePair.Create(name, value);
    }

    private static ApprovalCarriedOut CarriedOut(StoredReader from, long atMs)
    {
        string outcome = "";
        while (from.Next())
        {
            if (from.Field == 1) outcome = from.Text();
            else from.Skip();
        }

        return new ApprovalCarriedOut(atMs, outcome);
    }

    private ProfileScheduled Profile(StoredReader from, long atMs)
    {
        int version = 0;
        long effectiveAtMs = 0;
        ReadOnlyMemory<byte> document = default;
        OperatorAct? act = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: version = from.Count(); break;
                case 2: effectiveAtMs = from.Number(); break;
                case 3: document = Message(ref from); break;
                case 4: act = Act(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        return new ProfileScheduled(atMs, version, effectiveAtMs, document, act ?? throw Missing(nameof(ProfileScheduled), "act"));
    }

    private ProfileWithdrawn Withdrawn(StoredReader from, long atMs)
    {
        int version = 0;
        OperatorAct? act = null;
        while (from.Next())
        {
            if (from.Field == 1) version = from.Count();
            else if (from.Field == 2) act = Act(from.Message());
            else from.Skip();
        }

        return new ProfileWithdrawn(atMs, version, act ?? throw Missing(nameof(ProfileWithdrawn), "act"));
    }

    private BroadcastSent Broadcast(StoredReader from, long atMs)
    {
        string eventCode = "", text = "";
        OperatorAct? act = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: eventCode = _names.Of(from.Span()); break;
                case 2: text = from.Text(); break;
                case 3: act = Act(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        return new BroadcastSent(atMs, eventCode, text, act ?? throw Missing(nameof(BroadcastSent), "act"));
    }
}
