namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>What came of a run.</summary>
/// <param name="Kinds">How many messages the framework found to be what.</param>
/// <param name="Deviations">How many disagreements each known deviation covered.</param>
/// <param name="Failures">The first of the others, each with all that is needed to see it again.</param>
/// <param name="FailureCount">How many others there were.</param>
public sealed record DifferentialResult(
    IReadOnlyDictionary<VerdictKind, int> Kinds, IReadOnlyDictionary<string, int> Deviations, IReadOnlyList<string> Failures, int FailureCount)
{
    public override string ToString() =>
        $"{string.Join(", ", Kinds.OrderBy(kind => kind.Key).Select(kind => $"{kind.Value} {kind.Key}"))}; known deviations: "
        + $"{(Deviations.Count == 0 ? "none" : string.Join(", ", Deviations.Select(one => $"{one.Key} {one.Value}")))}; failures: {FailureCount}";
}
