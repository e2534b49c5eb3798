using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>cap set</c>.</summary>
internal sealed class CapSet : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "cap set", "Sets the cap of an account, or takes it away.",
        "Counts from the next payment on: what is reserved stays reserved. A cap below what is used already is refused without --below-use; with it, "
        + "only incoming payments pass until there is headroom again. A cap of 0 stops all payments of the participant. Say either --limit or --unlimited.",
        OperatorRole.Supervisor, CommandDanger.ChangesState,
        CommonArguments.Participant,
        ArgumentDefinition.Optional("limit", ArgumentKind.Amount, "the most that may be used; 0 is a cap"),
        ArgumentDefinition.Optional("unlimited", ArgumentKind.Flag, "no cap"),
        ArgumentDefinition.Optional("below-use", ArgumentKind.Flag, "also where more than that is used already"),
        CommonArguments.Currency) { NeedsFourEyes = true };

    public Task<Refused?> CheckAsync(OperatorCall call) => Task.FromResult(
        call.Arguments.AmountOrNull("limit") is null == call.Arguments.Flag("unlimited")
            ? null
            : new Refused("cap.ambiguous", "Expected either limit or unlimited, not both and not neither.", 400, OperatorExitCode.WrongUsage));

    public Task<OperatorResult> RunAsync(OperatorCall call)
    {
        long? limitMinor = call.Arguments.AmountOrNull("limit")?.MinorUnits;
        return AccountAnswers.AskAsync(call, account => new SetAccountTerms(account.Model, new Cap(limitMinor), call.Act)
        {
            MayBeBelowUse = call.Arguments.Flag("below-use"),
            MustBePrefunded = call.Switch.SchemeFor(account.Id.Currency)?.CapsArePrefunded ?? false,
        });
    }
}
