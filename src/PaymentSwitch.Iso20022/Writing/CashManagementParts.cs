using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes what the messages of cash management and administration have in common. What is null is left out.</summary>
internal static class CashManagementParts
{
    /// <summary>The header of a query or receipt.</summary>
    internal static void Header(this DocumentOutput xml, QueryHeader header)
    {
        using (xml.In("MsgHdr"))
        {
            xml.Id("MsgId", header.MessageId);
            xml.Time("CreDtTm", header.CreatedAt);
            xml.RequestType(header.RequestType);
        }
    }

    /// <summary>The header of an answer.</summary>
    internal static void Header(this DocumentOutput xml, AnswerHeader header)
    {
        using (xml.In("MsgHdr"))
        {
            xml.Id("MsgId", header.MessageId);
            xml.Time("CreDtTm", header.CreatedAt);
            xml.RequestType(header.RequestType);
            xml.OriginalQuery(header.OriginalQuery);
            xml.Id("QryNm", header.QueryName);
        }
    }

    /// <summary>What is asked for.</summary>
    internal static void RequestType(this DocumentOutput xml, RequestType? type)
    {
        if (type is null) return;
        using (xml.In("ReqTp"))
        {
            switch (type.Kind)
            {
                case RequestKind.PaymentControl:
                    xml.Text("PmtCtrl", type.Code, 4);
                    break;
                case RequestKind.Enquiry:
                    xml.Text("Enqry", type.Code, 4);
                    break;
                default:
                    using (xml.In("Prtry")) xml.Id("Id", type.Code);
                    break;
            }
        }
    }

    /// <summary>The query that is answered.</summary>
    internal static void OriginalQuery(this DocumentOutput xml, OriginalQuery? query)
    {
        if (query is null) return;
        using (xml.In("OrgnlBizQry"))
        {
            xml.Id("MsgId", query.MessageId);
            xml.Id("MsgNmId", query.MessageDefinition);
            xml.Time("CreDtTm", query.CreatedAt);
        }
    }

    /// <summary>The number of an account.</summary>
    internal static void AccountNumber(this DocumentOutput xml, string name, AccountNumber number)
    {
        using (xml.In(name)) xml.AccountNumber(new AccountIdentification { Iban = number.IsIban ? number.Text : null, OtherId = number.Text });
    }

    /// <summary>An amount with or without a currency.</summary>
    internal static void AmountChoice(this DocumentOutput xml, string name, AmountText? amount)
    {
        if (amount is null) return;
        using (xml.In(name))
        {
            if (amount.Currency.Length > 0) xml.Amount("AmtWthCcy", amount);
            else xml.Decimal("AmtWthtCcy", amount.Value, 5);
        }
    }

    /// <summary>A payment, in the form that there is enough for.</summary>
    internal static void PaymentKey(this DocumentOutput xml, string name, PaymentKey? key)
    {
        if (key is null) return;
        using (xml.In(name))
        {
            if (key.SettlementAmount is not null) LongKey(xml, key);
            else if (key.SettlementDate is not null) ShortKey(xml, key);
            else if (key.ProprietaryId is not null) xml.Text("PrtryId", key.ProprietaryId, 70);
            else xml.Id("TxId", Needed("TxId", key.TransactionId));
        }
    }

    /// <summary>Errors.</summary>
    internal static void Errors(this DocumentOutput xml, string name, IReadOnlyList<QueryError> errors)
    {
        foreach (QueryError error in errors)
        {
            using (xml.In(name))
            {
                xml.Code("Err", error.Error);
                xml.Text("Desc", error.Description, 140);
            }
        }
    }

    /// <summary>Whether an amount is a credit.</summary>
    internal static void IsCredit(this DocumentOutput xml, bool? isCredit) =>
        xml.Text("CdtDbtInd", isCredit is null ? null : isCredit.Value ? "CRDT" : "DBIT", 4);

    /// <summary>A page's number.</summary>
    internal static void Page(this DocumentOutput xml, string name, PageNumber? page)
    {
        if (page is null) return;
        using (xml.In(name))
        {
            xml.Text("PgNb", page.Number, 5);
            xml.Flag("LastPgInd", page.IsLast);
        }
    }

    /// <summary>A choice of numbers in a sequence.</summary>
    internal static void Sequence(this DocumentOutput xml, string name, SequenceRange? range)
    {
        if (range is null) return;
        bool isRange = range.From is not null || range.To is not null;
        DocumentOutput.RequireAtMostOne(name, isRange, range.Numbers.Count > 0);
        DocumentOutput.RequireAny(name, isRange ? 1 : range.Numbers.Count);
        using (xml.In(name))
        {
            if (range is { From: not null, To: not null })
            {
                using (xml.In("FrToSeq")) Bounds(xml, range);
            }
            else
            {
                Bounds(xml, range);
            }

            xml.Texts("EQSeq", range.Numbers, BusinessMessage.IdLengthMax);
        }

        static void Bounds(DocumentOutput xml, SequenceRange range)
        {
            xml.Id("FrSeq", range.From);
            xml.Id("ToSeq", range.To);
        }
    }

    /// <summary>The type of a balance.</summary>
    internal static void BalanceType(this DocumentOutput xml, string name, BalanceType type)
    {
        using (xml.In(name))
        {
            xml.Code("CdOrPrtry", type.Type);
            xml.Code("SubTp", type.SubType);
        }
    }

    /// <summary>A party of messages of administration.</summary>
    internal static void SystemParty(this DocumentOutput xml, string name, SystemParty? party)
    {
        if (party is null) return;
        using (xml.In(name))
        {
            using (xml.In("Id"))
            {
                if (party.Bic is not null)
                {
                    xml.Text("AnyBIC", party.Bic, 11);
                }
                else if (party.ProprietaryId is not null)
                {
                    using (xml.In("PrtryId"))
                    {
                        xml.Id("Id", party.ProprietaryId);
                        xml.Id("Issr", Needed("Issr", party.ProprietaryIssuer));
                    }
                }
                else
                {
                    using (xml.In("NmAndAdr")) xml.Text("Nm", Needed("Nm", party.Name), 350);
                }
            }

            xml.Text("LEI", party.Lei, 20);
        }
    }

    private static void LongKey(DocumentOutput xml, PaymentKey key)
    {
        using (xml.In("LngBizId"))
        {
            xml.Id("TxId", key.TransactionId);
            xml.Uetr("UETR", key.Uetr);
            xml.Decimal("IntrBkSttlmAmt", key.SettlementAmount, 5);
            xml.Day("IntrBkSttlmDt", Needed("IntrBkSttlmDt", key.SettlementDate));
            xml.Agent("InstgAgt", Needed("InstgAgt", key.InstructingAgent));
            xml.Agent("InstdAgt", Needed("InstdAgt", key.InstructedAgent));
            xml.Id("EndToEndId", key.EndToEndId);
        }
    }

    private static void ShortKey(DocumentOutput xml, PaymentKey key)
    {
        using (xml.In("ShrtBizId"))
        {
            xml.Id("TxId", Needed("TxId", key.TransactionId));
            xml.Day("IntrBkSttlmDt", key.SettlementDate);
            xml.Agent("InstgAgt", Needed("InstgAgt", key.InstructingAgent));
        }
    }

    private static T Needed<T>(string name, T? value)
        where T : class => value ?? throw DocumentOutput.NotOfItsForm(name, "", "a value, as what stands beside it needs one");
}
