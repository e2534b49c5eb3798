namespace PaymentSwitch.Iso20022.Messages;

/// <summary>What type a payment is of (<c>PmtTpInf</c>), as it is written.</summary>
public sealed record PaymentType
{
    /// <summary><c>InstrPrty</c> (HIGH, NORM), or null.</summary>
    public string? InstructionPriority { get; init; }

    /// <summary><c>ClrChanl</c> (RTGS, RTNS, MPNS, BOOK), or null.</summary>
    public string? ClearingChannel { get; init; }

    /// <summary><c>SvcLvl</c>; empty for none.</summary>
    public IReadOnlyList<CodeText> ServiceLevels { get; init; } = [];

    /// <summary><c>LclInstrm</c>, or null.</summary>
    public CodeText? LocalInstrument { get; init; }

    /// <summary><c>CtgyPurp</c>, or null.</summary>
    public CodeText? CategoryPurpose { get; init; }
}
