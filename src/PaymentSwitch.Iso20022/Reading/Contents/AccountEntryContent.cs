using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads entries on accounts (<c>Ntry</c>).</summary>
internal static class AccountEntryContent
{
    /// <summary>The content of <c>Ntry</c>.</summary>
    internal static AccountEntry Read(MessageContent.Element entry) => new()
    {
        Reference = entry.Text("NtryRef"),
        Amount = entry.Amount("Amt") ?? new AmountText("", ""),
        IsCredit = entry.IsCredit() ?? false,
        IsReversal = entry.Flag("RvslInd"),
        // Early versions have the code without an element around it.
        Status = entry.Code("Sts") ?? new CodeText(entry.Required("Sts")),
        BookingDate = entry.DayOrTime("BookgDt"),
        ValueDate = entry.DayOrTime("ValDt"),
        ServicerReference = entry.Text("AcctSvcrRef"),
        TransactionCode = TransactionCode(entry) ?? new BankTransactionCode(),
        Batch = entry.All("NtryDtls").Select(details => details.At("Btch")).FirstOrDefault(batch => batch is not null) is { } found ? Batch(found) : null,
        Transactions = [.. entry.All("NtryDtls").SelectMany(details => details.All("TxDtls")).Select(Transaction)],
        AdditionalInformation = entry.Text("AddtlNtryInf"),
    };

    private static BankTransactionCode? TransactionCode(MessageContent.Element element) => element.At("BkTxCd") is not { } code ? null : new()
    {
        Domain = code.Text("Domn/Cd"),
        Family = code.Text("Domn/Fmly/Cd"),
        SubFamily = code.Text("Domn/Fmly/SubFmlyCd"),
        Proprietary = code.Text("Prtry/Cd"),
        ProprietaryIssuer = code.Text("Prtry/Issr"),
    };

    private static EntryBatch Batch(MessageContent.Element batch) => new()
    {
        MessageId = batch.Text("MsgId"),
        PaymentInformationId = batch.Text("PmtInfId"),
        NumberOfTransactions = batch.Text("NbOfTxs"),
        Total = batch.Amount("TtlAmt"),
        IsCredit = batch.IsCredit(),
    };

    private static EntryTransaction Transaction(MessageContent.Element details) => new()
    {
        MessageId = details.Text("Refs/MsgId"),
        ServicerReference = details.Text("Refs/AcctSvcrRef"),
        PaymentInformationId = details.Text("Refs/PmtInfId"),
        InstructionId = details.Text("Refs/InstrId"),
        EndToEndId = details.Text("Refs/EndToEndId"),
        Uetr = details.Text("Refs/UETR"),
        TransactionId = details.Text("Refs/TxId"),
        ClearingSystemReference = details.Text("Refs/ClrSysRef"),
        Amount = details.Amount("Amt"),
        IsCredit = details.IsCredit(),
        InstructedAmount = details.Amount("AmtDtls/InstdAmt/Amt"),
        TransactionAmount = details.Amount("AmtDtls/TxAmt/Amt"),
        TransactionCode = TransactionCode(details),
        Debtor = details.PartyOrAgent("RltdPties/Dbtr"),
        DebtorAccount = details.Account("RltdPties/DbtrAcct"),
        UltimateDebtor = details.PartyOrAgent("RltdPties/UltmtDbtr"),
        Creditor = details.PartyOrAgent("RltdPties/Cdtr"),
        CreditorAccount = details.Account("RltdPties/CdtrAcct"),
        UltimateCreditor = details.PartyOrAgent("RltdPties/UltmtCdtr"),
        InstructingAgent = details.Agent("RltdAgts/InstgAgt"),
        InstructedAgent = details.Agent("RltdAgts/InstdAgt"),
        DebtorAgent = details.Agent("RltdAgts/DbtrAgt"),
        CreditorAgent = details.Agent("RltdAgts/CdtrAgt"),
        LocalInstrument = details.Code("LclInstrm"),
        Purpose = details.Code("Purp"),
        RemittanceTexts = details.Texts("RmtInf/Ustrd"),
        RemittanceReferences = details.RemittanceReferences(),
        AcceptedAt = details.Text("RltdDts/AccptncDtTm"),
        SettlementDate = details.Text("RltdDts/IntrBkSttlmDt"),
        TransactedAt = details.Text("RltdDts/TxDtTm"),
        ReturnReason = details.At("RtrInf") is { } reason ? SharedParts.Reason(reason) : null,
        AdditionalInformation = details.Text("AddtlTxInf"),
    };
}
