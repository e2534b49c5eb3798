using System.Collections.Frozen;

namespace PaymentSwitch.Domain;

/// <summary>
/// A currency of ISO 4217 and its exponent: how many decimals its minor unit has. There is one instance per
/// currency, so that comparing two is comparing references.
/// </summary>
public sealed class Currency
{
    // Funds codes, precious metals and testing codes are left out: they cannot be settled by instant payment.
    private const string TwoDecimals =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP " +
        "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR " +
        "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN " +
        "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP " +
        "SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG";

    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

    private static readonly FrozenDictionary<string, Currency> ByCode = Read(TwoDecimals, 2)
        .Concat(Read(NoDecimals, 0))
        .Concat(Read(ThreeDecimals, 3))
        .ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Currency>.AlternateLookup<ReadOnlySpan<char>> ByCodeSpan =
        ByCode.GetAlternateLookup<ReadOnlySpan<char>>();

    private Currency(string code, int exponent)
    {
        Code = code;
        Exponent = exponent;
        MinorUnitsPerMajor = (long)Math.Pow(10, exponent);
    }

    /// <summary>The three capital letters, for example <c>EUR</c>.</summary>
    public string Code { get; }

    /// <summary>How many decimals the minor unit has: 2 for the euro, 0 for the yen, 3 for the Kuwaiti dinar.</summary>
    public int Exponent { get; }

    /// <summary>How many minor units make one major unit: 100 for the euro.</summary>
    public long MinorUnitsPerMajor { get; }

    /// <summary>All currencies known here.</summary>
    public static IEnumerable<Currency> All => ByCode.Values;

    /// <summary>The currency with this code, or null where ISO 4217 has none that payments are made in.</summary>
    public static Currency? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <inheritdoc cref="Find(string)"/>
    public static Currency? Find(ReadOnlySpan<char> code) => ByCodeSpan.TryGetValue(code, out Currency? found) ? found : null;

    /// <summary>The currency with this code.</summary>
    /// <exception cref="ArgumentException">There is no such currency.</exception>
    public static Currency Of(string code) =>
        Find(code) ?? throw new ArgumentException($"'{code}' is not a currency of ISO 4217 that payments are made in.", nameof(code));

    /// <inheritdoc/>
    public override string ToString() => Code;

    private static IEnumerable<Currency> Read(string codes, int exponent) =>
        codes.Split(' ').Select(code => new Currency(code, exponent));
}
