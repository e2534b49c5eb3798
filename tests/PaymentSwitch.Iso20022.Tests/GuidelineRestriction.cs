namespace PaymentSwitch.Iso20022.Tests;

/// <summary>Where a usage guideline asks for more than the base schema. Whatever is not listed is as wide as in the standard.</summary>
/// <param name="Definition">The message definition.</param>
/// <param name="Path">The element, below <c>Document</c>.</param>
/// <param name="LeftOut">Whether the element may not be there; otherwise it is there exactly once.</param>
/// <param name="Reason">Why.</param>
public sealed record GuidelineRestriction(string Definition, string Path, bool LeftOut, string Reason)
{
    private const string OneTransaction = "a message is about one transaction";

    /// <summary>All restrictions of all guidelines.</summary>
    public static IReadOnlyList<GuidelineRestriction> All { get; } =
    [
        Once("pacs.008.001.08", "FIToFICstmrCdtTrf/CdtTrfTxInf", OneTransaction),
        Once("pacs.008.001.10", "FIToFICstmrCdtTrf/CdtTrfTxInf", OneTransaction),
        Once("pacs.008.001.12", "FIToFICstmrCdtTrf/CdtTrfTxInf", OneTransaction),
        Once("pacs.009.001.08", "FICdtTrf/CdtTrfTxInf", OneTransaction),
        Once("pacs.002.001.10", "FIToFIPmtStsRpt/TxInfAndSts", OneTransaction),
        Once("pacs.002.001.12", "FIToFIPmtStsRpt/TxInfAndSts", OneTransaction),
        Once("pacs.004.001.09", "PmtRtr/TxInf", OneTransaction),
        Once("pacs.004.001.10", "PmtRtr/TxInf", OneTransaction),
        Once("pacs.028.001.03", "FIToFIPmtStsReq/TxInf", OneTransaction),
    ];

    private static GuidelineRestriction Once(string definition, string path, string reason) => new(definition, "Document/" + path, false, reason);

    private static GuidelineRestriction Without(string definition, string path, string reason) => new(definition, "Document/" + path, true, reason);
}
