namespace PaymentSwitch.Domain.Payments;

/// <summary>Where in a pacs.008 the elements stand that the payment itself checks.</summary>
public static class ElementPaths
{
    /// <summary>The transaction.</summary>
    public const string Transaction = "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf";

    /// <summary>The identity.</summary>
    public const string Uetr = Transaction + "/PmtId/UETR";

    /// <summary>The sender's transaction id.</summary>
    public const string TransactionId = Transaction + "/PmtId/TxId";

    /// <summary>The amount.</summary>
    public const string Amount = Transaction + "/IntrBkSttlmAmt";

    /// <summary>T0.</summary>
    public const string AcceptanceTime = Transaction + "/AccptncDtTm";

    /// <summary>The bank that pays.</summary>
    public const string DebtorAgent = Transaction + "/DbtrAgt";

    /// <summary>The bank that is paid.</summary>
    public const string CreditorAgent = Transaction + "/CdtrAgt";
}
