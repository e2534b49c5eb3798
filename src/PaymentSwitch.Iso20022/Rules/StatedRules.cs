using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Counts, amounts and sums of messages other than a credit transfer; those of a credit transfer are in <see cref="AmountRules"/>.</summary>
internal static class StatedRules
{
    internal static readonly RuleSubject ReturnedCount = new(ReturnRules.Group + "/NbOfTxs", MessageErrorCodes.NumberOfTransactions);
    internal static readonly RuleSubject RecalledCount = new(RecallRules.Message + "/CtrlData/NbOfTxs", MessageErrorCodes.NumberOfTransactions);
    internal static readonly RuleSubject RequestedCount = new(RequestToPayRules.Message + "/GrpHdr/NbOfTxs", MessageErrorCodes.NumberOfTransactions);
    internal static readonly RuleSubject Returned = new(ReturnRules.Transaction + "/RtrdIntrBkSttlmAmt", MessageErrorCodes.Amount);
    internal static readonly RuleSubject Recalled = new(RecallRules.Transaction + "/OrgnlIntrBkSttlmAmt", MessageErrorCodes.Amount);
    internal static readonly RuleSubject Transferred = new(LiquidityRules.Transfer + "/TrfdAmt", MessageErrorCodes.Amount);
    internal static readonly RuleSubject Requested = new(RequestToPayRules.Payment + "/Amt", MessageErrorCodes.Amount);
    internal static readonly RuleSubject ReturnedTotal = new(ReturnRules.Group + "/TtlRtrdIntrBkSttlmAmt", MessageErrorCodes.Total);
    internal static readonly RuleSubject ReturnedSum = new(ReturnRules.Group + "/CtrlSum", MessageErrorCodes.Total);
    internal static readonly RuleSubject RequestedSum = new(RequestToPayRules.Message + "/GrpHdr/CtrlSum", MessageErrorCodes.Total);

    internal static readonly Rule StatedCount = new()
    {
        Id = nameof(StatedCount),
        Subjects = [ReturnedCount, RecalledCount, RequestedCount],
        Sentence = "The number of transactions of a return, a recall or a request to pay, where given, says 1, which is how many there are: another number tells of a message that was cut.",
        Source = RuleSources.Definition,
        Switch = RuleSwitch.Like(SchemeRule.SingleTransaction),
        Scope = RuleScope.Message,
    };

    internal static readonly Rule StatedAmount = new()
    {
        Id = nameof(StatedAmount),
        Subjects = [Returned, Recalled, Transferred, Requested],
        Sentence = "An amount that is returned, recalled, moved or asked for is above zero, in the scheme's currency, with no more decimals than it has: nothing else can move here.",
        Source = "ISO 4217; " + RuleSources.Definition,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule StatedTotal = new()
    {
        Id = nameof(StatedTotal),
        Subjects = [ReturnedTotal, ReturnedSum, RequestedSum],
        Sentence = "The total and the control sum of a return or a request to pay, where given, equal the amount of the one transaction: a difference tells of an amount that was changed.",
        Source = RuleSources.Definition,
        Switch = RuleSwitch.Like(SchemeRule.TotalMatches),
        Scope = RuleScope.Message,
    };

    /// <summary>Checks a number of transactions that is written; null is right.</summary>
    internal static void CheckCount(string? written, RuleSubject subject, SchemeProfile profile, List<MessageError> errors)
    {
        if (written is null || !StatedCount.IsOn(profile)) return;
        if (!long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out long count) || count != 1)
            errors.Add(subject.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(written, 40)}', expected 1."));
    }

    /// <summary>Checks a sum that is written; null is right.</summary>
    /// <param name="written">The sum.</param>
    /// <param name="amount">The amount of the one transaction, as it is written.</param>
    /// <param name="subject">Where the sum stands.</param>
    /// <param name="profile">The scheme.</param>
    /// <param name="errors">Where an error is added.</param>
    internal static void CheckSum(string? written, AmountText? amount, RuleSubject subject, SchemeProfile profile, List<MessageError> errors)
    {
        if (written is null || amount is null || !StatedTotal.IsOn(profile) || AmountRules.AreEqual(written, amount.Value)) return;
        errors.Add(subject.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(written, 40)}', expected {ErrorText.Cut(amount.Value, 40)}, the amount of the transaction."));
    }

    /// <summary>Checks a total that is written; null is right.</summary>
    internal static void CheckTotal(AmountText? written, AmountText amount, RuleSubject subject, SchemeProfile profile, List<MessageError> errors)
    {
        if (written is null || !StatedTotal.IsOn(profile)) return;
        if (written.Currency == amount.Currency && AmountRules.AreEqual(written.Value, amount.Value)) return;
        errors.Add(subject.Error(
            MessageErrorKind.Content,
            $"Found '{ErrorText.Cut(written.Value, 40)} {written.Currency}', expected {ErrorText.Cut(amount.Value, 40)} {amount.Currency}, the amount of the transaction."));
    }

    /// <summary>Reads an amount. Null, and an error, where it is missing or cannot be moved in the scheme.</summary>
    internal static Money? ReadAmount(AmountText? written, RuleSubject subject, SchemeProfile profile, List<MessageError> errors)
    {
        Currency currency = profile.Currency;
        if (written is null) return Wrong("The amount is missing", $"an amount in {currency.Code}");
        if (written.Currency != currency.Code) return Wrong(Found(), $"{currency.Code}, which is what {profile.Name} settles");
        MoneyParse parse = Money.Parse(written.Value.AsSpan().Trim(), currency, out Money amount);
        return parse switch
        {
            MoneyParse.Ok when amount.MinorUnits > 0 => amount,
            MoneyParse.Ok => Wrong(Found(), "an amount above zero"),
            MoneyParse.TooManyDecimals => Wrong(Found(), $"at most {currency.Exponent} decimals for {currency.Code}"),
            MoneyParse.Negative => Wrong(Found(), "no sign"),
            MoneyParse.TooLarge => Wrong(Found(), "at most 18 digits, the currency's decimals included"),
            _ => Wrong(Found(), "a decimal"),
        };

        string Found() => $"Found '{ErrorText.Cut(written.Value, 40)}{(written.Currency.Length == 0 ? "' without a currency" : $" {written.Currency}'")}";

        Money? Wrong(string what, string expected)
        {
            errors.Add(subject.Error(MessageErrorKind.Content, $"{what}; expected {expected}."));
            return null;
        }
    }
}
