using PaymentSwitch.Operations.Approvals;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Dispatching;

/// <summary>
/// The one way to a command. In this order: is there such a command, may the operator run it, are its arguments and its
/// reason in order, is the switch ready, does it need a second pair of eyes; then it is carried out.
/// </summary>
/// <param name="catalogue">The commands.</param>
/// <param name="operated">The switch.</param>
/// <param name="approvals">Keeps what needs a second pair of eyes.</param>
/// <param name="clock">The clock.</param>
public sealed class CommandDispatcher(CommandCatalogue catalogue, IOperatedSwitch operated, IApprovals approvals, TimeProvider clock)
{
    /// <summary>Runs a command for an operator, or says why not.</summary>
    public async Task<OperatorResult> RunAsync(CommandRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (catalogue.Find(request.Slug) is not IOperatorCommand command)
            return new Refused("command.unknown", $"There is no command '{request.Slug}'.", 404, OperatorExitCode.WrongUsage);
        CommandDefinition definition = command.Definition;
        if (!request.By.Has(definition.Role))
            return new Refused("operator.not-allowed", $"{definition.Name} needs the role {definition.Role}; {request.By.Name} has {string.Join(", ", request.By.Roles)}.", 403);
        var errors = new List<ArgumentError>();
        ArgumentValues arguments = ArgumentReader.Read(definition, request.Arguments, operated.Profile.Currency, errors);
        if (errors.Count > 0)
            return new Refused(errors[0].Code, string.Join(' ', errors.Select(error => error.Text)), 400, OperatorExitCode.WrongUsage) { Errors = errors };
        if (WrongReason(definition, request.Why) is Refused wrong) return wrong;
        if (!operated.IsReady) return new Refused("switch.not-ready", "The switch is stopping. Nothing was done.", 503, OperatorExitCode.NotReached);
        long nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (definition.NeedsFourEyes)
            return await approvals.RequestAsync(new ApprovalRequest(definition.Name, request.Arguments, request.By, request.Why, nowMs)).ConfigureAwait(false);
        var act = new OperatorAct(request.By.Name, request.Why);
        return await command.RunAsync(new OperatorCall(operated, request.By, arguments, act, nowMs)).ConfigureAwait(false);
    }

    private static Refused? WrongReason(CommandDefinition definition, string why)
    {
        if (why.Length == 0)
            return definition.NeedsWhy ? new Refused("why.missing", $"why: found nothing, expected the reason for {definition.Name}.", 400, OperatorExitCode.WrongUsage) : null;
        return ArgumentReader.IsPlainText(why)
            ? null
            : new Refused("why.invalid", $"why: expected a text of 1 to {ArgumentReader.TextLengthMax} characters without control characters.", 400, OperatorExitCode.WrongUsage);
    }
}

/// <summary>A command as somebody has sent it.</summary>
/// <param name="Slug">Its name as an address has it: <c>account-fund</c>.</param>
/// <param name="By">Who asks, as he has proved to be.</param>
/// <param name="Arguments">The arguments as they were written.</param>
/// <param name="Why">The reason; empty for none.</param>
public sealed record CommandRequest(string Slug, SwitchOperator By, IReadOnlyDictionary<string, string> Arguments, string Why);
