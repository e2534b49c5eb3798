namespace PaymentSwitch.Iso20022.Messages;

/// <summary>From whom to whom an investigation goes with this message (<c>Assgnmt</c>).</summary>
/// <param name="Id"><c>Id</c>: the message's own id, 1 to 35 characters.</param>
/// <param name="Assigner"><c>Assgnr</c>.</param>
/// <param name="Assignee"><c>Assgne</c>.</param>
/// <param name="CreatedAt"><c>CreDtTm</c>.</param>
public sealed record CaseAssignment(string Id, PartyOrAgent Assigner, PartyOrAgent Assignee, string CreatedAt);

/// <summary>The investigation that a message belongs to (<c>Case</c>, <c>RslvdCase</c>).</summary>
/// <param name="Id"><c>Id</c>, 1 to 35 characters.</param>
/// <param name="Creator"><c>Cretr</c>.</param>
public sealed record InvestigationCase(string Id, PartyOrAgent Creator);
