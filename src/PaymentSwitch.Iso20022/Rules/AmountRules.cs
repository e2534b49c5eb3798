using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>An amount in the scheme's currency, with no more decimals than it has, above zero, within the limit, and the group's sums.</summary>
internal static class AmountRules
{
    internal static Money Check(CreditTransferMessage message, SchemeProfile profile, ViolationList found)
    {
        var nothing = new Money(0, profile.Currency);
        if (profile.Has(SchemeRule.TotalMatches) && message.TransactionCount == 1) CheckSums(message, found);

        Currency? currency = Currency.Find(message.Amount.Currency);
        if (currency != profile.Currency)
        {
            found.Add(Refusal.CurrencyNotInScheme, Paths.Amount,
                ViolationList.Expected(message.Amount.Currency, $"{profile.Currency.Code}, which is what {profile.Name} settles"));
        }

        if (currency is null) return nothing;
        string written = message.Amount.Value.Trim();
        MoneyParse parse = Money.Parse(written, currency, out Money amount);
        if (parse != MoneyParse.Ok)
        {
            found.Add(Refusal.AmountInvalid, Paths.Amount, ViolationList.Expected(written, parse switch
            {
                MoneyParse.TooManyDecimals => $"at most {currency.Exponent} decimals for {currency.Code}",
                MoneyParse.Negative => "no sign",
                MoneyParse.TooLarge => "at most 18 digits, the currency's decimals included",
                _ => "a decimal",
            }));
            return nothing;
        }

        if (amount.MinorUnits == 0)
        {
            found.Add(Refusal.AmountZero, Paths.Amount, ViolationList.Expected(written, "an amount above zero"));
            return nothing;
        }

        if (currency == profile.Currency && profile.AmountMaxMinor is long max && amount.MinorUnits > max)
        {
            found.Add(Refusal.AmountOverSchemeLimit, Paths.Amount,
                ViolationList.Expected(written, $"at most {new Money(max, currency)}"));
        }

        return amount;
    }

    private static void CheckSums(CreditTransferMessage message, ViolationList found)
    {
        if (message.Total is { } total && !(total.Currency == message.Amount.Currency && AreEqual(total.Value, message.Amount.Value)))
        {
            found.Add(Refusal.TotalDiffers, Paths.Total,
                ViolationList.Expected($"{total.Value} {total.Currency}", $"{message.Amount.Value.Trim()} {message.Amount.Currency}"));
        }

        if (message.ControlSum is { } sum && !AreEqual(sum, message.Amount.Value))
            found.Add(Refusal.TotalDiffers, Paths.ControlSum, ViolationList.Expected(sum, message.Amount.Value.Trim()));
    }

    private static bool AreEqual(string left, string right) =>
        TryParse(left, out decimal leftValue) && TryParse(right, out decimal rightValue) && leftValue == rightValue;

    private static bool TryParse(string text, out decimal value) => decimal.TryParse(
        text,
        NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
        CultureInfo.InvariantCulture,
        out value);
}
