namespace PaymentSwitch.Iso20022.Messages;

/// <summary>An account (<c>DbtrAcct</c>, <c>CdtrAcct</c>, <c>Acct</c> …), as it is written.</summary>
public sealed record AccountIdentification
{
    /// <summary><c>Id/IBAN</c>, or null.</summary>
    public string? Iban { get; init; }

    /// <summary><c>Id/Othr/Id</c>, up to 34 characters, or null. Not beside an IBAN.</summary>
    public string? OtherId { get; init; }

    /// <summary><c>Ccy</c>, or null.</summary>
    public string? Currency { get; init; }

    /// <summary><c>Nm</c>, up to 70 characters, or null.</summary>
    public string? Name { get; init; }

    /// <summary>For people: the IBAN, else the other number.</summary>
    public override string ToString() => Iban ?? OtherId ?? "?";
}
