using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads requests to pay (pain.013) and what became of them (pain.014).</summary>
internal static class RequestToPayContent
{
    /// <summary>The content of <c>CdtrPmtActvtnReq</c>.</summary>
    internal static RequestToPay Read(MessageContent.Element message) => new()
    {
        MessageId = message.Required("GrpHdr/MsgId"),
        CreatedAt = message.Required("GrpHdr/CreDtTm"),
        NumberOfTransactions = message.Text("GrpHdr/NbOfTxs"),
        ControlSum = message.Text("GrpHdr/CtrlSum"),
        InitiatingParty = message.RequiredParty("GrpHdr/InitgPty"),
        Debtors = message.Each("PmtInf", Debtor),
    };

    /// <summary>The content of <c>CdtrPmtActvtnReqStsRpt</c>.</summary>
    internal static RequestToPayStatus ReadStatus(MessageContent.Element message) => new()
    {
        MessageId = message.Required("GrpHdr/MsgId"),
        CreatedAt = message.Required("GrpHdr/CreDtTm"),
        InitiatingParty = message.RequiredParty("GrpHdr/InitgPty"),
        DebtorAgent = message.Agent("GrpHdr/DbtrAgt"),
        CreditorAgent = message.Agent("GrpHdr/CdtrAgt"),
        OriginalMessageId = message.Required("OrgnlGrpInfAndSts/OrgnlMsgId"),
        OriginalMessageDefinition = message.Required("OrgnlGrpInfAndSts/OrgnlMsgNmId"),
        OriginalCreatedAt = message.Text("OrgnlGrpInfAndSts/OrgnlCreDtTm"),
        NumberOfOriginalTransactions = message.Text("OrgnlGrpInfAndSts/OrgnlNbOfTxs"),
        Status = message.Text("OrgnlGrpInfAndSts/GrpSts"),
        Reasons = message.Reasons("OrgnlGrpInfAndSts/StsRsnInf"),
        Debtors = message.Each("OrgnlPmtInfAndSts", debtor => new DebtorRequestStatus
        {
            OriginalPaymentInformationId = debtor.Required("OrgnlPmtInfId"),
            Status = debtor.Text("PmtInfSts"),
            Reasons = debtor.Reasons("StsRsnInf"),
            Payments = debtor.Each("TxInfAndSts", PaymentStatus),
        }),
    };

    private static DebtorRequest Debtor(MessageContent.Element debtor) => new()
    {
        PaymentInformationId = debtor.Text("PmtInfId"),
        PaymentMethod = debtor.Required("PmtMtd"),
        PaymentType = debtor.PaymentType("PmtTpInf"),
        RequestedExecution = debtor.DayOrTime("ReqdExctnDt") ?? "",
        Expiry = debtor.DayOrTime("XpryDt"),
        Condition = Condition(debtor),
        Debtor = debtor.RequiredParty("Dbtr"),
        DebtorAccount = debtor.Account("DbtrAcct"),
        DebtorAgent = debtor.RequiredAgent("DbtrAgt"),
        UltimateDebtor = debtor.Party("UltmtDbtr"),
        ChargeBearer = debtor.Text("ChrgBr"),
        Payments = debtor.Each("CdtTrfTx", Payment),
    };

    private static PaymentCondition? Condition(MessageContent.Element element) => element.At("PmtCond") is not { } condition ? null : new()
    {
        MayChangeAmount = condition.Flag("AmtModAllwd") ?? false,
        MayPayEarly = condition.Flag("EarlyPmtAllwd") ?? false,
        DelayPenalty = condition.Text("DelyPnlty"),
        MustBeGuaranteed = condition.Flag("GrntedPmtReqd") ?? false,
    };

    private static RequestedPayment Payment(MessageContent.Element payment) => new()
    {
        Identification = payment.PaymentIdentification("PmtId") ?? new PaymentIdentification { EndToEndId = "" },
        PaymentType = payment.PaymentType("PmtTpInf"),
        Condition = Condition(payment),
        Amount = payment.Amount("Amt/InstdAmt"),
        ChargeBearer = payment.Required("ChrgBr"),
        CreditorAgent = payment.RequiredAgent("CdtrAgt"),
        Creditor = payment.RequiredParty("Cdtr"),
        CreditorAccount = payment.Account("CdtrAcct"),
        UltimateCreditor = payment.Party("UltmtCdtr"),
        Purpose = payment.Code("Purp"),
        RemittanceTexts = payment.Texts("RmtInf/Ustrd"),
        RemittanceReferences = payment.RemittanceReferences(),
    };

    private static RequestedPaymentStatus PaymentStatus(MessageContent.Element payment) => new()
    {
        StatusId = payment.Text("StsId"),
        OriginalInstructionId = payment.Text("OrgnlInstrId"),
        OriginalEndToEndId = payment.Text("OrgnlEndToEndId"),
        Uetr = payment.Text("OrgnlUETR"),
        Status = payment.Text("TxSts"),
        Reasons = payment.Reasons("StsRsnInf"),
        Condition = payment.At("PmtCondSts") is { } condition
            ? new PaymentConditionStatus(condition.Amount("AccptdAmt"), condition.Flag("GrntedPmt") ?? false, condition.Flag("EarlyPmt") ?? false)
            : null,
        DecidedAt = payment.Text("DbtrDcsnDtTm"),
        AcceptedAt = payment.Text("AccptncDtTm"),
        ServicerReference = payment.Text("AcctSvcrRef"),
        ClearingSystemReference = payment.Text("ClrSysRef"),
        Details = payment.At("OrgnlTxRef") is { } details ? Details(details) : null,
    };

    private static OriginalRequestDetails Details(MessageContent.Element details) => new()
    {
        Amount = details.Amount("Amt/InstdAmt"),
        RequestedExecution = details.DayOrTime("ReqdExctnDt"),
        Expiry = details.DayOrTime("XpryDt"),
        RemittanceTexts = details.Texts("RmtInf/Ustrd"),
        RemittanceReferences = details.RemittanceReferences(),
        Debtor = details.Party("Dbtr"),
        DebtorAccount = details.Account("DbtrAcct"),
        DebtorAgent = details.Agent("DbtrAgt"),
        CreditorAgent = details.RequiredAgent("CdtrAgt"),
        Creditor = details.RequiredParty("Cdtr"),
        CreditorAccount = details.Account("CdtrAcct"),
    };
}
