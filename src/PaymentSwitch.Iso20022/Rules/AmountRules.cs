using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>An amount in the scheme's currency, with no more decimals than it has, above zero, within the limit, and the group's sums.</summary>
internal static class AmountRules
{
    private static readonly RuleSubject Total = new(Paths.Total, Refusal.TotalDiffers);
    private static readonly RuleSubject ControlSum = new(Paths.ControlSum, Refusal.TotalDiffers);
    private static readonly RuleSubject InCurrency = new(Paths.Amount, Refusal.CurrencyNotInScheme);
    private static readonly RuleSubject Representable = new(Paths.Amount, Refusal.AmountInvalid);
    private static readonly RuleSubject AboveZero = new(Paths.Amount, Refusal.AmountZero);
    private static readonly RuleSubject WithinLimit = new(Paths.Amount, Refusal.AmountOverSchemeLimit);

    internal static readonly CreditTransferRule TotalMatches = new()
    {
        Id = nameof(SchemeRule.TotalMatches),
        Subjects = [Total, ControlSum],
        Sentence = "The group's total and control sum, where given, equal the amount of the one transaction: a difference tells of an amount that was changed on the way.",
        Source = RuleSources.Definition,
        Switch = RuleSwitch.Listed(SchemeRule.TotalMatches),
        Scope = RuleScope.Message,
        Check = CheckSums,
    };

    internal static readonly CreditTransferRule AmountCurrency = new()
    {
        Id = nameof(AmountCurrency),
        Subjects = [InCurrency],
        Sentence = "The amount is in the one currency that the scheme settles: the accounts behind it hold no other.",
        Source = "ISO 4217; " + RuleSources.Rulebook,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
        Check = CheckCurrency,
    };

    internal static readonly CreditTransferRule AmountForm = new()
    {
        Id = nameof(AmountForm),
        Subjects = [Representable],
        Sentence = "The amount is a decimal without a sign, of at most 18 digits and no more decimals than its currency has: nobody could pay the rest.",
        Source = "ISO 4217 (minor units); " + RuleSources.Definition,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
        Check = CheckForm,
    };

    internal static readonly CreditTransferRule AmountAboveZero = new()
    {
        Id = nameof(AmountAboveZero),
        Subjects = [AboveZero],
        Sentence = "The amount is above zero: a payment of nothing moves nothing.",
        Source = RuleSources.Rulebook,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
        Check = CheckAboveZero,
    };

    internal static readonly CreditTransferRule AmountLimit = new()
    {
        Id = nameof(AmountLimit),
        Subjects = [WithinLimit],
        Sentence = "The amount is within what the scheme allows for one payment: more must go another way.",
        Source = RuleSources.Rulebook,
        Switch = new RuleSwitch("amountMax", static profile => profile.AmountMaxMinor is not null),
        Scope = RuleScope.Message,
        Check = CheckLimit,
    };

    private static void CheckSums(in CreditTransferFacts facts, ref ViolationList found)
    {
        CreditTransferMessage message = facts.Message;
        // Of several transactions only the first is read; that there are several is told by another rule.
        if (message.TransactionCount != 1) return;
        if (message.Total is { } total && !(total.Currency == message.Amount.Currency && AreEqual(total.Value, facts.AmountWritten)))
            found.Add(Total, ViolationList.Expected($"{total.Value} {total.Currency}", $"{facts.AmountWritten} {message.Amount.Currency}"));
        if (message.ControlSum is { } sum && !AreEqual(sum, facts.AmountWritten))
            found.Add(ControlSum, ViolationList.Expected(sum, facts.AmountWritten.ToString()));
    }

    private static void CheckCurrency(in CreditTransferFacts facts, ref ViolationList found)
    {
        if (facts.Currency == facts.Profile.Currency) return;
        found.Add(InCurrency, ViolationList.Expected(
            facts.Message.Amount.Currency, $"{facts.Profile.Currency.Code}, which is what {facts.Profile.Name} settles"));
    }

    private static void CheckForm(in CreditTransferFacts facts, ref ViolationList found)
    {
        // What decimals an unknown currency has, nobody can say; that it is unknown is told by another rule.
        if (facts.Currency is not { } currency || facts.AmountParse == MoneyParse.Ok) return;
        found.Add(Representable, ViolationList.Expected(facts.AmountWritten.ToString(), facts.AmountParse switch
        {
            MoneyParse.TooManyDecimals => $"at most {currency.Exponent} decimals for {currency.Code}",
            MoneyParse.Negative => "no sign",
            MoneyParse.TooLarge => "at most 18 digits, the currency's decimals included",
            _ => "a decimal",
        }));
    }

    private static void CheckAboveZero(in CreditTransferFacts facts, ref ViolationList found)
    {
        if (facts.AmountParse == MoneyParse.Ok && facts.Amount.MinorUnits == 0)
            found.Add(AboveZero, ViolationList.Expected(facts.AmountWritten.ToString(), "an amount above zero"));
    }

    private static void CheckLimit(in CreditTransferFacts facts, ref ViolationList found)
    {
        if (facts.AmountParse != MoneyParse.Ok || facts.Currency != facts.Profile.Currency) return;
        if (facts.Profile.AmountMaxMinor is long maxMinor && facts.Amount.MinorUnits > maxMinor)
            found.Add(WithinLimit, ViolationList.Expected(facts.AmountWritten.ToString(), $"at most {new Money(maxMinor, facts.Profile.Currency)}"));
    }

    /// <summary>Whether two decimals are the same number, however they are written. False where one of them is none.</summary>
    internal static bool AreEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        TryParse(left, out decimal leftValue) && TryParse(right, out decimal rightValue) && leftValue == rightValue;

    private static bool TryParse(ReadOnlySpan<char> text, out decimal value) => decimal.TryParse(
        text,
        NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
        CultureInfo.InvariantCulture,
        out value);
}
