using System.Collections.Frozen;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>Returns of one settled payment of 10.00 that keep the rules which the payment decides by, and that break them.</summary>
public static class ReturnRuleExamples
{
    private const int Kept = -1;
    private const long SettledAtMs = 1_000;
    private static readonly ParticipantId Alpha = new("AGRIFRPPXXX");
    private static readonly ParticipantId Bravo = new("BANKDEFFXXX");

    private static readonly SchemeProfile Scheme = Examples.AllRules with
    {
        Exceptions = new ExceptionTerms { ReturnReasons = FrozenSet.Create("FOCR"), ReturnWithinMs = 5_000 },
    };

    public static IReadOnlyList<RuleExample> All { get; } =
    [
        .. Both("OriginalKnown", "another bank returns", () => Returned(by: Alpha)),
        .. Both("OriginalReferencesMatch", "another EndToEndId", () => Returned(endToEndId: "E2E-2")),
        .. Both("OriginalSettled", "still open", () => Returned(settled: false)),
        .. Both("ReturnsInScheme", "a scheme without returns", () => Returned(scheme: Scheme with { Exceptions = ExceptionTerms.None })),
        .. Both("ReturnReasonAllowed", "a reason of no scheme", () => Returned(reason: "ZZZZ")),
        .. Both("ReturnInTime", "a millisecond too late", () => Returned(atMs: SettledAtMs + 5_001)),
        .. Both("ReturnCurrencyMatches", "yen", () => Returned(amount: new Money(1_000, Currency.Of("JPY")))),
        .. Both("SomethingLeftToReturn", "a second time", () => Returned(sentBefore: true, closed: true)),
        .. Both("ReturnWithinOriginal", "a cent more", () => Returned(moreMinor: 1)),
        .. Both("ReturnWhole", "a cent less", () => Returned(moreMinor: -1)),
        .. Both("OneReturnAtATime", "while another one is booked", () => Returned(sentBefore: true, closed: false, scheme: Scheme with
        {
            Exceptions = Scheme.Exceptions with { PartialReturns = true },
        }, moreMinor: -1)),
        .. Both("ReturnsNotExhausted", "after twenty that were rejected", () => Returned(rejectedBefore: 20)),
    ];

    private static RuleExample[] Both(string rule, string name, Func<IEnumerable<RuleAnswer>> broken) =>
        [new(rule, "the whole amount, in time", Kept, () => Returned()), new(rule, name, 0, broken)];

    private static IEnumerable<RuleAnswer> Returned(
        ParticipantId? by = null, string? endToEndId = null, bool settled = true, SchemeProfile? scheme = null, string reason = "FOCR",
        long atMs = SettledAtMs + 5_000, Money? amount = null, bool sentBefore = false, bool closed = false, long moreMinor = 0, int rejectedBefore = 0)
    {
        var transfer = new CreditTransfer
        {
            Uetr = Examples.Uetr,
            MessageDefinition = "pacs.008.001.08",
            MessageId = "M",
            EndToEndId = "E2E-1",
            Amount = new Money(1_000, Scheme.Currency),
            DebtorAgent = AgentIdentification.OfBic(Alpha.Value),
            CreditorAgent = AgentIdentification.OfBic(Bravo.Value),
        };
        var message = new OriginalMessage(default, 0, 0);
        List<PaymentEvent> facts =
        [
            new PaymentReceived(1)
            {
                Sender = Alpha, Receiver = Bravo, Transfer = transfer, Message = message, Digest = default, DeadlineMs = 10_000, Scheme = Scheme.Name,
            },
            new PaymentForwarded(1),
        ];
        if (settled) facts.AddRange([new PaymentSettled(SettledAtMs, "ACCP", default, 0), new PaymentClosed(SettledAtMs)]);
        if (sentBefore) facts.AddRange([new ReturnReceived(SettledAtMs, 1, "R0", closed ? 1_000 : 1, "FOCR", message, default), new PaymentReturned(SettledAtMs, 1, 0)]);
        for (int i = 1; i <= rejectedBefore; i++)
            facts.AddRange([new ReturnReceived(SettledAtMs, i, $"R-{i}", 1_000, "FOCR", message, default), new ReturnRejected(SettledAtMs, i, new StatusReason("AM04"))]);
        if (closed) facts.Add(new ReturnClosed(SettledAtMs, 1));
        var directory = ParticipantDirectory.Of([Examples.Bank(Alpha.Value, ParticipantStanding.Enabled), Examples.Bank(Bravo.Value, ParticipantStanding.Enabled)]);
        PaymentReply reply = Payment.Of(Examples.Uetr, facts).Decide(
            new ReturnPayment
            {
                Sender = by ?? Bravo,
                Uetr = Examples.Uetr,
                ReturnId = "R1",
                Amount = amount ?? new Money(1_000 + moreMinor, Scheme.Currency),
                ReasonCode = reason,
                Original = new OriginalReferences(endToEndId, null),
                Message = message,
                Digest = new byte[] { 1 },
            },
            new PaymentContext(atMs, scheme ?? Scheme, directory)).Reply;
        Refusal refusal = Payment.ReturnRefusalOf(reply);
        if (refusal == Refusal.None) return [];
        return [new RuleAnswer(StatusReasons.CodeOf(refusal, Scheme), null, RuleCatalogue.All.Single(rule => rule.Subjects.Any(subject => subject.Refusal == refusal)).Id)];
    }
}
