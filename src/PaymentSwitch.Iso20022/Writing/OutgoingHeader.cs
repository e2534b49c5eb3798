using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>The business application header of a message that is written (head.001.001.02).</summary>
/// <param name="From">The sender (<c>Fr</c>), by BIC, else by clearing system member id.</param>
/// <param name="To">The receiver (<c>To</c>), likewise.</param>
/// <param name="BusinessMessageId"><c>BizMsgIdr</c>, 1 to 35 characters.</param>
/// <param name="MessageDefinition"><c>MsgDefIdr</c>, for example <c>pacs.002.001.10</c>.</param>
/// <param name="CreatedAtMs"><c>CreDt</c>, in Unix milliseconds.</param>
public sealed record OutgoingHeader(
    AgentIdentification From, AgentIdentification To, string BusinessMessageId, string MessageDefinition, long CreatedAtMs)
{
    /// <summary>A header between two agents that are named by their BICs.</summary>
    public OutgoingHeader(string fromBic, string toBic, string businessMessageId, string messageDefinition, long createdAtMs)
        : this(AgentIdentification.OfBic(fromBic), AgentIdentification.OfBic(toBic), businessMessageId, messageDefinition, createdAtMs)
    {
    }

    /// <summary><c>BizSvc</c>, or null.</summary>
    public string? BusinessService { get; init; }

    /// <summary><c>PssblDplct</c>; written only where true.</summary>
    public bool PossibleDuplicate { get; init; }
}
