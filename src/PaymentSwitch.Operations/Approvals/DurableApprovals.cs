using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Engine;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Approvals;

/// <summary>Keeps what waits for a second pair of eyes in the journal: it outlives a restart, and expires by the switch's clock.</summary>
/// <param name="running">The switch.</param>
/// <param name="validFor">How long each waits for a decision.</param>
public sealed class DurableApprovals(IOperatedSwitch running, TimeSpan validFor) : IApprovals
{
    /// <inheritdoc/>
    public async ValueTask<OperatorResult> RequestAsync(ApprovalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        long number = await running.RequestApprovalAsync(new RequestApproval(
            request.Command,
            [.. request.Arguments.OrderBy(argument => argument.Key, StringComparer.Ordinal)],
            new OperatorAct(request.By.Name, request.Why),
            (long)validFor.TotalMilliseconds)).ConfigureAwait(false);
        return new Results.ApprovalRequested(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
