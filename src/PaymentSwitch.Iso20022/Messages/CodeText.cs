namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A code of ISO 20022 (<c>Cd</c>) or, in its place, a proprietary one (<c>Prtry</c>).</summary>
/// <param name="Text">The code as it is written.</param>
/// <param name="IsProprietary">Whether it is written as <c>Prtry</c>.</param>
public sealed record CodeText(string Text, bool IsProprietary = false)
{
    /// <summary>The code alone.</summary>
    public override string ToString() => Text;
}
