using System.Globalization;

namespace PaymentSwitch.Domain.Privacy;

/// <summary>
/// What stands for a debtor or a creditor where the switch stores something: 60 bits that say nothing of the person without the
/// switch's party keys, and name the one key that what is stored about the person can be read with.
/// </summary>
/// <param name="Value">The 60 bits.</param>
public readonly record struct PartyHandle(ulong Value)
{
    /// <summary>How many bits it has.</summary>
    public const int Bits = 60;

    private const string Prefix = "party-";
    private const int Digits = Bits / 4;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out PartyHandle handle)
    {
        handle = default;
        if (text is null || text.Length != Prefix.Length + Digits || !text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        if (!ulong.TryParse(text.AsSpan(Prefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)) return false;
        handle = new PartyHandle(value);
        return true;
    }

    /// <summary><c>party-</c> and 15 hexadecimal digits.</summary>
    public override string ToString() => Prefix + Value.ToString("x15", CultureInfo.InvariantCulture);
}

/// <summary>Between whom a payment is: under the keys of both together its messages are sealed.</summary>
/// <param name="Debtor">Who pays.</param>
/// <param name="Creditor">Who is paid.</param>
public readonly record struct PartyPair(PartyHandle Debtor, PartyHandle Creditor)
{
    /// <summary>Whether somebody is one of the two.</summary>
    public bool Has(PartyHandle party) => Debtor == party || Creditor == party;
}
