using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads what the messages of an investigation have in common.</summary>
internal static class InvestigationParts
{
    /// <summary>From whom to whom the investigation goes (<c>Assgnmt</c>).</summary>
    internal static CaseAssignment Assignment(this MessageContent.Element message) => new(
        message.Required("Assgnmt/Id"),
        message.RequiredPartyOrAgent("Assgnmt/Assgnr"),
        message.RequiredPartyOrAgent("Assgnmt/Assgne"),
        message.Required("Assgnmt/CreDtTm"));

    /// <summary>The investigation that a message or transaction belongs to; null where it is not named.</summary>
    internal static InvestigationCase? Case(this MessageContent.Element element, string path) =>
        element.At(path) is { } at ? new InvestigationCase(at.Required("Id"), at.RequiredPartyOrAgent("Cretr")) : null;
}
