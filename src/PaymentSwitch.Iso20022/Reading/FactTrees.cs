namespace PaymentSwitch.Iso20022.Reading;

/// <summary>Where the facts stand, message by message.</summary>
internal static class FactTrees
{
    internal static FactTree Header { get; } = BuildHeader();

    /// <summary>The tree of a credit transfer.</summary>
    internal static FactTree CreditTransfer { get; } = BuildCreditTransfer();

    private static readonly FactTree StatusReport = BuildStatusReport();
    private static readonly FactTree StatusRequest = BuildStatusRequest();
    private static readonly FactTree MessageReject = BuildMessageReject();

    /// <summary>The tree of a message definition; null for one of which nothing is read.</summary>
    internal static FactTree? Of(string messageDefinition) => messageDefinition switch
    {
        "pacs.008.001.08" => CreditTransfer,
        "pacs.002.001.10" => StatusReport,
        "pacs.028.001.03" => StatusRequest,
        "admi.002.001.01" => MessageReject,
        _ => null,
    };

    private static FactTree BuildHeader() => FactTree.Root("AppHdr")
        .ReadAgent("Fr/FIId", Fact.FromBic)
        .Read("Fr/OrgId/Id/OrgId/AnyBIC", Fact.FromBic)
        .ReadAgent("To/FIId", Fact.ToBic)
        .Read("To/OrgId/Id/OrgId/AnyBIC", Fact.ToBic)
        .Read("BizMsgIdr", Fact.BusinessMessageId)
        .Read("MsgDefIdr", Fact.MessageDefinition)
        .Read("BizSvc", Fact.BusinessService)
        .Read("CreDt", Fact.HeaderCreatedAt)
        .Read("CpyDplct", Fact.CopyDuplicate)
        .Read("PssblDplct", Fact.PossibleDuplicate)
        .Mark("Sgntr", Fact.Signature);

    private static FactTree BuildCreditTransfer()
    {
        FactTree root = FactTree.Root("Document");
        root.At("FIToFICstmrCdtTrf/GrpHdr")
            .Read("MsgId", Fact.MessageId)
            .Read("CreDtTm", Fact.CreatedAt)
            .Read("NbOfTxs", Fact.NumberOfTransactions)
            .Read("CtrlSum", Fact.ControlSum)
            .ReadAmount("TtlIntrBkSttlmAmt", Fact.Total)
            .Read("IntrBkSttlmDt", Fact.GroupSettlementDate)
            .Read("SttlmInf/SttlmMtd", Fact.SettlementMethod)
            .Read("SttlmInf/ClrSys/Cd", Fact.ClearingSystem)
            .Read("SttlmInf/ClrSys/Prtry", Fact.ClearingSystem)
            .Read("PmtTpInf/SvcLvl/Cd", Fact.GroupServiceLevelCode)
            .Read("PmtTpInf/SvcLvl/Prtry", Fact.GroupServiceLevelProprietary)
            .Read("PmtTpInf/LclInstrm/Cd", Fact.GroupLocalInstrumentCode)
            .Read("PmtTpInf/LclInstrm/Prtry", Fact.GroupLocalInstrumentProprietary)
            .ReadAgent("InstgAgt", Fact.GroupInstructingBic)
            .ReadAgent("InstdAgt", Fact.GroupInstructedBic);
        root.Mark("FIToFICstmrCdtTrf/CdtTrfTxInf", Fact.Transaction);
        root.At("FIToFICstmrCdtTrf/CdtTrfTxInf")
            .Read("PmtId/InstrId", Fact.InstructionId)
            .Read("PmtId/EndToEndId", Fact.EndToEndId)
            .Read("PmtId/TxId", Fact.TransactionId)
            .Read("PmtId/UETR", Fact.Uetr)
            .Read("PmtId/ClrSysRef", Fact.ClearingSystemReference)
            .Read("PmtTpInf/SvcLvl/Cd", Fact.ServiceLevelCode)
            .Read("PmtTpInf/SvcLvl/Prtry", Fact.ServiceLevelProprietary)
            .Read("PmtTpInf/LclInstrm/Cd", Fact.LocalInstrumentCode)
            .Read("PmtTpInf/LclInstrm/Prtry", Fact.LocalInstrumentProprietary)
            .ReadAmount("IntrBkSttlmAmt", Fact.Amount)
            .Read("IntrBkSttlmDt", Fact.SettlementDate)
            .Read("AccptncDtTm", Fact.AcceptedAt)
            .Read("ChrgBr", Fact.ChargeBearer)
            .ReadAgent("InstgAgt", Fact.InstructingBic)
            .ReadAgent("InstdAgt", Fact.InstructedBic)
            .ReadAgent("DbtrAgt", Fact.DebtorAgentBic)
            .ReadAgent("CdtrAgt", Fact.CreditorAgentBic)
            .Read("DbtrAcct/Id/IBAN", Fact.DebtorIban)
            .Read("CdtrAcct/Id/IBAN", Fact.CreditorIban);
        return root;
    }

