namespace PaymentSwitch.Domain.Approvals;

/// <summary>What an approval can be asked.</summary>
public abstract record ApprovalCommand;

/// <summary>Ask for a second pair of eyes.</summary>
/// <param name="Command">The name of what shall be done.</param>
/// <param name="Arguments">Its arguments, by name.</param>
/// <param name="Act">Who asks, and why.</param>
/// <param name="ValidForMs">How long it waits for a decision, in milliseconds.</param>
public sealed record RequestApproval(
    string Command, IReadOnlyList<KeyValuePair<string, string>> Arguments, OperatorAct Act, long ValidForMs) : ApprovalCommand;

/// <summary>Grant or deny.</summary>
/// <param name="Approve">Whether to grant.</param>
/// <param name="Act">Who decides, and why.</param>
public sealed record DecideApproval(bool Approve, OperatorAct Act) : ApprovalCommand;

/// <summary>Say what came of carrying it out.</summary>
/// <param name="Outcome">In the words of the one that did.</param>
public sealed record ReportOutcome(string Outcome) : ApprovalCommand;

/// <summary>The reply of an approval.</summary>
public enum ApprovalReply
{
    /// <summary>Carried out, now or before.</summary>
    Done = 0,

    /// <summary>There is no such approval.</summary>
    Unknown = 1,

    /// <summary>The one who asked cannot be the one who grants.</summary>
    OwnRequest = 2,

    /// <summary>It was decided before.</summary>
    DecidedBefore = 3,

    /// <summary>The time for a decision has passed.</summary>
    Expired = 4,
}

/// <summary>What an approval decided: a fact or none, and a reply.</summary>
/// <param name="Reply">What the one who asked is told, once the fact is stored.</param>
/// <param name="Event">The fact; null where nothing changes.</param>
public readonly record struct ApprovalDecision(ApprovalReply Reply, ApprovalEvent? Event = null);

// Stored for good: add types and optional members; never rename one or change what it means.

/// <summary>A fact about an approval.</summary>
/// <param name="AtMs">When it happened, in Unix milliseconds.</param>
public abstract record ApprovalEvent(long AtMs) : IDomainEvent;

/// <summary>An operator asked for a second pair of eyes.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Command">The name of what shall be done.</param>
/// <param name="Arguments">Its arguments, by name.</param>
/// <param name="Act">Who asked, and why.</param>
/// <param name="ExpiresAtMs">Until when it can be decided, in Unix milliseconds.</param>
public sealed record ApprovalRequested(
    long AtMs, string Command, IReadOnlyList<KeyValuePair<string, string>> Arguments, OperatorAct Act, long ExpiresAtMs) : ApprovalEvent(AtMs);

/// <summary>Another operator granted it.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Act">Who, and why.</param>
public sealed record ApprovalGranted(long AtMs, OperatorAct Act) : ApprovalEvent(AtMs);

/// <summary>An operator denied it, or the one who asked withdrew it.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Act">Who, and why.</param>
public sealed record ApprovalDenied(long AtMs, OperatorAct Act) : ApprovalEvent(AtMs);

/// <summary>Nobody decided in time.</summary>
/// <param name="AtMs">When.</param>
public sealed record ApprovalExpired(long AtMs) : ApprovalEvent(AtMs);

/// <summary>It was carried out.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record ApprovalCarriedOut(long AtMs, string Outcome) : ApprovalEvent(AtMs);
