using PaymentSwitch.Domain;
using PaymentSwitch.Operations.Approvals;

namespace PaymentSwitch.Operations.Catalogue;

/// <summary>Somebody who steers the switch.</summary>
/// <param name="Name">His name, as it stands in the journal.</param>
/// <param name="Roles">What he is there for.</param>
public sealed record SwitchOperator(string Name, IReadOnlyList<OperatorRole> Roles)
{
    /// <summary>Whether one of his roles contains this one.</summary>
    public bool Has(OperatorRole needed) => Roles.Any(role => role.Contains(needed));
}

/// <summary>A command with everything it needs.</summary>
/// <param name="Switch">The switch.</param>
/// <param name="Operator">Who asks.</param>
/// <param name="Arguments">The arguments, read.</param>
/// <param name="Act">What the journal keeps: by whom, why, approved by whom.</param>
/// <param name="NowMs">The time, in Unix milliseconds.</param>
public sealed record OperatorCall(OperatedSwitch Switch, SwitchOperator Operator, ArgumentValues Arguments, OperatorAct Act, long NowMs)
{
    /// <summary>The number of the approval that lets it be carried out; null where none was needed.</summary>
    public long? Approval { get; init; }

    /// <summary>Carries out what waited for a second pair of eyes.</summary>
    public required GrantedCommands Granted { get; init; }

    /// <summary>What names a movement for which nobody gave a reference: the approval, so that it is booked once; null where there is none.</summary>
    public string? ApprovalReference => Approval is long number ? $"approval-{number}" : null;
}
