using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>profile changes</c>.</summary>
internal sealed class ProfileChanges : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "profile changes", "Shows the profiles that operators have scheduled, the latest first.",
        "Each with its version and from when it counts. A profile whose moment has come stays in the list: payments that began with it are decided by it.",
        OperatorRole.Viewer, CommandDanger.None);

    public Task<OperatorResult> RunAsync(OperatorCall call) => ProfileAnswers.ListAsync(call);
}
