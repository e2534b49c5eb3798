using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>broadcast send</c>.</summary>
internal sealed class BroadcastSend : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "broadcast send", "Tells all participants something.",
        "A system event notification (admi.004) into the mailbox of everybody who takes part, the settlement bank excepted. It cannot be taken back. To send it again tells it again.",
        OperatorRole.Operator, CommandDanger.ChangesState,
        ArgumentDefinition.Required("event", ArgumentKind.Text, "what happened, in up to four capital letters or digits"),
        ArgumentDefinition.Required("text", ArgumentKind.Text, "the same in words"),
        ArgumentDefinition.Optional("scheme", ArgumentKind.Text, "in the name of which scheme; without, the first one"));

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        string code = call.Arguments.Text("event");
        if (code.Length > 4 || !code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
            return new Refused("argument.invalid", $"event: found '{code}', expected up to four capital letters or digits.", 400, OperatorExitCode.WrongUsage);
        string scheme = call.Arguments.TextOrNull("scheme") ?? call.Switch.DefaultScheme.Name;
        SchemeReply reply = await call.Switch.Running.BroadcastAsync(scheme, code, call.Arguments.Text("text"), call.Act).ConfigureAwait(false);
        return reply != SchemeReply.Done
            ? Refusals.Of(reply, scheme)
            : new RecordResult([new("scheme", Cell.Text(scheme)), new("event", Cell.Text(code)), new("text", Cell.Text(call.Arguments.Text("text"))), new("sent", Cell.Time(call.NowMs))]);
    }
}
