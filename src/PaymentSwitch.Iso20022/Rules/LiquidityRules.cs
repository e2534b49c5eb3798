using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What a liquidity transfer (camt.050) must say: how much, and whose account gives or gets it.</summary>
public static class LiquidityRules
{
    internal const string Transfer = "/Document/LqdtyCdtTrf/LqdtyCdtTrf";
    private static readonly RuleSubject Parties = new(Transfer, MessageErrorCodes.LiquidityParty);

    internal static readonly Rule LiquidityPartyNamed = new()
    {
        Id = nameof(LiquidityPartyNamed),
        Subjects = [Parties],
        Sentence = "A liquidity transfer names a creditor, a debtor or an account of theirs: by none of them nobody can tell whether the money comes or goes.",
        Source = RuleSources.CashManagement,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    /// <summary>Says what is to be moved. In which direction, who sent it and who is named decide together, which the switch knows.</summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme, which switches rules on.</param>
    /// <param name="nowMs">The time, in Unix milliseconds; says what day is today.</param>
    public static LiquidityInterpretation Interpret(IncomingMessage<LiquidityTransfer> message, SchemeProfile profile, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(profile);
        LiquidityTransfer content = message.Content;
        List<MessageError> errors = [];
        Money? amount = StatedRules.ReadAmount(content.Amount, StatedRules.Transferred, profile, errors);
        AgentIdentification? creditor = AgentNames.IsNamed(content.Creditor) ? AgentNames.WithSystem(content.Creditor, profile.MemberIdSystem) : null;
        AgentIdentification? debtor = AgentNames.IsNamed(content.Debtor) ? AgentNames.WithSystem(content.Debtor, profile.MemberIdSystem) : null;
        string? creditorAccount = NumberOf(content.CreditorAccount);
        string? debtorAccount = NumberOf(content.DebtorAccount);
        if (creditor is null && debtor is null && creditorAccount is null && debtorAccount is null)
        {
            errors.Add(Parties.Error(
                MessageErrorKind.Content, "Nobody is named by a BIC or member id, and no account by its number; expected Cdtr, CdtrAcct, Dbtr or DbtrAcct."));
        }

        MovementRules.CheckLiquidityDate(content.SettlementDate, profile, nowMs, errors);
        if (errors.Count > 0) return new LiquidityInterpretation(null, errors);
        return new LiquidityInterpretation(new LiquidityOrder
        {
            Id = content.Identification is { EndToEndId.Length: > 0 } id ? id.EndToEndId : content.Identification?.InstructionId ?? content.MessageId,
            MessageId = content.MessageId,
            Amount = amount!.Value,
            CreditorAgent = creditor,
            CreditorAccount = creditorAccount,
            DebtorAgent = debtor,
            DebtorAccount = debtorAccount,
        }, []);
    }

    private static string? NumberOf(AccountIdentification? account) => account?.Iban ?? account?.OtherId;
}

/// <summary>What is to be moved.</summary>
/// <param name="Order">What is said of it; null if and only if there are errors.</param>
/// <param name="Errors">What is missing or wrong; empty for nothing.</param>
public sealed record LiquidityInterpretation(LiquidityOrder? Order, IReadOnlyList<MessageError> Errors);

/// <summary>What the switch decides a liquidity transfer by.</summary>
public sealed record LiquidityOrder
{
    /// <summary>The order's id, 1 to 35 characters: <c>LqdtyTrfId/EndToEndId</c>, else that of the message.</summary>
    public required string Id { get; init; }

    /// <summary><c>MsgHdr/MsgId</c>: what a receipt (camt.025) refers to.</summary>
    public required string MessageId { get; init; }

    /// <summary>What is moved (<c>TrfdAmt</c>): above zero, in the scheme's currency.</summary>
    public required Money Amount { get; init; }

    /// <summary>Whose account gets the money (<c>Cdtr</c>); null where it is not named by BIC or member id.</summary>
    public AgentIdentification? CreditorAgent { get; init; }

    /// <summary>The number of the account that gets it (<c>CdtrAcct</c>): an IBAN or another; or null.</summary>
    public string? CreditorAccount { get; init; }

    /// <summary>Whose account gives the money (<c>Dbtr</c>); null where it is not named by BIC or member id.</summary>
    public AgentIdentification? DebtorAgent { get; init; }

    /// <summary>The number of the account that gives it (<c>DbtrAcct</c>): an IBAN or another; or null.</summary>
    public string? DebtorAccount { get; init; }
}
