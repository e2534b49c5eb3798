using System.Collections.Concurrent;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Engine;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Commands;
using PaymentSwitch.Operations.Dispatching;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Approvals;

/// <summary>
/// Grants what waits for a second pair of eyes and carries it out: first the grant is on stable storage, then the deed, and with
/// it, in one commit group, that it is done. What breaks off in between is a grant without an outcome: it is taken up again, by
/// the running switch or by the next start, and nothing is done twice.
/// </summary>
/// <param name="dispatcher">Runs the commands.</param>
/// <param name="running">The switch, which keeps the approvals.</param>
public sealed class GrantedCommands(CommandDispatcher dispatcher, IOperatedSwitch running)
{
    // An outcome stands in the journal for good.
    private const int OutcomeLengthMax = 280;

    // What is being carried out at this moment, so that nobody takes it up beside that.
    private readonly ConcurrentDictionary<long, bool> _underWay = [];

    // How often each has broken off since the start.
    private readonly ConcurrentDictionary<long, int> _brokenOff = [];

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
        // Two grant at once: the second is told so.
        if (!_underWay.TryAdd(number, true)) return Refusals.Of(ApprovalReply.DecidedBefore, number);
        try
        {
            (ApprovalReply reply, _) = await running.CommandApprovalAsync(number, new DecideApproval(true, new OperatorAct(checker.Name, why))).ConfigureAwait(false);
            return reply == ApprovalReply.Done ? await CarryOutAsync(request, checker.Name, "").ConfigureAwait(false) : Refusals.Of(reply, number);
        }
        finally
        {
            _underWay.TryRemove(number, out _);
        }
    }

    /// <summary>
    /// Carries out what was granted and has no outcome, oldest first: at start, before operators are let in, and from time to time
    /// while the switch runs.
    /// </summary>
    /// <param name="attemptsMax">How often one may break off; after that it waits for the next start.</param>
    /// <param name="took">Hears of each, with what came of it.</param>
    /// <param name="failed">Hears of each that broke off, with how often it has: it stays granted.</param>
    public async Task TakeUpAsync(int attemptsMax, Action<Approval, OperatorResult> took, Action<Approval, int, Exception> failed)
    {
        ArgumentNullException.ThrowIfNull(took);
        ArgumentNullException.ThrowIfNull(failed);
        foreach (Approval listed in await running.ListApprovalsAsync().ConfigureAwait(false))
        {
            if (listed.Status != ApprovalStatus.Granted || _brokenOff.GetValueOrDefault(listed.Number) >= attemptsMax || !_underWay.TryAdd(listed.Number, true)) continue;
            try
            {
                // Whoever was carrying it out when it was listed may have come to its end.
                Approval? granted = (await running.ListApprovalsAsync().ConfigureAwait(false)).FirstOrDefault(approval => approval.Number == listed.Number);
                if (granted?.Status != ApprovalStatus.Granted) continue;
                took(granted, await CarryOutAsync(RequestOf(granted), granted.Decision!.By, "taken up again; ").ConfigureAwait(false));
            }
            catch (Exception error)
            {
                // One that cannot be carried out must not keep the switch from starting, nor the others from being carried out.
                failed(listed, _brokenOff.AddOrUpdate(listed.Number, 1, (_, times) => times + 1), error);
            }
            finally
            {
                _underWay.TryRemove(listed.Number, out _);
            }
        }
    }

    private async Task<OperatorResult> CarryOutAsync(ApprovalRequest request, string checker, string remark)
    {
        OperatorResult result = await dispatcher.CarryOutAsync(request, checker).ConfigureAwait(false);
        // The switch is stopping: the next start takes it up.
        if (result is Refused { Status: 503 }) return result;
        // Where it was done the switch has said so itself, with the deed; then this changes nothing.
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
