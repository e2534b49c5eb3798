namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A choice of numbers in a sequence (<c>SeqRg</c>, <c>RptgSeq</c>): a range that is open or not, or single numbers. As it is written.</summary>
public sealed record SequenceRange
{
    /// <summary><c>FrSeq</c>, or that of the first <c>FrToSeq</c>; null for none.</summary>
    public string? From { get; init; }

    /// <summary><c>ToSeq</c>, or that of the first <c>FrToSeq</c>; null for none.</summary>
    public string? To { get; init; }

    /// <summary><c>EQSeq</c>; empty for none. Not beside a range.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];
}
