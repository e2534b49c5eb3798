using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Operations.Tests;

/// <summary>What each kind of argument takes, and what it says of the rest.</summary>
public sealed class ArgumentTests
{
    [Theory]
    // kind, written, what is expected of it in words; null where it is taken
    [InlineData(ArgumentKind.Text, "a word", null)]
    [InlineData(ArgumentKind.Text, "", "a text of 1 to 140 characters")]
    [InlineData(ArgumentKind.Text, "   ", "a text of 1 to 140 characters")]
    [InlineData(ArgumentKind.Text, "a\nb", "a text of 1 to 140 characters")]
    [InlineData(ArgumentKind.Amount, "12.50", null)]
    [InlineData(ArgumentKind.Amount, "0", null)]
    [InlineData(ArgumentKind.Amount, "12.505", "a decimal amount in EUR with at most 2 decimals")]
    [InlineData(ArgumentKind.Amount, "-1", "a decimal amount in EUR with at most 2 decimals")]
    [InlineData(ArgumentKind.Amount, "1e3", "a decimal amount in EUR with at most 2 decimals")]
    [InlineData(ArgumentKind.Amount, "1,000.00", "a decimal amount in EUR with at most 2 decimals")]
    [InlineData(ArgumentKind.Amount, "99999999999999999999", "a decimal amount in EUR with at most 2 decimals")]
    [InlineData(ArgumentKind.Participant, "ALPHDEFFXXX", null)]
    [InlineData(ArgumentKind.Participant, "ALPH DEFF", "a participant's name of up to 35 letters and digits")]
    [InlineData(ArgumentKind.Participant, "A23456789012345678901234567890123456", "a participant's name of up to 35 letters and digits")]
    [InlineData(ArgumentKind.Uetr, "b1f2a3c4-d5e6-4789-8abc-def012345678", null)]
    [InlineData(ArgumentKind.Uetr, "B1F2A3C4-D5E6-4789-8ABC-DEF012345678", "a UETR: a version 4 UUID in lower case")]
    [InlineData(ArgumentKind.Currency, "JPY", null)]
    [InlineData(ArgumentKind.Currency, "eur", "the code of a currency of ISO 4217")]
    [InlineData(ArgumentKind.Date, "2026-02-28", null)]
    [InlineData(ArgumentKind.Date, "2026-02-30", "a day as YYYY-MM-DD")]
    [InlineData(ArgumentKind.Number, "1", null)]
    [InlineData(ArgumentKind.Number, "0", "a whole number of at least 1")]
    [InlineData(ArgumentKind.Number, "+5", "a whole number of at least 1")]
    [InlineData(ArgumentKind.Flag, "true", null)]
    [InlineData(ArgumentKind.Flag, "yes", "true or false")]
    public void A_kind_takes_what_it_says(ArgumentKind kind, string written, string? expected)
    {
        (_, List<ArgumentError> errors) = Read([ArgumentDefinition.Required("it", kind, "help")], ("it", written));
        if (expected is null) Assert.Empty(errors);
        else Assert.Equal($"it: found '{written.Replace('\n', '?')}', expected {expected}.", Assert.Single(errors).Text);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        (_, List<ArgumentError> errors) = Read(
            [ArgumentDefinition.Required("a", ArgumentKind.Uetr, "help"), ArgumentDefinition.Required("b", ArgumentKind.Number, "help")], ("b", "x"), ("c", "1"));
        Assert.Equal(["argument.unknown", "argument.missing", "argument.invalid"], errors.Select(error => error.Code));
        Assert.Equal(["c", "a", "b"], errors.Select(error => error.Argument));
        Assert.Equal("'c' is no argument of test; expected one of a, b.", errors[0].Text);
    }

    [Fact]
    public void Values_come_out_as_what_they_are()
    {
        (ArgumentValues values, List<ArgumentError> errors) = Read(
            [
                ArgumentDefinition.Required("amount", ArgumentKind.Amount, "help"),
                ArgumentDefinition.Required("participant", ArgumentKind.Participant, "help"),
                ArgumentDefinition.Required("day", ArgumentKind.Date, "help"),
                ArgumentDefinition.Optional("max", ArgumentKind.Number, "help") with { Default = "20" },
                ArgumentDefinition.Optional("flag", ArgumentKind.Flag, "help"),
                ArgumentDefinition.Optional("text", ArgumentKind.Text, "help"),
            ],
            ("amount", "12.50"), ("participant", "ALPHDEFFXXX"), ("day", "2026-02-28"));
        Assert.Empty(errors);
        Assert.Equal(new Money(1250, Currency.Of("EUR")), values.Amount("amount"));
        Assert.Equal(new ParticipantId("ALPHDEFFXXX"), values.Participant("participant"));
        Assert.Equal(new DateOnly(2026, 2, 28), values.Date("day"));
        Assert.Equal(20, values.Number("max"));
        Assert.False(values.Flag("flag"));
        Assert.Null(values.TextOrNull("text"));
        Assert.Throws<InvalidOperationException>(() => values.Text("text"));
    }

    [Fact]
    public void An_amount_is_in_the_currency_that_is_named_beside_it()
    {
        ArgumentDefinition[] arguments = [ArgumentDefinition.Required("amount", ArgumentKind.Amount, "help"), ArgumentDefinition.Optional("currency", ArgumentKind.Currency, "help")];
        (ArgumentValues values, _) = Read(arguments, ("amount", "12.505"), ("currency", "KWD"));
        Assert.Equal(new Money(12505, Currency.Of("KWD")), values.Amount("amount"));
        (_, List<ArgumentError> errors) = Read(arguments, ("amount", "12.5"), ("currency", "JPY"));
        Assert.Equal("amount: found '12.5', expected a decimal amount in JPY with at most 0 decimals.", Assert.Single(errors).Text);
    }

    private static (ArgumentValues Values, List<ArgumentError> Errors) Read(ArgumentDefinition[] arguments, params (string Name, string Text)[] written)
    {
        var definition = new CommandDefinition("test", "Summary.", "Description.", OperatorRole.Viewer, CommandDanger.None, arguments);
        var errors = new List<ArgumentError>();
        return (ArgumentReader.Read(definition, written.ToDictionary(pair => pair.Name, pair => pair.Text), Currency.Of("EUR"), errors), errors);
    }
}
