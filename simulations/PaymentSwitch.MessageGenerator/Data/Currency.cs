using PaymentSwitch.MessageGenerator.Plans;

namespace PaymentSwitch.MessageGenerator.Data;

/// <summary>A currency of ISO 4217 and how many decimals its minor unit has. Some of each number of decimals; not all there are.</summary>
internal sealed record Currency(string Code, int Decimals)
{
    public static readonly Currency Euro = new("EUR", 2);

    public static readonly Currency[] All =
    [
        Euro, new("USD", 2), new("GBP", 2), new("CHF", 2), new("SEK", 2), new("PLN", 2), new("CZK", 2), new("CNY", 2), new("UAH", 2),
        new("AED", 2), new("SAR", 2), new("BRL", 2), new("INR", 2), new("AUD", 2), new("CAD", 2), new("TRY", 2), new("MXN", 2),
        new("JPY", 0), new("KRW", 0), new("CLP", 0), new("VND", 0), new("ISK", 0),
        new("KWD", 3), new("BHD", 3), new("TND", 3), new("JOD", 3),
    ];

    /// <summary>Half of the time the euro.</summary>
    public static Currency Draw(Draft draft) => draft.Chance(0.5) ? Euro : draft.Pick(All);

    /// <summary>The currency attribute of an amount: mostly the one that is settled in.</summary>
    public static void OfAmount(Draft draft)
    {
        draft.AmountCurrency = draft.Chance(0.7) ? draft.Currency : draft.Pick(All);
        draft.Text.Add(draft.AmountCurrency.Code);
    }

    /// <summary>The currency attribute of an amount that is settled.</summary>
    public static void OfSettlement(Draft draft)
    {
        draft.AmountCurrency = draft.Currency;
        draft.Text.Add(draft.AmountCurrency.Code);
    }

    /// <summary>A currency that is no amount's.</summary>
    public static void Code3(Draft draft) => draft.Text.Add(Draw(draft).Code);
}