    private static FactTree BuildStatusReport()
    {
        FactTree root = FactTree.Root("Document")
            .Read("FIToFIPmtStsRpt/GrpHdr/MsgId", Fact.MessageId)
            .Read("FIToFIPmtStsRpt/OrgnlGrpInfAndSts/OrgnlMsgId", Fact.GroupOriginalMessageId)
            .Mark("FIToFIPmtStsRpt/TxInfAndSts", Fact.Transaction);
        ReadOriginals(root.At("FIToFIPmtStsRpt/TxInfAndSts"))
            .Read("StsId", Fact.StatusId)
            .Read("TxSts", Fact.Status)
            .Mark("StsRsnInf", Fact.Reason)
            .Read("StsRsnInf/Rsn/Cd", Fact.ReasonCode)
            .Read("StsRsnInf/Rsn/Prtry", Fact.ReasonProprietary)
            .Read("StsRsnInf/AddtlInf", Fact.AdditionalInformation)
            .Read("AccptncDtTm", Fact.AcceptedAt)
            .Read("ClrSysRef", Fact.ClearingSystemReference);
        return root;
    }

    private static FactTree BuildStatusRequest()
    {
        FactTree root = FactTree.Root("Document")
            .Read("FIToFIPmtStsReq/GrpHdr/MsgId", Fact.MessageId)
            .Read("FIToFIPmtStsReq/OrgnlGrpInf/OrgnlMsgId", Fact.GroupOriginalMessageId)
            .Mark("FIToFIPmtStsReq/TxInf", Fact.Transaction);
        ReadOriginals(root.At("FIToFIPmtStsReq/TxInf")).Read("StsReqId", Fact.StatusId);
        return root;
    }

    private static FactTree BuildMessageReject()
    {
        FactTree root = FactTree.Root("Document");
        root.At("admi.002.001.01")
            .Read("RltdRef/Ref", Fact.RelatedReference)
            .Read("Rsn/RjctgPtyRsn", Fact.RejectReason)
            .Read("Rsn/RjctnDtTm", Fact.RejectedAt)
            .Read("Rsn/ErrLctn", Fact.ErrorLocation)
            .Read("Rsn/RsnDesc", Fact.ReasonDescription)
            .Read("Rsn/AddtlData", Fact.AdditionalData);
        return root;
    }

    private static FactTree ReadOriginals(FactTree transaction) => transaction
        .Read("OrgnlGrpInf/OrgnlMsgId", Fact.OriginalMessageId)
        .Read("OrgnlInstrId", Fact.OriginalInstructionId)
        .Read("OrgnlEndToEndId", Fact.OriginalEndToEndId)
        .Read("OrgnlTxId", Fact.OriginalTransactionId)
        .Read("OrgnlUETR", Fact.OriginalUetr);
}
