using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Approvals;

/// <summary>
/// Keeps commands that a second operator has to approve of. The dispatcher has checked role, arguments and reason before it
/// hands one over, and does nothing itself. Once somebody approves, <see cref="Dispatching.CommandDispatcher.RunApprovedAsync"/>
/// carries it out.
/// </summary>
public interface IApprovals
{
    /// <summary>Keeps a command until somebody approves of it.</summary>
    /// <returns><see cref="ApprovalRequested"/> once that is on stable storage, or a refusal.</returns>
    ValueTask<OperatorResult> RequestAsync(ApprovalRequest request);
}

/// <summary>A command that waits to be approved, in the form in which it can be stored and run later.</summary>
/// <param name="Command">The command's name.</param>
/// <param name="Arguments">Its arguments as they were written.</param>
/// <param name="By">Who asked; somebody else has to approve.</param>
/// <param name="Why">The reason he gave.</param>
/// <param name="AtMs">When, in Unix milliseconds.</param>
public sealed record ApprovalRequest(string Command, IReadOnlyDictionary<string, string> Arguments, SwitchOperator By, string Why, long AtMs)
{
    /// <summary>The approval's number; 0 as long as it has none.</summary>
    public long Number { get; init; }
}

/// <summary>Where nothing keeps them: each is refused, and nothing is done.</summary>
public sealed class ApprovalsNotConfigured : IApprovals
{
    /// <inheritdoc/>
    public ValueTask<OperatorResult> RequestAsync(ApprovalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(new Refused(
            "approvals.not-configured", $"{request.Command} needs a second pair of eyes; approvals are not configured. Nothing was done.", 501));
    }
}
