using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>profile withdraw</c>.</summary>
internal sealed class ProfileWithdraw : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "profile withdraw", "Takes a profile back that was scheduled, before its moment has come.",
        "The scheme goes on by the profile before it, or by the next one that was scheduled. The version is not given again. What has come into force cannot be taken back: schedule the former profile anew.",
        OperatorRole.Supervisor, CommandDanger.ChangesState,
        ArgumentDefinition.Required("scheme", ArgumentKind.Text, "the scheme's name"),
        ArgumentDefinition.Required("version", ArgumentKind.Number, "which of its profiles, as profile changes has it")) { NeedsFourEyes = true };

    public async Task<Refused?> CheckAsync(OperatorCall call)
    {
        string scheme = call.Arguments.Text("scheme");
        if (call.Switch.Running.Schemes.Find(scheme) is null) return Refusals.Of(SchemeReply.Unknown, scheme);
        var changes = await call.Switch.Running.ListProfileChangesAsync().ConfigureAwait(false);
        return changes.Any(change => change.Scheme == scheme && change.Change.Version == call.Arguments.Number("version")) ? null : Refusals.Of(SchemeReply.NoSuchVersion, scheme);
    }

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        if (await CheckAsync(call).ConfigureAwait(false) is Refused wrong) return wrong;
        string scheme = call.Arguments.Text("scheme");
        SchemeReply reply = await call.Switch.Running.WithdrawProfileAsync(scheme, (int)call.Arguments.Number("version"), call.Act).ConfigureAwait(false);
        return reply == SchemeReply.Done ? await ProfileAnswers.ListAsync(call).ConfigureAwait(false) : Refusals.Of(reply, scheme);
    }
}
