namespace PaymentSwitch.Domain.Identification;

/// <summary>The name under which a direct participant is known to the switch: its BIC in eleven characters, or a scheme's own id.</summary>
/// <param name="Value">The name.</param>
public readonly record struct ParticipantId(string Value) : IComparable<ParticipantId>
{
    /// <inheritdoc/>
    public int CompareTo(ParticipantId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by name.</summary>
    public static bool operator <(ParticipantId left, ParticipantId right) => left.CompareTo(right) < 0;

    /// <summary>Orders by name.</summary>
    public static bool operator <=(ParticipantId left, ParticipantId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by name.</summary>
    public static bool operator >(ParticipantId left, ParticipantId right) => left.CompareTo(right) > 0;

    /// <summary>Orders by name.</summary>
    public static bool operator >=(ParticipantId left, ParticipantId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
