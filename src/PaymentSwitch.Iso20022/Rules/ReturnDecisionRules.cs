using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>
/// The rules that a payment decides by when money of it is sent back (<see cref="Payment"/>), because they ask for the payment
/// itself and its accounts. Their checks stand there; here stands what banks are told of them.
/// </summary>
internal static class ReturnDecisionRules
{
    internal static readonly Rule OriginalKnown = Of(
        nameof(OriginalKnown), Refusal.OriginalUnknown,
        "A return names a payment that this bank was sent: nobody gives back what he never got.");

    internal static readonly Rule OriginalReferencesMatch = Of(
        nameof(OriginalReferencesMatch), Refusal.OriginalMismatch,
        "The references of a return, where they are given, are those of the payment with this UETR: two payments must not be taken for each other.");

    internal static readonly Rule OriginalSettled = Of(
        nameof(OriginalSettled), Refusal.OriginalNotSettled,
        "The payment that is returned was settled: of any other no money has moved.");

    internal static readonly Rule ReturnsInScheme = Of(
        nameof(ReturnsInScheme), Refusal.ReturnNotInScheme,
        "The scheme knows returns (profile: exceptions.returnReasons).");

    internal static readonly Rule ReturnReasonAllowed = Of(
        nameof(ReturnReasonAllowed), Refusal.ReturnReasonNotAllowed,
        "The reason of a return is one of the scheme's (profile: exceptions.returnReasons).");

    internal static readonly Rule ReturnInTime = Of(
        nameof(ReturnInTime), Refusal.ReturnTooLate,
        "A return comes within the scheme's time (profile: exceptions.returnWithin), or answers a recall that is open.");

    internal static readonly Rule ReturnCurrencyMatches = Of(
        nameof(ReturnCurrencyMatches), Refusal.ReturnCurrency,
        "A return is in the currency of the payment.");

    internal static readonly Rule SomethingLeftToReturn = Of(
        nameof(SomethingLeftToReturn), Refusal.ReturnedAlready,
        "Something of the payment is left that was not returned.");

    internal static readonly Rule ReturnWithinOriginal = Of(
        nameof(ReturnWithinOriginal), Refusal.ReturnAboveOriginal,
        "A return is not above what is left of the payment: nobody gives back more than he got.");

    internal static readonly Rule ReturnWhole = Of(
        nameof(ReturnWhole), Refusal.ReturnPartial,
        "A return is of the whole amount, unless the scheme takes parts (profile: exceptions.partialReturns).");

    internal static readonly Rule OneReturnAtATime = Of(
        nameof(OneReturnAtATime), Refusal.ReturnUnderWay,
        "No other return of the payment is being booked.");

    internal static readonly Rule ReturnsNotExhausted = Of(
        nameof(ReturnsNotExhausted), Refusal.ReturnsExhausted,
        "Fewer than 20 returns of the payment were rejected, or the last of them a day ago: what is tried in vain is stored, too.", RuleSources.Switch);

    private static Rule Of(string id, Refusal refusal, string sentence, string? source = null) => new()
    {
        Id = id,
        Subjects = [new RuleSubject(null, refusal)],
        Sentence = sentence,
        Source = source ?? RuleSources.Rulebook,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Switch,
    };
}
