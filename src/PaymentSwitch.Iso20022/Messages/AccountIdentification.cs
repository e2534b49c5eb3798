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

    /// <summary><c>Prxy</c>: what stands for the account, or null.</summary>
    public AccountProxy? Proxy { get; init; }

    /// <summary>For people: the IBAN, else the other number, else the proxy.</summary>
    public override string ToString() => Iban ?? OtherId ?? Proxy?.Id ?? "?";
}

/// <summary>What stands for an account: a telephone number, an address of e-mail, a key (<c>Prxy</c>).</summary>
/// <param name="Id"><c>Id</c>, up to 2,048 characters.</param>
/// <param name="Type"><c>Tp</c>: TELE, EMAL …; or null.</param>
public sealed record AccountProxy(string Id, CodeText? Type = null);
