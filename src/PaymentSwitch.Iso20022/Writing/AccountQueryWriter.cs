using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes queries for accounts (camt.003.001.07). The same arguments give the same bytes.</summary>
public static class AccountQueryWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "camt.003.001.07";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, AccountQuery content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("GetAcct"))
        {
            xml.Header(content.Header);
            using (xml.Within("AcctQryDef"))
            {
                xml.Text("QryTp", content.QueryType, 4);
                using (xml.Within("AcctCrit"))
                {
                    bool hasCriteria = content.Accounts.Count + content.Currencies.Count > 0 || content.Owner is not null || content.Servicer is not null;
                    DocumentOutput.RequireAtMostOne("AcctCrit", content.QueryName is not null, hasCriteria);
                    xml.Id("QryNm", content.QueryName);
                    using (xml.Within("NewCrit"))
                    using (xml.Within("SchCrit"))
                    {
                        foreach (AccountNumber account in content.Accounts)
                        {
                            using (xml.In("AcctId")) xml.AccountNumber("EQ", account);
                        }

                        foreach (string currency in content.Currencies) xml.Currency("Ccy", currency);
                        xml.Party("AcctOwnr", content.Owner);
                        xml.Agent("AcctSvcr", content.Servicer);
                    }
                }
            }
        }

        xml.End();
    }
}
