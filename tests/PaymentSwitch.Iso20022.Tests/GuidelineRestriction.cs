namespace PaymentSwitch.Iso20022.Tests;

/// <summary>How a guideline restricts an element.</summary>
public enum RestrictionKind
{
    /// <summary>It is there exactly once.</summary>
    Once,

    /// <summary>It may not be there.</summary>
    LeftOut,

    /// <summary>Elements of any namespace within it are checked if that has a schema, and unchecked in the standard.</summary>
    Checked,
}

/// <summary>Where a usage guideline asks for more than the base schema. Whatever is not listed is as wide as in the standard.</summary>
/// <param name="Definition">The message definition.</param>
/// <param name="Path">The element, below <c>Document</c>.</param>
/// <param name="Kind">What is restricted.</param>
/// <param name="Reason">Why.</param>
public sealed record GuidelineRestriction(string Definition, string Path, RestrictionKind Kind, string Reason)
{
    private const string OneTransaction = "a message is about one transaction";
    private const string Cards = "no payment through the switch is made by card";
    private const string Securities = "no securities are settled by the switch";
    private const string OneAccount = "a message is about one account";
    private const string OtherInvestigations = "the answer to an investigation that the switch does not pass on";

    /// <summary>All restrictions of all guidelines.</summary>
    public static IReadOnlyList<GuidelineRestriction> All { get; } =
    [
        Once("pacs.008.001.08", "FIToFICstmrCdtTrf/CdtTrfTxInf", OneTransaction),
        Once("pacs.008.001.10", "FIToFICstmrCdtTrf/CdtTrfTxInf", OneTransaction),
        Once("pacs.008.001.12", "FIToFICstmrCdtTrf/CdtTrfTxInf", OneTransaction),
        Once("pacs.002.001.10", "FIToFIPmtStsRpt/TxInfAndSts", OneTransaction),
        Once("pacs.002.001.12", "FIToFIPmtStsRpt/TxInfAndSts", OneTransaction),
        Once("pacs.004.001.09", "PmtRtr/TxInf", OneTransaction),
        Once("pacs.004.001.10", "PmtRtr/TxInf", OneTransaction),
        Once("pacs.028.001.03", "FIToFIPmtStsReq/TxInf", OneTransaction),
        Once("camt.056.001.08", "FIToFIPmtCxlReq/Undrlyg", OneTransaction),
        Once("camt.056.001.08", "FIToFIPmtCxlReq/Undrlyg/TxInf", OneTransaction),
        Once("camt.029.001.09", "RsltnOfInvstgtn/CxlDtls", OneTransaction),
        Once("camt.029.001.09", "RsltnOfInvstgtn/CxlDtls/TxInfAndSts", OneTransaction),
        Without("camt.029.001.09", "RsltnOfInvstgtn/CxlDtls/OrgnlPmtInfAndSts", "customers' batches do not reach the switch"),
        Without("camt.029.001.09", "RsltnOfInvstgtn/ModDtls", OtherInvestigations),
        Without("camt.029.001.09", "RsltnOfInvstgtn/ClmNonRctDtls", OtherInvestigations),
        Without("camt.029.001.09", "RsltnOfInvstgtn/StmtDtls", OtherInvestigations),
        Without("camt.029.001.09", "RsltnOfInvstgtn/CrrctnTx", OtherInvestigations),
        Once("pain.013.001.07", "CdtrPmtActvtnReq/PmtInf", OneTransaction),
        Once("pain.013.001.07", "CdtrPmtActvtnReq/PmtInf/CdtTrfTx", OneTransaction),
        Without("pain.013.001.07", "CdtrPmtActvtnReq/PmtInf/CdtTrfTx/ChqInstr", "nobody pays at once by cheque"),
        Checked("pain.013.001.07", "CdtrPmtActvtnReq/PmtInf/CdtTrfTx/NclsdFile/DgtlSgntr/Sgntr"),
        Once("pain.014.001.07", "CdtrPmtActvtnReqStsRpt/OrgnlPmtInfAndSts", OneTransaction),
        Once("pain.014.001.07", "CdtrPmtActvtnReqStsRpt/OrgnlPmtInfAndSts/TxInfAndSts", OneTransaction),
        Checked("pain.014.001.07", "CdtrPmtActvtnReqStsRpt/OrgnlPmtInfAndSts/TxInfAndSts/NclsdFile/DgtlSgntr/Sgntr"),
        Checked("pain.014.001.07", "CdtrPmtActvtnReqStsRpt/OrgnlPmtInfAndSts/TxInfAndSts/OrgnlTxRef/NclsdFile/DgtlSgntr/Sgntr"),
        Once("acmt.023.001.03", "IdVrfctnReq/Vrfctn", OneAccount),
        Once("acmt.024.001.03", "IdVrfctnRpt/Rpt", OneAccount),
        Without("camt.006.001.08", "RtrTx/RptOrErr/BizRpt/TxRpt/TxOrErr/Tx/SctiesTxRefs", Securities),
        .. NoReasonsOfSecurities("RtrTx/RptOrErr/BizRpt/PmtCmonInf/CmonSts"),
        .. NoReasonsOfSecurities("RtrTx/RptOrErr/BizRpt/TxRpt/TxOrErr/Tx/Pmt/Sts"),
        .. NoCardsNorSecurities("camt.052.001.08", "BkToCstmrAcctRpt/Rpt/Ntry"),
        .. NoCardsNorSecurities("camt.053.001.08", "BkToCstmrStmt/Stmt/Ntry"),
        .. NoCardsNorSecurities("camt.054.001.08", "BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry"),
    ];

    private static IEnumerable<GuidelineRestriction> NoReasonsOfSecurities(string status) =>
    [
        Without("camt.006.001.08", status + "/Rsn/Umtchd", Securities),
        Without("camt.006.001.08", status + "/Rsn/PdgFlngSttlm", Securities),
    ];

    private static IEnumerable<GuidelineRestriction> NoCardsNorSecurities(string definition, string entry) =>
    [
        Without(definition, entry + "/CardTx", Cards),
        Without(definition, entry + "/NtryDtls/TxDtls/RltdPric", Securities),
        Without(definition, entry + "/NtryDtls/TxDtls/RltdQties", Securities),
        Without(definition, entry + "/NtryDtls/TxDtls/FinInstrmId", Securities),
        Without(definition, entry + "/NtryDtls/TxDtls/CorpActn", Securities),
        Without(definition, entry + "/NtryDtls/TxDtls/SfkpgAcct", Securities),
        Without(definition, entry + "/NtryDtls/TxDtls/CshDpst", "nobody deposits cash with the switch"),
        Without(definition, entry + "/NtryDtls/TxDtls/CardTx", Cards),
    ];

    private static GuidelineRestriction Once(string definition, string path, string reason) => new(definition, "Document/" + path, RestrictionKind.Once, reason);

    private static GuidelineRestriction Without(string definition, string path, string reason) => new(definition, "Document/" + path, RestrictionKind.LeftOut, reason);

    private static GuidelineRestriction Checked(string definition, string path) =>
        new(definition, "Document/" + path, RestrictionKind.Checked, "what has a schema is checked everywhere");
}
