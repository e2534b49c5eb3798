using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Storage.Events;

/// <content>What facts of several entities are made of.</content>
internal sealed partial class FactReader
{
    private ReadOnlyMemory<byte> Message(ref StoredReader from) => copies ? from.Span().ToArray() : from.Memory();

    private (OriginalMessage Message, ReadOnlyMemory<byte> Digest) Original(StoredReader from)
    {
        ReadOnlyMemory<byte> message = default, digest = default;
        int documentStart = 0, documentLength = 0;
        string namespaces = "";
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: message = Message(ref from); break;
                case 2: documentStart = from.Count(); break;
                case 3: documentLength = from.Count(); break;
                case 4: namespaces = from.Text(); break;
                case 5: digest = Message(ref from); break;
                default: from.Skip(); break;
            }
        }

        return (Original(message, documentStart, documentLength, namespaces), digest);
    }

    private static OriginalMessage Original(ReadOnlyMemory<byte> message, int documentStart, int documentLength, string namespaces) =>
        documentStart <= message.Length - documentLength
            ? new OriginalMessage(message, documentStart, documentLength, namespaces)
            : throw new InvalidDataException("a message has its Document outside it");

    private OperatorAct Act(StoredReader from)
    {
        string by = "", why = "";
        string? approvedBy = null;
        long? approval = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: by = _names.Of(from.Span()); break;
                case 2: why = from.Text(); break;
                case 3: approvedBy = from.Text(); break;
                case 4: approval = from.Natural(); break;
                default: from.Skip(); break;
            }
        }

        return new OperatorAct(by, why, approvedBy) { Approval = approval };
    }

    /// <summary>The act of a fact that has nothing else.</summary>
    private OperatorAct ActAlone(StoredReader from, string fact)
    {
        OperatorAct? act = null;
        while (from.Next())
        {
            if (from.Field == 1) act = Act(from.Message());
            else from.Skip();
        }

        return act ?? throw Missing(fact, "act");
    }

    private StatusReason Reason(StoredReader from)
    {
        string code = "";
        string? path = null, text = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: code = _names.Of(from.Span()); break;
                case 2: path = _names.Of(from.Span()); break;
                case 3: text = from.Text(); break;
                default: from.Skip(); break;
            }
        }

        return new StatusReason(code, path, text);
    }

    private static AgentIdentification Agent(StoredReader from)
    {
        string? bic = null, clearingSystem = null, memberId = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: bic = from.Text(); break;
                case 2: clearingSystem = from.Text(); break;
                case 3: memberId = from.Text(); break;
                default: from.Skip(); break;
            }
        }

        return new AgentIdentification(bic, clearingSystem, memberId);
    }

    private static AccountId Account(StoredReader from)
    {
        string participant = "", currency = "";
        while (from.Next())
        {
            if (from.Field == 1) participant = from.Text();
            else if (from.Field == 2) currency = from.Text();
            else from.Skip();
        }

        return new AccountId(new ParticipantId(participant), CurrencyOf(currency));
    }

    private static Currency CurrencyOf(string code) =>
        Currency.Find(code) ?? throw new InvalidDataException($"this version of the switch does not know the currency '{code}'");

    private static T Known<T>(T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new InvalidDataException($"this version of the switch does not know the {typeof(T).Name} {value:D}");

    private static InvalidDataException Missing(string fact, string what) => new($"the fact {fact} has no {what}");
}
