using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PaymentSwitch.Domain.Tests;

public sealed class MoneyTests
{
    [Theory]
    // text, currency, expected outcome, minor units
    [InlineData("0", "EUR", MoneyParse.Ok, 0)]
    [InlineData("12.5", "EUR", MoneyParse.Ok, 1250)]
    [InlineData("12.50", "EUR", MoneyParse.Ok, 1250)]
    [InlineData("12.500", "EUR", MoneyParse.TooManyDecimals, 0)]
    [InlineData("12", "JPY", MoneyParse.Ok, 12)]
    [InlineData("12.0", "JPY", MoneyParse.TooManyDecimals, 0)]
    [InlineData("1.234", "KWD", MoneyParse.Ok, 1234)]
    [InlineData(".5", "EUR", MoneyParse.Ok, 50)]
    [InlineData("5.", "EUR", MoneyParse.Ok, 500)]
    [InlineData("+5", "EUR", MoneyParse.Ok, 500)]
    [InlineData("0005", "EUR", MoneyParse.Ok, 500)]
    [InlineData("-5", "EUR", MoneyParse.Negative, 0)]
    [InlineData("", "EUR", MoneyParse.NotADecimal, 0)]
    [InlineData(".", "EUR", MoneyParse.NotADecimal, 0)]
    [InlineData("1.2.3", "EUR", MoneyParse.NotADecimal, 0)]
    [InlineData("1,5", "EUR", MoneyParse.NotADecimal, 0)]
    [InlineData("1e5", "EUR", MoneyParse.NotADecimal, 0)]
    [InlineData(" 1", "EUR", MoneyParse.NotADecimal, 0)]
    [InlineData("٣", "EUR", MoneyParse.NotADecimal, 0)]
    [InlineData("9999999999999999.99", "EUR", MoneyParse.Ok, 999_999_999_999_999_999)]
    [InlineData("10000000000000000", "EUR", MoneyParse.TooLarge, 0)]
    [InlineData("99999999999999999999999999999999", "EUR", MoneyParse.TooLarge, 0)]
    public void An_amount_is_read_as_the_schemes_write_it(string text, string currency, MoneyParse expected, long minorUnits)
    {
        Assert.Equal(expected, Money.Parse(text, Currency.Of(currency), out Money money));
        Assert.Equal(minorUnits, money.MinorUnits);
    }

    [Fact]
    public void What_is_written_is_read_back_in_every_currency()
    {
        Currency[] currencies = [.. Currency.All];
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            Gen.Elements(currencies).ToArbitrary(),
            (units, currency) =>
            {
                var money = new Money(units * 400_000_000L, currency);
                Assert.Equal(MoneyParse.Ok, Money.Parse(money.ToDecimalString(), currency, out Money read));
                Assert.Equal(money, read);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Negative_positions_can_be_shown() => Assert.Equal("-0.05", new Money(-5, Currency.Of("EUR")).ToDecimalString());

    [Fact]
    public void Exponents_are_those_of_ISO_4217()
    {
        Assert.Equal((2, 0, 3), (Currency.Of("EUR").Exponent, Currency.Of("JPY").Exponent, Currency.Of("BHD").Exponent));
        Assert.Null(Currency.Find("XAU"));
        Assert.Null(Currency.Find("eur"));
    }
}
