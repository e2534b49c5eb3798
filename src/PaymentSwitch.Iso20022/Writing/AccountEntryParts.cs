using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes entries on accounts, and the transactions behind them.</summary>
internal static class AccountEntryParts
{
    private const int InformationLengthMax = 500;

    /// <summary>An entry.</summary>
    internal static void Entry(this DocumentOutput xml, AccountEntry entry)
    {
        using (xml.In("Ntry"))
        {
            xml.Id("NtryRef", entry.Reference);
            xml.Amount("Amt", entry.Amount);
            xml.IsCredit(entry.IsCredit);
            xml.Flag("RvslInd", entry.IsReversal);
            xml.Code("Sts", entry.Status);
            xml.DayOrTime("BookgDt", entry.BookingDate);
            xml.DayOrTime("ValDt", entry.ValueDate);
            xml.Id("AcctSvcrRef", entry.ServicerReference);
            TransactionCode(xml, entry.TransactionCode);
            using (xml.Within("NtryDtls"))
            {
                if (entry.Batch is { } batch) Write(xml, batch);
                foreach (EntryTransaction transaction in entry.Transactions) Write(xml, transaction);
            }

            xml.Text("AddtlNtryInf", entry.AdditionalInformation, InformationLengthMax);
        }
    }

    private static void TransactionCode(DocumentOutput xml, BankTransactionCode? code)
    {
        if (code is null) return;
        using (xml.In("BkTxCd"))
        {
            if (code.Domain is not null)
            {
                using (xml.In("Domn"))
                {
                    xml.Text("Cd", code.Domain, 4);
                    using (xml.In("Fmly"))
                    {
                        xml.Text("Cd", code.Family ?? throw DocumentOutput.NotOfItsForm("Fmly", "", "a family beside a domain"), 4);
                        xml.Text("SubFmlyCd", code.SubFamily ?? throw DocumentOutput.NotOfItsForm("SubFmlyCd", "", "a subfamily beside a domain"), 4);
                    }
                }
            }

            if (code.Proprietary is null) return;
            using (xml.In("Prtry"))
            {
                xml.Id("Cd", code.Proprietary);
                xml.Id("Issr", code.ProprietaryIssuer);
            }
        }
    }

    private static void Write(DocumentOutput xml, EntryBatch batch)
    {
        using (xml.In("Btch"))
        {
            xml.Id("MsgId", batch.MessageId);
            xml.Id("PmtInfId", batch.PaymentInformationId);
            xml.Count("NbOfTxs", batch.NumberOfTransactions);
            xml.Amount("TtlAmt", batch.Total);
            xml.IsCredit(batch.IsCredit);
        }
    }

    private static void Write(DocumentOutput xml, EntryTransaction transaction)
    {
        using (xml.In("TxDtls"))
        {
            References(xml, transaction);
            xml.Amount("Amt", transaction.Amount);
            xml.IsCredit(transaction.IsCredit);
            using (xml.Within("AmtDtls"))
            {
                using (xml.Within("InstdAmt")) xml.Amount("Amt", transaction.InstructedAmount);
                using (xml.Within("TxAmt")) xml.Amount("Amt", transaction.TransactionAmount);
            }

            TransactionCode(xml, transaction.TransactionCode);
            Related(xml, transaction);
            xml.Code("LclInstrm", transaction.LocalInstrument, 35);
            xml.Code("Purp", transaction.Purpose);
            xml.Remittance(transaction.RemittanceTexts, transaction.RemittanceReferences);
            using (xml.Within("RltdDts"))
            {
                xml.Time("AccptncDtTm", transaction.AcceptedAt);
                xml.Day("IntrBkSttlmDt", transaction.SettlementDate);
                xml.Time("TxDtTm", transaction.TransactedAt);
            }

            if (transaction.ReturnReason is not null) xml.Reasons("RtrInf", [transaction.ReturnReason]);
            xml.Text("AddtlTxInf", transaction.AdditionalInformation, InformationLengthMax);
        }
    }

    private static void References(DocumentOutput xml, EntryTransaction transaction)
    {
        using (xml.Within("Refs"))
        {
            xml.Id("MsgId", transaction.MessageId);
            xml.Id("AcctSvcrRef", transaction.ServicerReference);
            xml.Id("PmtInfId", transaction.PaymentInformationId);
            xml.Id("InstrId", transaction.InstructionId);
            xml.Id("EndToEndId", transaction.EndToEndId);
            xml.Uetr("UETR", transaction.Uetr);
            xml.Id("TxId", transaction.TransactionId);
            xml.Id("ClrSysRef", transaction.ClearingSystemReference);
        }
    }

    private static void Related(DocumentOutput xml, EntryTransaction transaction)
    {
        using (xml.Within("RltdPties"))
        {
            xml.PartyOrAgent("Dbtr", transaction.Debtor);
            xml.Account("DbtrAcct", transaction.DebtorAccount);
            xml.PartyOrAgent("UltmtDbtr", transaction.UltimateDebtor);
            xml.PartyOrAgent("Cdtr", transaction.Creditor);
            xml.Account("CdtrAcct", transaction.CreditorAccount);
            xml.PartyOrAgent("UltmtCdtr", transaction.UltimateCreditor);
        }

        using (xml.Within("RltdAgts"))
        {
            xml.Agent("InstgAgt", transaction.InstructingAgent);
            xml.Agent("InstdAgt", transaction.InstructedAgent);
            xml.Agent("DbtrAgt", transaction.DebtorAgent);
            xml.Agent("CdtrAgt", transaction.CreditorAgent);
        }
    }
}
