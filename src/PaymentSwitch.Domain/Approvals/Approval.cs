namespace PaymentSwitch.Domain.Approvals;

/// <summary>
/// Something that moves money or standing, and waits for a second pair of eyes. Invariants: nobody approves what he asked
/// for himself; what was approved is carried out once, under the approval's number as its reference.
/// </summary>
public sealed record Approval
{
    /// <summary>Its number; the first has 1, and there are no gaps.</summary>
    public required long Number { get; init; }

    /// <summary>Where it stands.</summary>
    public ApprovalStatus Status { get; private init; }

    /// <summary>The fact that began it; null as long as it is unknown.</summary>
    public ApprovalRequested? Requested { get; private init; }

    /// <summary>The second pair of eyes, whatever it said; null as long as nobody decided.</summary>
    public OperatorAct? Decision { get; private init; }

    /// <summary>What came of carrying it out; null before.</summary>
    public string? Outcome { get; private init; }

    /// <summary>Whether nothing more can come of it.</summary>
    public bool IsFinal => Status is ApprovalStatus.Denied or ApprovalStatus.Expired or ApprovalStatus.CarriedOut;

    /// <summary>An approval of which nothing is known yet.</summary>
    public static Approval Unknown(long number) => new() { Number = number };

    /// <summary>Decides on a request.</summary>
    /// <param name="command">The request.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public ApprovalDecision Decide(ApprovalCommand command, long nowMs)
    {
        switch (command)
        {
            case RequestApproval c:
                return Requested is not null
                    ? new(ApprovalReply.Done)
                    : new(ApprovalReply.Done, new ApprovalRequested(nowMs, c.Command, c.Arguments, c.Act, nowMs + c.ValidForMs));
            case DecideApproval when Requested is null:
                return new(ApprovalReply.Unknown);
            case DecideApproval when Status == ApprovalStatus.Expired:
                return new(ApprovalReply.Expired);
            case DecideApproval when Status != ApprovalStatus.Pending:
                return new(ApprovalReply.DecidedBefore);
            case DecideApproval when nowMs >= Requested!.ExpiresAtMs:
                return new(ApprovalReply.Expired, new ApprovalExpired(nowMs));
            // One may withdraw one's own wish, but not grant it.
            case DecideApproval { Approve: true } c when string.Equals(c.Act.By, Requested!.Act.By, StringComparison.OrdinalIgnoreCase):
                return new(ApprovalReply.OwnRequest);
            case DecideApproval c:
                return new(ApprovalReply.Done, c.Approve ? new ApprovalGranted(nowMs, c.Act) : new ApprovalDenied(nowMs, c.Act));
            case ReportOutcome c:
                return Status == ApprovalStatus.Granted
                    ? new(ApprovalReply.Done, new ApprovalCarriedOut(nowMs, c.Outcome))
                    : new(Status == ApprovalStatus.CarriedOut ? ApprovalReply.Done : ApprovalReply.DecidedBefore);
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "An approval knows no such request.");
        }
    }

    /// <summary>The time for a decision has passed. Null: it has not, or somebody decided.</summary>
    public ApprovalEvent? DecideExpiry(long nowMs) =>
        Status == ApprovalStatus.Pending && nowMs >= Requested!.ExpiresAtMs ? new ApprovalExpired(nowMs) : null;

    /// <summary>The approval after a fact.</summary>
    /// <exception cref="InvalidOperationException">A fact this version does not know: replay must stop.</exception>
    public Approval Evolve(ApprovalEvent fact) => fact switch
    {
        ApprovalRequested e => this with { Requested = e, Status = ApprovalStatus.Pending },
        ApprovalGranted e => this with { Status = ApprovalStatus.Granted, Decision = e.Act },
        ApprovalDenied e => this with { Status = ApprovalStatus.Denied, Decision = e.Act },
        ApprovalExpired => this with { Status = ApprovalStatus.Expired },
        ApprovalCarriedOut e => this with { Status = ApprovalStatus.CarriedOut, Outcome = e.Outcome },
        _ => throw new InvalidOperationException($"Approval {Number}: unknown fact {fact?.GetType().Name}."),
    };
}

/// <summary>Where an approval stands. The numbers are shown.</summary>
public enum ApprovalStatus
{
    /// <summary>There is no such approval.</summary>
    Unknown = 0,

    /// <summary>Waits for a second pair of eyes.</summary>
    Pending = 1,

    /// <summary>Granted; to be carried out.</summary>
    Granted = 2,

    /// <summary>Denied, or withdrawn by the one who asked.</summary>
    Denied = 3,

    /// <summary>Nobody decided in time.</summary>
    Expired = 4,

    /// <summary>Carried out.</summary>
    CarriedOut = 5,
}
