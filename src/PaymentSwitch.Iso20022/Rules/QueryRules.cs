using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What queries of cash management (camt.003, camt.005) have in common.</summary>
internal static class QueryRules
{
    internal static readonly RuleSubject AccountType = new(AccountQueryRules.Query + "/QryTp", MessageErrorCodes.QueryKind);
    internal static readonly RuleSubject AccountName = new(AccountQueryRules.Query + "/AcctCrit/QryNm", MessageErrorCodes.QueryKind);
    internal static readonly RuleSubject TransactionType = new(TransactionQueryRules.Query + "/QryTp", MessageErrorCodes.QueryKind);
    internal static readonly RuleSubject TransactionName = new(TransactionQueryRules.Query + "/TxCrit/QryNm", MessageErrorCodes.QueryKind);

    internal static readonly Rule QueryStandsAlone = new()
    {
        Id = nameof(QueryStandsAlone),
        Subjects = [AccountType, AccountName, TransactionType, TransactionName],
        Sentence = "A query asks for all there is (QryTp ALLL or none) by criteria of its own (no QryNm): the switch stores no queries and does not remember what a bank has seen.",
        Source = RuleSources.Switch,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    /// <summary>Checks that a query says itself what it asks for.</summary>
    internal static void CheckAlone(string? type, RuleSubject typeSubject, string? name, RuleSubject nameSubject, List<MessageError> errors)
    {
        if (type is not (null or "ALLL"))
            errors.Add(typeSubject.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(type, 40)}', expected ALLL or nothing."));
        if (name is not null)
            errors.Add(nameSubject.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(name, 40)}', expected criteria (NewCrit) or nothing: no query was stored before."));
    }
}
