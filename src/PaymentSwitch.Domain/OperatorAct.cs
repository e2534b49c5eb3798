namespace PaymentSwitch.Domain;

/// <summary>On whose hand and for what reason something was done that no bank's message asked for. Stored with each such fact.</summary>
/// <param name="By">Who: an operator's name, or the part of the switch that acts by a rule, such as <c>timetable</c>.</param>
/// <param name="Why">The reason given; empty where none was asked for.</param>
/// <param name="ApprovedBy">The second pair of eyes; null where none was needed.</param>
public sealed record OperatorAct(string By, string Why = "", string? ApprovedBy = null)
{
    /// <summary>The number of the approval that lets it be done; null where none was needed. It is done once under it.</summary>
    public long? Approval { get; init; }

    /// <summary>For example <c>alice, approved by bob: month end</c>.</summary>
    public override string ToString() =>
        By + (ApprovedBy is null ? "" : $", approved by {ApprovedBy}") + (Why.Length == 0 ? "" : $": {Why}");
}
