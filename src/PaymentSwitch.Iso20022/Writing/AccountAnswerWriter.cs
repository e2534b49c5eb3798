using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes answers to queries for accounts (camt.004.001.08). The same arguments give the same bytes.</summary>
public static class AccountAnswerWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "camt.004.001.08";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, AccountAnswer content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("RtrAcct"))
        {
            xml.Header(content.Header);
            DocumentOutput.RequireAny("RptOrErr", content.Accounts.Count + content.OperationalErrors.Count);
            DocumentOutput.RequireAtMostOne("RptOrErr", content.Accounts.Count > 0, content.OperationalErrors.Count > 0);
            using (xml.In("RptOrErr"))
            {
                foreach (AccountState account in content.Accounts)
                {
                    using (xml.In("AcctRpt"))
                    {
                        xml.AccountNumber("AcctId", account.Account);
                        using (xml.In("AcctOrErr"))
                        {
                            if (account.Errors.Count > 0) xml.Errors("BizErr", account.Errors);
                            else Write(xml, account);
                        }
                    }
                }

                xml.Errors("OprlErr", content.OperationalErrors);
            }
        }

        xml.End();
    }

    private static void Write(DocumentOutput xml, AccountState account)
    {
        using (xml.In("Acct"))
        {
            xml.Text("Nm", account.Name, 70);
            xml.Code("Tp", account.Type);
            xml.Currency("Ccy", account.Currency);
            if (account.Limit is { } limit)
            {
                using (xml.In("CurMulLmt"))
                {
                    xml.AmountChoice("Amt", limit.Amount);
                    xml.IsCredit(limit.IsCredit);
                }
            }

            xml.Party("Ownr", account.Owner);
            xml.Agent("Svcr", account.Servicer);
            foreach (CurrentBalance balance in account.Balances) Write(xml, balance);
        }
    }

    private static void Write(DocumentOutput xml, CurrentBalance balance)
    {
        using (xml.In("MulBal"))
        {
            xml.Decimal("Amt", balance.Amount, 5);
            xml.IsCredit(balance.IsCredit);
            xml.Code("Tp", balance.Type);
            xml.Text("Sts", balance.Status, 4);
            xml.DayOrTime("ValDt", balance.ValueDate);
            xml.DayOrTime("PrcgDt", balance.ProcessingDate);
            xml.Decimal("NbOfPmts", balance.NumberOfPayments, 0);
        }
    }
}
