using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What a query for accounts (camt.003) asks for.</summary>
public static class AccountQueryRules
{
    internal const string Query = "/Document/GetAcct/AcctQryDef";

    /// <summary>Says which accounts are asked for.</summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme, for the kind of its member ids.</param>
    public static AccountQueryInterpretation Interpret(IncomingMessage<AccountQuery> message, SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(profile);
        AccountQuery content = message.Content;
        List<MessageError> errors = [];
        QueryRules.CheckAlone(content.QueryType, QueryRules.AccountType, content.QueryName, QueryRules.AccountName, errors);
        if (errors.Count > 0) return new AccountQueryInterpretation(null, errors);
        return new AccountQueryInterpretation(new AccountInquiry
        {
            MessageId = content.Header.MessageId,
            Accounts = [.. content.Accounts.Select(account => account.Text)],
            Currencies = content.Currencies,
            Owner = AgentNames.Of(content.Owner),
            Servicer = AgentNames.IsNamed(content.Servicer) ? AgentNames.WithSystem(content.Servicer, profile.MemberIdSystem) : null,
        }, []);
    }
}

/// <summary>Which accounts are asked for.</summary>
/// <param name="Query">What is said of them; null if and only if there are errors.</param>
/// <param name="Errors">What cannot be answered; empty for nothing.</param>
public sealed record AccountQueryInterpretation(AccountInquiry? Query, IReadOnlyList<MessageError> Errors);

/// <summary>Which accounts are asked for: those for which all holds that is given. Where nothing is, all of the sender's own.</summary>
public sealed record AccountInquiry
{
    /// <summary><c>MsgHdr/MsgId</c>: what the answer (camt.004) refers to.</summary>
    public required string MessageId { get; init; }

    /// <summary>The numbers of the accounts (<c>AcctId/EQ</c>): IBANs or others; empty for any.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>Codes of currencies (<c>Ccy</c>); empty for any.</summary>
    public required IReadOnlyList<string> Currencies { get; init; }

    /// <summary>Whose accounts (<c>AcctOwnr</c>, by its BIC); null for the sender's, or where a BIC is not given.</summary>
    public AgentIdentification? Owner { get; init; }

    /// <summary>Who keeps the accounts (<c>AcctSvcr</c>); null for anybody.</summary>
    public AgentIdentification? Servicer { get; init; }
}
