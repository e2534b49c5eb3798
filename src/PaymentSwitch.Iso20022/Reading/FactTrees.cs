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

    /// <summary>The tree of a message definition, whatever its version; null for one of which nothing is read.</summary>
    internal static FactTree? Of(string messageDefinition) => MessageKinds.Of(messageDefinition) switch
    {
        MessageKind.Header => Header,
        MessageKind.CreditTransfer => CreditTransfer,
        MessageKind.StatusReport => StatusReport,
        MessageKind.StatusRequest => StatusRequest,
        MessageKind.MessageReject => MessageReject,
        _ => null,
    };

    private static FactTree BuildHeader() => FactTree.Root("AppHdr")
        .ReadAgent("Fr/FIId", ElementFact.FromBic)
        .Read("Fr/OrgId/Id/OrgId/AnyBIC", ElementFact.FromBic)
        .ReadAgent("To/FIId", ElementFact.ToBic)
        .Read("To/OrgId/Id/OrgId/AnyBIC", ElementFact.ToBic)
        .Read("BizMsgIdr", ElementFact.BusinessMessageId)
        .Read("MsgDefIdr", ElementFact.MessageDefinition)
        .Read("BizSvc", ElementFact.BusinessService)
        .Read("CreDt", ElementFact.HeaderCreatedAt)
        .Read("CpyDplct", ElementFact.CopyDuplicate)
        .Read("PssblDplct", ElementFact.PossibleDuplicate)
        .Mark("Sgntr", ElementFact.Signature);

    private static FactTree BuildCreditTransfer()
    {
        FactTree root = FactTree.Root("Document");
        root.At("FIToFICstmrCdtTrf/GrpHdr")
            .Read("MsgId", ElementFact.MessageId)
            .Read("CreDtTm", ElementFact.CreatedAt)
            .Read("NbOfTxs", ElementFact.NumberOfTransactions)
            .Read("CtrlSum", ElementFact.ControlSum)
            .ReadAmount("TtlIntrBkSttlmAmt", ElementFact.Total)
            .Read("IntrBkSttlmDt", ElementFact.GroupSettlementDate)
            .Read("SttlmInf/SttlmMtd", ElementFact.SettlementMethod)
            .Read("SttlmInf/ClrSys/Cd", ElementFact.ClearingSystem)
            .Read("SttlmInf/ClrSys/Prtry", ElementFact.ClearingSystem)
            .Read("PmtTpInf/SvcLvl/Cd", ElementFact.GroupServiceLevelCode)
            .Read("PmtTpInf/SvcLvl/Prtry", ElementFact.GroupServiceLevelProprietary)
            .Read("PmtTpInf/LclInstrm/Cd", ElementFact.GroupLocalInstrumentCode)
            .Read("PmtTpInf/LclInstrm/Prtry", ElementFact.GroupLocalInstrumentProprietary)
            .ReadAgent("InstgAgt", ElementFact.GroupInstructingBic)
            .ReadAgent("InstdAgt", ElementFact.GroupInstructedBic);
        root.Mark("FIToFICstmrCdtTrf/CdtTrfTxInf", ElementFact.Transaction);
        root.At("FIToFICstmrCdtTrf/CdtTrfTxInf")
            .Read("PmtId/InstrId", ElementFact.InstructionId)
            .Read("PmtId/EndToEndId", ElementFact.EndToEndId)
            .Read("PmtId/TxId", ElementFact.TransactionId)
            .Read("PmtId/UETR", ElementFact.Uetr)
            .Read("PmtId/ClrSysRef", ElementFact.ClearingSystemReference)
            .Read("PmtTpInf/SvcLvl/Cd", ElementFact.ServiceLevelCode)
            .Read("PmtTpInf/SvcLvl/Prtry", ElementFact.ServiceLevelProprietary)
            .Read("PmtTpInf/LclInstrm/Cd", ElementFact.LocalInstrumentCode)
            .Read("PmtTpInf/LclInstrm/Prtry", ElementFact.LocalInstrumentProprietary)
            .ReadAmount("IntrBkSttlmAmt", ElementFact.Amount)
            .Read("IntrBkSttlmDt", ElementFact.SettlementDate)
            .Read("AccptncDtTm", ElementFact.AcceptedAt)
            .Read("ChrgBr", ElementFact.ChargeBearer)
            .ReadAgent("InstgAgt", ElementFact.InstructingBic)
            .ReadAgent("InstdAgt", ElementFact.InstructedBic)
            .ReadAgent("DbtrAgt", ElementFact.DebtorAgentBic)
            .ReadAgent("CdtrAgt", ElementFact.CreditorAgentBic)
            .Read("DbtrAcct/Id/IBAN", ElementFact.DebtorIban)
            .Read("CdtrAcct/Id/IBAN", ElementFact.CreditorIban)
            .Read("DbtrAcct/Id/Othr/Id", ElementFact.DebtorOtherAccount)
            .Read("CdtrAcct/Id/Othr/Id", ElementFact.CreditorOtherAccount);
        return root;
    }

    private static FactTree BuildStatusReport()
    {
        FactTree root = FactTree.Root("Document")
            .Read("FIToFIPmtStsRpt/GrpHdr/MsgId", ElementFact.MessageId)
            .Read("FIToFIPmtStsRpt/OrgnlGrpInfAndSts/OrgnlMsgId", ElementFact.GroupOriginalMessageId)
            .Mark("FIToFIPmtStsRpt/TxInfAndSts", ElementFact.Transaction);
        ReadOriginals(root.At("FIToFIPmtStsRpt/TxInfAndSts"))
            .Read("StsId", ElementFact.StatusId)
            .Read("TxSts", ElementFact.Status)
            .Mark("StsRsnInf", ElementFact.Reason)
            .Read("StsRsnInf/Rsn/Cd", ElementFact.ReasonCode)
            .Read("StsRsnInf/Rsn/Prtry", ElementFact.ReasonProprietary)
            .Read("StsRsnInf/AddtlInf", ElementFact.AdditionalInformation)
            .Read("AccptncDtTm", ElementFact.AcceptedAt)
            .Read("ClrSysRef", ElementFact.ClearingSystemReference)
            .Mark("OrgnlTxRef", ElementFact.OriginalDetails)
            .Read("OrgnlTxRef/DbtrAcct/Id/IBAN", ElementFact.DebtorIban)
            .Read("OrgnlTxRef/CdtrAcct/Id/IBAN", ElementFact.CreditorIban)
            .Read("OrgnlTxRef/DbtrAcct/Id/Othr/Id", ElementFact.DebtorOtherAccount)
            .Read("OrgnlTxRef/CdtrAcct/Id/Othr/Id", ElementFact.CreditorOtherAccount);
        return root;
    }

    private static FactTree BuildStatusRequest()
    {
        FactTree root = FactTree.Root("Document")
            .Read("FIToFIPmtStsReq/GrpHdr/MsgId", ElementFact.MessageId)
            .Read("FIToFIPmtStsReq/OrgnlGrpInf/OrgnlMsgId", ElementFact.GroupOriginalMessageId)
            .Mark("FIToFIPmtStsReq/TxInf", ElementFact.Transaction);
        ReadOriginals(root.At("FIToFIPmtStsReq/TxInf")).Read("StsReqId", ElementFact.StatusId);
        return root;
    }

    private static FactTree BuildMessageReject()
    {
        FactTree root = FactTree.Root("Document");
        root.At("admi.002.001.01")
            .Read("RltdRef/Ref", ElementFact.RelatedReference)
            .Read("Rsn/RjctgPtyRsn", ElementFact.RejectReason)
            .Read("Rsn/RjctnDtTm", ElementFact.RejectedAt)
            .Read("Rsn/ErrLctn", ElementFact.ErrorLocation)
            .Read("Rsn/RsnDesc", ElementFact.ReasonDescription)
            .Read("Rsn/AddtlData", ElementFact.AdditionalData);
        return root;
    }

    private static FactTree ReadOriginals(FactTree transaction) => transaction
        .Read("OrgnlGrpInf/OrgnlMsgId", ElementFact.OriginalMessageId)
        .Read("OrgnlInstrId", ElementFact.OriginalInstructionId)
        .Read("OrgnlEndToEndId", ElementFact.OriginalEndToEndId)
        .Read("OrgnlTxId", ElementFact.OriginalTransactionId)
        .Read("OrgnlUETR", ElementFact.OriginalUetr);
}
