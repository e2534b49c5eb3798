using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes what the messages of an investigation have in common.</summary>
internal static class InvestigationParts
{
    /// <summary>From whom to whom the investigation goes.</summary>
    internal static void Assignment(this DocumentOutput xml, CaseAssignment assignment)
    {
        using (xml.In("Assgnmt"))
        {
            xml.Id("Id", assignment.Id);
            xml.PartyOrAgent("Assgnr", assignment.Assigner);
            xml.PartyOrAgent("Assgne", assignment.Assignee);
            xml.Time("CreDtTm", assignment.CreatedAt);
        }
    }

    /// <summary>The investigation that a message or transaction belongs to.</summary>
    internal static void Case(this DocumentOutput xml, string name, InvestigationCase? investigation)
    {
        if (investigation is null) return;
        using (xml.In(name))
        {
            xml.Id("Id", investigation.Id);
            xml.PartyOrAgent("Cretr", investigation.Creator);
        }
    }
}
