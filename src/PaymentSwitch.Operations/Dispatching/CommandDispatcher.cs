using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Approvals;
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
/// <param name="fourEyes">Whether what needs a second pair of eyes waits for one; without, everything is carried out at once: for a sandbox.</param>
public sealed class CommandDispatcher(CommandCatalogue catalogue, OperatedSwitch operated, IApprovals approvals, TimeProvider clock, bool fourEyes = true)
{
    private GrantedCommands? _granted;

    /// <summary>The commands.</summary>
    public CommandCatalogue Catalogue => catalogue;

    /// <summary>Carries out what was granted. One for all, so that nothing is carried out by two at a time.</summary>
    public GrantedCommands Granted => LazyInitializer.EnsureInitialized(ref _granted, () => new GrantedCommands(this, operated.Running));

    /// <summary>Runs a command for an operator, or says why not.</summary>
    public async Task<OperatorResult> RunAsync(CommandRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (catalogue.Find(request.Slug) is not IOperatorCommand command)
            return new Refused("command.unknown", $"There is no command '{request.Slug}'.", 404, OperatorExitCode.WrongUsage);
        CommandDefinition definition = command.Definition;
        if (!request.By.Has(definition.Role)) return NotAllowed(definition, request.By);
        if (Read(definition, request.Arguments, out ArgumentValues arguments) is Refused wrongArguments) return wrongArguments;
        if (WrongReason(definition, request.Why) is Refused wrongReason) return wrongReason;
        if (!operated.Running.IsReady) return NotReady;
        OperatorCall call = CallOf(request.By, arguments, new OperatorAct(request.By.Name, request.Why), approval: null);
        if (await command.CheckAsync(call).ConfigureAwait(false) is Refused wrong) return wrong;
        if (definition.NeedsFourEyes && fourEyes) return await RequestAsync(command, call, request).ConfigureAwait(false);
        return await command.RunAsync(call).ConfigureAwait(false);
    }

    /// <summary>Why somebody may not approve of a command: it is gone, he has not the role for it, or it is his own; null where he may.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="approver">Who would approve.</param>
    public Refused? WhyNot(ApprovalRequest request, SwitchOperator approver)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(approver);
        if (catalogue.Find(CommandDefinition.SlugOf(request.Command)) is not IOperatorCommand command) return Gone(request.Command);
        if (!approver.Has(command.Definition.Role)) return NotAllowed(command.Definition, approver);
        return string.Equals(approver.Name, request.By.Name, StringComparison.OrdinalIgnoreCase)
            ? Commands.Refusals.Of(ApprovalReply.OwnRequest, request.Number)
            : null;
    }

    /// <summary>
    /// Runs a command that waited for a second pair of eyes, on behalf of who asked for it. Arguments are read again: what they
    /// name may have changed since. Whoever keeps approvals sees to it that each is run once.
    /// </summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="approver">Who approves: somebody else, with the role that the command needs.</param>
    public async Task<OperatorResult> RunApprovedAsync(ApprovalRequest request, SwitchOperator approver)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(approver);
        return WhyNot(request, approver) ?? await CarryOutAsync(request, approver.Name).ConfigureAwait(false);
    }

    /// <summary>Runs a command that was granted before, by somebody who was held to his role then.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="approvedBy">Who approved.</param>
    internal async Task<OperatorResult> CarryOutAsync(ApprovalRequest request, string approvedBy)
    {
        if (catalogue.Find(CommandDefinition.SlugOf(request.Command)) is not IOperatorCommand command) return Gone(request.Command);
        if (Read(command.Definition, request.Arguments, out ArgumentValues arguments) is Refused wrong) return wrong;
        if (!operated.Running.IsReady) return NotReady;
        long? approval = request.Number == 0 ? null : request.Number;
        var act = new OperatorAct(request.By.Name, request.Why, approvedBy) { Approval = approval };
        return await command.RunAsync(CallOf(request.By, arguments, act, approval)).ConfigureAwait(false);
    }

    private async Task<OperatorResult> RequestAsync(IOperatorCommand command, OperatorCall call, CommandRequest request)
    {
        RequestInStead? other = command.AskInStead(call);
        OperatorResult result = await approvals.RequestAsync(new ApprovalRequest(
            other?.Command ?? command.Definition.Name, other?.Arguments ?? request.Arguments, request.By, request.Why, NowMs)).ConfigureAwait(false);
        return other is not null && result is Results.ApprovalRequested waiting ? waiting with { Shown = other.Shown } : result;
    }

    private OperatorCall CallOf(SwitchOperator by, ArgumentValues arguments, OperatorAct act, long? approval) =>
        new(operated, by, arguments, act, NowMs) { Approval = approval, Granted = Granted };

    private static Refused Gone(string command) => new("command.unknown", $"There is no command '{command}' any more.", 404);

    private static Refused NotReady => new("switch.not-ready", "The switch is stopping. Nothing was done.", 503, OperatorExitCode.NotReached);

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static Refused NotAllowed(CommandDefinition definition, SwitchOperator by) =>
        new("operator.not-allowed", $"{definition.Name} needs the role {definition.Role}; {by.Name} has {string.Join(", ", by.Roles)}.", 403);

    private Refused? Read(CommandDefinition definition, IReadOnlyDictionary<string, string> written, out ArgumentValues arguments)
    {
        var errors = new List<ArgumentError>();
        arguments = ArgumentReader.Read(definition, written, operated.DefaultScheme.Currency, errors);
        return errors.Count == 0
            ? null
            : new Refused(errors[0].Code, string.Join(' ', errors.Select(error => error.Text)), 400, OperatorExitCode.WrongUsage) { Errors = errors };
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
