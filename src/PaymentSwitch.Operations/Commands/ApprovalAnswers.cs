using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>How commands show an approval.</summary>
internal static class ApprovalAnswers
{
    /// <summary>The number of an approval.</summary>
    public static ArgumentDefinition Number { get; } = ArgumentDefinition.Required("number", ArgumentKind.Number, "which approval");

    /// <summary>Shows an approval as it stands, or says that there is none.</summary>
    public static async Task<OperatorResult> ShowAsync(OperatorCall call, long number)
    {
        IReadOnlyList<Approval> all = await call.Switch.Running.ListApprovalsAsync().ConfigureAwait(false);
        if (all.FirstOrDefault(approval => approval.Number == number) is not { Requested: { } requested } found) return Refusals.Of(ApprovalReply.Unknown, number);
        return new RecordResult(
        [
            new("number", Cell.Number(number)),
            new("status", Cell.Text(found.Status.ToString())),
            new("command", Cell.Text(requested.Command)),
            new("arguments", Cell.Text(Written(requested.Arguments))),
            new("by", Cell.Text(requested.Act.By)),
            new("why", Cell.Text(requested.Act.Why)),
            new("asked", Cell.Time(requested.AtMs)),
            new("expires", Cell.Time(requested.ExpiresAtMs)),
            new("decidedBy", Cell.Text(found.Decision?.By)),
            new("decidedWhy", Cell.Text(found.Decision?.Why)),
            new("outcome", Cell.Text(found.Outcome)),
        ]);
    }

    /// <summary>Arguments in a line: the content of a file is shortened.</summary>
    public static string Written(IReadOnlyList<KeyValuePair<string, string>> arguments) =>
        string.Join(", ", arguments.Select(argument => $"{argument.Key}={(argument.Value.Length <= 140 ? argument.Value : argument.Value[..140] + "…")}"));
}
