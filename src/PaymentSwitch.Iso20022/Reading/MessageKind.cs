namespace PaymentSwitch.Iso20022.Reading;

/// <summary>What a message is for, whatever the version of its definition.</summary>
internal enum MessageKind
{
    /// <summary>Nothing that the switch reads.</summary>
    Other = 0,

    /// <summary>The business application header (head.001).</summary>
    Header,

    /// <summary>A credit transfer (pacs.008).</summary>
    CreditTransfer,

    /// <summary>A status report (pacs.002).</summary>
    StatusReport,

    /// <summary>A status request (pacs.028).</summary>
    StatusRequest,

    /// <summary>A message reject (admi.002).</summary>
    MessageReject,
}

/// <summary>Tells the kind of a message definition.</summary>
internal static class MessageKinds
{
    /// <summary>The kind of a definition such as <c>pacs.008.001.10</c>: business area and message decide, variant and version do not.</summary>
    internal static MessageKind Of(string messageDefinition) => messageDefinition.Length < 9 ? MessageKind.Other : messageDefinition[..9] switch
    {
        "head.001." => MessageKind.Header,
        "pacs.008." => MessageKind.CreditTransfer,
        "pacs.002." => MessageKind.StatusReport,
        "pacs.028." => MessageKind.StatusRequest,
        "admi.002." => MessageKind.MessageReject,
        _ => MessageKind.Other,
    };
}
