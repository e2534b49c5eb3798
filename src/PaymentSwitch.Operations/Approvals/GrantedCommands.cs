using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Engine;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Commands;
using PaymentSwitch.Operations.Dispatching;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Approvals;

/// <summary>
/// Grants what waits for a second pair of eyes and carries it out: first the grant is on stable storage, then the command,
/// then what came of it. A crash in between leaves a grant without an outcome, which the next start takes up: every command
/// that waits for approval can be repeated without doing anything twice.
/// </summary>
/// <param name="dispatcher">Runs the commands.</param>
/// <param name="running">The switch, which keeps the approvals.</param>
public sealed class GrantedCommands(CommandDispatcher dispatcher, IOperatedSwitch running)
{
    // An outcome stands in the journal for good.
    private const int OutcomeLengthMax = 280;

    /// <summary>Grants an approval and carries its command out.</summary>
    /// <param name="number">Which.</param>
    /// <param name="checker">The second pair of eyes.</param>
    /// <param name="why">The reason he gave.</param>
    /// <returns>What the command answered, or why it was not granted.</returns>
    public async Task<OperatorResult> GrantAsync(long number, SwitchOperator checker, string why)
    {
        ArgumentNullException.ThrowIfNull(checker);
        Approval? found = (await running.ListApprovalsAsync().ConfigureAwait(false)).FirstOrDefault(approval => approval.Number == number);
        if (found is null) return Refusals.Of(ApprovalReply.Unknown, number);
        ApprovalRequest request = RequestOf(found);
        if (dispatcher.WhyNot(request, checker) is Refused refused) return refused;
        (ApprovalReply reply, _) = await running.CommandApprovalAsync(number, new DecideApproval(true, new OperatorAct(checker.Name, why))).ConfigureAwait(false);
        if (reply != ApprovalReply.Done) return Refusals.Of(reply, number);
        return await CarryOutAsync(request, checker.Name, "").ConfigureAwait(false);
    }

    /// <summary>Carries out what was granted and has no outcome, oldest first. To be called once at start, before operators are let in.</summary>
    /// <param name="took">Hears of each, with what came of it.</param>
    /// <param name="failed">Hears of each that broke off: it stays granted, and the next start takes it up.</param>
    public async Task TakeUpAsync(Action<Approval, OperatorResult> took, Action<Approval, Exception> failed)
    {
        ArgumentNullException.ThrowIfNull(took);
        ArgumentNullException.ThrowIfNull(failed);
        foreach (Approval granted in await running.ListApprovalsAsync().ConfigureAwait(false))
        {
            if (granted.Status != ApprovalStatus.Granted) continue;
            try
            {
                took(granted, await CarryOutAsync(RequestOf(granted), granted.Decision!.By, "taken up at start; ").ConfigureAwait(false));
            }
            catch (Exception error)
            {
                // One that cannot be carried out must not keep the switch from starting.
                failed(granted, error);
            }
        }
    }

    private async Task<OperatorResult> CarryOutAsync(ApprovalRequest request, string checker, string remark)
    {
        OperatorResult result = await dispatcher.CarryOutAsync(request, checker).ConfigureAwait(false);
        // The switch is stopping: the next start takes it up.
        if (result is Refused { Status: 503 }) return result;
        string outcome = remark + (result is Refused refused ? $"refused, {refused.Code}: {refused.Text}" : "done");
        await running.CommandApprovalAsync(request.Number, new ReportOutcome(outcome.Length <= OutcomeLengthMax ? outcome : outcome[..OutcomeLengthMax])).ConfigureAwait(false);
        return result is Refused no ? no with { Text = $"Approval {request.Number} is granted, and what it asks for is refused. {no.Text}" } : result;
    }

    private static ApprovalRequest RequestOf(Approval approval)
    {
        Domain.Approvals.ApprovalRequested requested = approval.Requested!;
        // Roles were checked when he asked; what counts now is his name.
        return new ApprovalRequest(
            requested.Command, requested.Arguments.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
            new SwitchOperator(requested.Act.By, []), requested.Act.Why, requested.AtMs)
        {
            Number = approval.Number,
        };
    }
}
