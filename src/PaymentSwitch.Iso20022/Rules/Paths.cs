using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Where in a pacs.008 the elements stand that the rules look at; those that the payment itself checks are in <see cref="ElementPaths"/>.</summary>
internal static class Paths
{
    internal const string Message = "/Document/FIToFICstmrCdtTrf";
    internal const string Group = Message + "/GrpHdr";
    internal const string MessageId = Group + "/MsgId";
    internal const string NumberOfTransactions = Group + "/NbOfTxs";
    internal const string ControlSum = Group + "/CtrlSum";
    internal const string Total = Group + "/TtlIntrBkSttlmAmt";
    internal const string GroupSettlementDate = Group + "/IntrBkSttlmDt";
    internal const string SettlementMethod = Group + "/SttlmInf/SttlmMtd";
    internal const string ClearingSystem = Group + "/SttlmInf/ClrSys";
    internal const string SettlementDate = ElementPaths.Transaction + "/IntrBkSttlmDt";
    internal const string ServiceLevel = ElementPaths.Transaction + "/PmtTpInf/SvcLvl";
    internal const string LocalInstrument = ElementPaths.Transaction + "/PmtTpInf/LclInstrm";
    internal const string GroupServiceLevel = Group + "/PmtTpInf/SvcLvl";
    internal const string GroupLocalInstrument = Group + "/PmtTpInf/LclInstrm";
    internal const string InstructionId = ElementPaths.Transaction + "/PmtId/InstrId";
    internal const string EndToEndId = ElementPaths.Transaction + "/PmtId/EndToEndId";
    internal const string ClearingSystemReference = ElementPaths.Transaction + "/PmtId/ClrSysRef";
    internal const string Amount = ElementPaths.Amount;
    internal const string ChargeBearer = ElementPaths.Transaction + "/ChrgBr";
    internal const string InstructingAgent = ElementPaths.Transaction + "/InstgAgt";
    internal const string DebtorAccount = ElementPaths.Transaction + "/DbtrAcct/Id/IBAN";
    internal const string CreditorAccount = ElementPaths.Transaction + "/CdtrAcct/Id/IBAN";
}
