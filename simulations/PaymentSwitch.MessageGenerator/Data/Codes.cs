using System.Collections.Frozen;
using PaymentSwitch.MessageGenerator.Plans;
using PaymentSwitch.MessageGenerator.Values;

namespace PaymentSwitch.MessageGenerator.Data;

/// <summary>
/// Some codes of each external code list of ISO 20022: lists that are kept outside of the schemas, which only bound the length.
/// </summary>
internal static class Codes
{
    // By the name of the list; of the type External...1Code what is between.
    private static readonly FrozenDictionary<string, string[]> ByList = Read(
        "AccountIdentification: BBAN CUID UPIC AIIN",
        "BalanceType: CLBD OPBD CLAV OPAV PRCD ITBD FWAV",
        "BalanceSubType: BLCK DLOD FCOL",
        "BankTransactionDomain: PMNT CAMT ACMT SECU XTND",
        "BankTransactionFamily: RCDT ICDT RDDT IDDT RRCT IRCT",
        "BankTransactionSubFamily: ESCT DMCT XBCT BOOK STDO SALA",
        "CancellationReason: DUPL CUST TECH FRAD AGNT CURR UPAY AM09 AC03",
        "CashAccountType: CACC SVGS TRAN LOAN CASH SACC CARD",
        "CashClearingSystem: ABE TGT FDW CHI SIC NPP",
        "CategoryPurpose: SALA SUPP TAXS PENS INTC CASH TRAD DIVI GOVT CORT",
        "ChargeType: BRKF BTCH COMM",
        "ClaimNonReceiptRejection: NOOR ARDT",
        "ClearingSystemIdentification: DEBLZ GBDSC USABA CHBCC ATBLZ AUBSB CACPA INFSC",
        "CreditorAgentInstruction: CHQB HOLD PHOB TELB",
        "CreditorReferenceType: SCOR RADM RPIN FXDR DISP PUOR",
        "DiscountAmountType: APDS STDS TMDS",
        "DocumentAmountType: DUPA RMTA TAXA",
        "DocumentFormat: DPDF DXML SPDF SXML WORD XSLT",
        "DocumentLineType: ADPI AISB ANPI",
        "DocumentType: CINV CREN DEBN HIRI MSIN",
        "EntryStatus: BOOK PDNG INFO FUTR",
        "FinancialInstrumentIdentificationType: CUSP SEDL WKNR VALO",
        "GarnishmentType: GNCS GNDP GTPP",
        "LocalInstrument: INST CORE B2B COR1",
        "OrganisationIdentification: BANK COID CUST DUNS EMPL GS1G TXID",
        "PaymentCancellationRejection: LEGL AGNT CUST NOOR NOAS ARDT AC04 AM04 PTNA",
        "PaymentGroupStatus: ACCP ACSC ACSP ACTC PART PDNG RCVD RJCT",
        "PaymentModificationRejection: UM01 UM02",
        "PaymentTransactionStatus: ACCP ACSC ACSP ACTC ACWC PDNG RCVD RJCT ACCC",
        "PersonIdentification: ARNU CCPT CUST DRLC EMPL NIDN SOSE TXID",
        "ProxyAccountType: TELE EMAL DNAM CINC COTX",
        "Purpose: SALA GDDS SUPP TAXS RENT INSU PENS OTHR CHAR SCVE",
        "ReturnReason: AC01 AC04 AC06 AM05 BE04 FOCR MD07 MS03 NARR RC01 CUST DUPL",
        "ServiceLevel: SEPA URGP NURG SDVA PRPT G001",
        "StatusReason: AB05 AC01 AC04 AC06 AG01 AM02 AM04 AM05 BE04 FF01 MS03 NARR RC01 RR04 TM01",
        "SystemBalanceType: ADJT AVLB BOOK OPNG",
        "TaxAmountType: CITY CNTY LOCL PROV STAT",
        "TechnicalInputChannel: FAXI PAPR TAPE WEBI");

    /// <summary>The codes of a type of the standard, or of a place in a message of ours; null where neither is known.</summary>
    public static string[]? Find(string typeName, Place place)
    {
        string? list = typeName.StartsWith("External", StringComparison.Ordinal)
            ? typeName["External".Length..].Replace("1Code", "", StringComparison.Ordinal)
            : ListAt(place);
        return list is null ? null : ByList.GetValueOrDefault(list);
    }

    // Our guidelines have one type for all lists; the elements around the code say which is meant.
    private static string? ListAt(Place place) => (place.Element == "Cd" ? place.Parent : place.Element) switch
    {
        "SvcLvl" => "ServiceLevel",
        "LclInstrm" => "LocalInstrument",
        "CtgyPurp" => "CategoryPurpose",
        "Purp" => "Purpose",
        "ClrSys" => "CashClearingSystem",
        "ClrSysId" => "ClearingSystemIdentification",
        "SchmeNm" => "OrganisationIdentification",
        "GrpSts" => "PaymentGroupStatus",
        "TxSts" => "PaymentTransactionStatus",
        "Rsn" when place.Grandparent == "StsRsnInf" => "StatusReason",
        "CdOrPrtry" => "DocumentLineType",
        "Tp" => place.Grandparent switch
        {
            "Prxy" => "ProxyAccountType",
            "DscntApldAmt" => "DiscountAmountType",
            "TaxAmt" => "TaxAmountType",
            _ => "CashAccountType",
        },
        _ => null,
    };

    /// <summary>One of some codes.</summary>
    public static ValueSource OneOf(string[] codes) => draft => draft.Text.Add(draft.Pick(codes));

    private static FrozenDictionary<string, string[]> Read(params string[] lines) => lines
        .Select(line => line.Split(": "))
        .SelectMany(parts => parts[0].Split(' ').Select(list => KeyValuePair.Create(list, parts[1].Split(' '))))
        .ToFrozenDictionary(StringComparer.Ordinal);
}
