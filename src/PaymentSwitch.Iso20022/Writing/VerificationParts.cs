using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes what requests to verify identifications have in common with the answers to them.</summary>
internal static class VerificationParts
{
    /// <summary>From whom to whom the verification goes.</summary>
    internal static void Assignment(this DocumentOutput xml, VerificationAssignment assignment)
    {
        using (xml.In("Assgnmt"))
        {
            xml.Id("MsgId", assignment.MessageId);
            xml.Time("CreDtTm", assignment.CreatedAt);
            xml.PartyOrAgent("Cretr", assignment.Creator);
            xml.Agent("FrstAgt", assignment.FirstAgent);
            xml.PartyOrAgent("Assgnr", assignment.Assigner);
            xml.PartyOrAgent("Assgne", assignment.Assignee);
        }
    }

    /// <summary>A party with its account and agent.</summary>
    internal static void Identification(this DocumentOutput xml, string name, PartyAndAccount? identification)
    {
        if (identification is null) return;
        using (xml.In(name))
        {
            xml.Party("Pty", identification.Party);
            if (identification.Account is { } account)
            {
                using (xml.In("Acct")) xml.AccountContent(account, mayLackNumber: true);
            }

            xml.Agent("Agt", identification.Agent);
        }
    }
}
