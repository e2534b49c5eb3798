using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A request to verify identifications (acmt.023): does this account belong to this party?</summary>
public sealed record VerificationRequest
{
    /// <summary><c>Assgnmt</c>.</summary>
    public required VerificationAssignment Assignment { get; init; }

    /// <summary><c>Vrfctn</c>; at least one.</summary>
    public required IReadOnlyList<VerificationSubject> Verifications { get; init; }
}

/// <summary>The answer to a request to verify identifications (acmt.024).</summary>
public sealed record VerificationReport
{
    /// <summary><c>Assgnmt</c>.</summary>
    public required VerificationAssignment Assignment { get; init; }

    /// <summary><c>OrgnlAssgnmt</c>: the request, or null.</summary>
    public OriginalAssignment? OriginalAssignment { get; init; }

    /// <summary><c>Rpt</c>; at least one.</summary>
    public required IReadOnlyList<VerificationResult> Results { get; init; }
}

/// <summary>From whom to whom a verification goes (<c>Assgnmt</c> of acmt.023 and 024), as it is written.</summary>
public sealed record VerificationAssignment
{
    /// <summary><c>MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>CreDtTm</c>.</summary>
    public required string CreatedAt { get; init; }

    /// <summary><c>Cretr</c>: who wants to know, or null.</summary>
    public PartyOrAgent? Creator { get; init; }

    /// <summary><c>FrstAgt</c>: the first agent on the way, or null.</summary>
    public AgentIdentification? FirstAgent { get; init; }

    /// <summary><c>Assgnr</c>: who sends the message.</summary>
    public required PartyOrAgent Assigner { get; init; }

    /// <summary><c>Assgne</c>: who gets it.</summary>
    public required PartyOrAgent Assignee { get; init; }
}

/// <summary>The request that a report answers (<c>OrgnlAssgnmt</c>).</summary>
/// <param name="MessageId"><c>MsgId</c>, or null.</param>
/// <param name="CreatedAt"><c>CreDtTm</c>, or null.</param>
/// <param name="FirstAgent"><c>FrstAgt</c>, or null.</param>
public sealed record OriginalAssignment(string? MessageId, string? CreatedAt, AgentIdentification? FirstAgent);

/// <summary>What is to be verified (<c>Vrfctn</c> of acmt.023).</summary>
/// <param name="Id"><c>Id</c>.</param>
/// <param name="Identification"><c>PtyAndAcctId</c>.</param>
public sealed record VerificationSubject(string Id, PartyAndAccount Identification);

/// <summary>A party with its account and agent (<c>PtyAndAcctId</c>).</summary>
/// <param name="Party"><c>Pty</c>, or null.</param>
/// <param name="Account"><c>Acct</c>, or null. A proxy alone will do.</param>
/// <param name="Agent"><c>Agt</c>, or null.</param>
public sealed record PartyAndAccount(PartyIdentification? Party, AccountIdentification? Account, AgentIdentification? Agent);

/// <summary>Whether an identification is right (<c>Rpt</c> of acmt.024), as it is written.</summary>
public sealed record VerificationResult
{
    /// <summary><c>OrgnlId</c>: the <see cref="VerificationSubject.Id"/> of the request.</summary>
    public required string OriginalId { get; init; }

    /// <summary><c>Vrfctn</c>: whether party and account belong together.</summary>
    public required bool IsVerified { get; init; }

    /// <summary><c>Rsn</c>, or null.</summary>
    public CodeText? Reason { get; init; }

    /// <summary><c>OrgnlPtyAndAcctId</c>, or null.</summary>
    public PartyAndAccount? Original { get; init; }

    /// <summary><c>UpdtdPtyAndAcctId</c>: what would be right, or null.</summary>
    public PartyAndAccount? Updated { get; init; }
}
