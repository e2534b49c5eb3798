namespace PaymentSwitch.Domain.Schemes;

/// <summary>
/// A rule beyond the schema that a profile switches on by its name (<c>rules</c>). The names stand in profiles and in
/// answers to banks: add, never rename. What each asks for and why stands in the catalogue of rules.
/// </summary>
public enum SchemeRule
{
    /// <summary><c>NbOfTxs</c> is one.</summary>
    SingleTransaction,

    /// <summary><c>TtlIntrBkSttlmAmt</c> and <c>CtrlSum</c>, where given, are the sum.</summary>
    TotalMatches,

    /// <summary><c>IntrBkSttlmDt</c> is today.</summary>
    SettlementDateToday,

    /// <summary><c>SttlmMtd</c> is CLRG.</summary>
    SettlementByClearing,

    /// <summary><c>SvcLvl</c> is the scheme's.</summary>
    ServiceLevel,

    /// <summary><c>LclInstrm</c> is the scheme's.</summary>
    LocalInstrument,

    /// <summary><c>ChrgBr</c> is SLEV.</summary>
    ChargeBearerServiceLevel,

    /// <summary>IBANs have valid check digits.</summary>
    IbanCheck,

    /// <summary>References neither begin nor end with a slash nor contain two in a row.</summary>
    ReferenceSlashes,

    /// <summary>Text keeps to the Latin set of the SEPA rules.</summary>
    LatinCharacters,

    /// <summary><c>TxId</c> is unique per sender within the duplicate window.</summary>
    UniqueTransactionId,

    /// <summary>The header's From, To and message definition match the document and the sender.</summary>
    HeaderMatchesDocument,

    /// <summary><c>ClrSys</c>, where given, is the scheme's.</summary>
    ClearingSystem,

    /// <summary>BICs have the form of one.</summary>
    BicForm,

    /// <summary><c>AccptncDtTm</c> (T0) is there; without this rule its absence means that the clock starts on receipt.</summary>
    AcceptanceTimeGiven,
}
