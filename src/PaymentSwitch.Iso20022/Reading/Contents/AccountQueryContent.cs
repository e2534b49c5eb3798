using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads queries for accounts (camt.003) and the answers to them (camt.004).</summary>
internal static class AccountQueryContent
{
    /// <summary>The content of <c>GetAcct</c>.</summary>
    internal static AccountQuery Read(MessageContent.Element message)
    {
        MessageContent.Element? criteria = message.At("AcctQryDef/AcctCrit/NewCrit/SchCrit");
        return new AccountQuery
        {
            Header = message.QueryHeader(),
            QueryType = message.Text("AcctQryDef/QryTp"),
            QueryName = message.Text("AcctQryDef/AcctCrit/QryNm"),
            Accounts = [.. message.All("AcctQryDef/AcctCrit/NewCrit/SchCrit").SelectMany(each => each.All("AcctId"))
                .Select(account => account.At("EQ")).OfType<MessageContent.Element>().Select(CashManagementParts.AccountNumber)],
            Currencies = criteria?.Texts("Ccy") ?? [],
            Owner = criteria?.Party("AcctOwnr"),
            Servicer = criteria?.Agent("AcctSvcr"),
        };
    }

    /// <summary>The content of <c>RtrAcct</c>.</summary>
    internal static AccountAnswer ReadAnswer(MessageContent.Element message) => new()
    {
        Header = message.AnswerHeader(),
        Accounts = message.Each("RptOrErr/AcctRpt", Account),
        OperationalErrors = message.Errors("RptOrErr/OprlErr"),
    };

    private static AccountState Account(MessageContent.Element report) => new()
    {
        Account = report.At("AcctId")?.AccountNumber() ?? new AccountNumber("", IsIban: false),
        Name = report.Text("AcctOrErr/Acct/Nm"),
        Type = report.Code("AcctOrErr/Acct/Tp"),
        Currency = report.Text("AcctOrErr/Acct/Ccy"),
        Limit = report.At("AcctOrErr/Acct/CurMulLmt") is { } limit
            ? new CurrentLimit(limit.AmountChoice("Amt") ?? new AmountText("", ""), limit.IsCredit() ?? false)
            : null,
        Owner = report.Party("AcctOrErr/Acct/Ownr"),
        Servicer = report.Agent("AcctOrErr/Acct/Svcr"),
        Balances = report.Each("AcctOrErr/Acct/MulBal", Balance),
        Errors = report.Errors("AcctOrErr/BizErr"),
    };

    private static CurrentBalance Balance(MessageContent.Element balance) => new()
    {
        Amount = balance.Required("Amt"),
        IsCredit = balance.IsCredit() ?? false,
        Type = balance.Code("Tp"),
        Status = balance.Text("Sts"),
        ValueDate = balance.DayOrTime("ValDt"),
        ProcessingDate = balance.DayOrTime("PrcgDt"),
        NumberOfPayments = balance.Text("NbOfPmts"),
    };
}
