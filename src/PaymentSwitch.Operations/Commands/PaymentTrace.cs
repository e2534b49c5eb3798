using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>payment trace</c>.</summary>
internal sealed class PaymentTrace : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "payment trace", "Shows what happened to a payment, step by step.",
        "Every fact that the journal has of it, with the milliseconds since the one before: where the time went, and who took it.",
        OperatorRole.Viewer, CommandDanger.None, CommonArguments.Uetr);

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        Uetr uetr = call.Arguments.Uetr("uetr");
        if (await call.Switch.Running.FindAsync(uetr).ConfigureAwait(false) is not PaymentHistory found) return PaymentAnswers.Unknown(uetr);
        return new TimelineResult(
            PaymentAnswers.Heading(found.Payment),
            [.. found.Facts.Select(fact => new TimelineStep(fact.AtMs, fact.GetType().Name, PaymentAnswers.DetailOf(fact)))]);
    }
}
