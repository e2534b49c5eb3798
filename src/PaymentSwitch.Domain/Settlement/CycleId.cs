namespace PaymentSwitch.Domain.Settlement;

/// <summary>A settlement cycle of a scheme.</summary>
/// <param name="Scheme">The scheme's name.</param>
/// <param name="Number">Its number; the first has 1, and there are no gaps.</param>
public readonly record struct CycleId(string Scheme, long Number)
{
    /// <summary>Scheme and number with a slash between: <c>fps/17</c>.</summary>
    public override string ToString() => $"{Scheme}/{Number}";
}
