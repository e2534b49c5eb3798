using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads queries for transactions (camt.005) and the answers to them (camt.006).</summary>
internal static class TransactionQueryContent
{
    private static readonly (string Element, InstructionStatusKind Kind)[] StatusKinds =
    [
        ("Pdg", InstructionStatusKind.Pending), ("Fnl", InstructionStatusKind.Final), ("RTGS", InstructionStatusKind.GrossSettlement),
        ("Sttlm", InstructionStatusKind.Settlement), ("Prtry", InstructionStatusKind.Proprietary),
    ];

    /// <summary>The content of <c>GetTx</c>.</summary>
    internal static TransactionQuery Read(MessageContent.Element message)
    {
        MessageContent.Element[] searches =
            [.. message.All("TxQryDef/TxCrit/NewCrit/SchCrit").Select(criteria => criteria.At("PmtSch")).OfType<MessageContent.Element>()];
        IReadOnlyList<string> Texts(string name) => [.. searches.SelectMany(search => search.Texts(name))];
        return new TransactionQuery
        {
            Header = message.QueryHeader(),
            QueryType = message.Text("TxQryDef/QryTp"),
            QueryName = message.Text("TxQryDef/TxCrit/QryNm"),
            MessageIds = Texts("MsgId"),
            Payments = [.. searches.SelectMany(search => search.All("PmtId")).Select(CashManagementParts.PaymentKey)],
            TransactionIds = Texts("TxId"),
            SettlementDates = Texts("IntrBkSttlmDt"),
            EndToEndIds = Texts("EndToEndId"),
            InstructingAgent = searches.Length == 0 ? null : searches[0].Agent("Pties/InstgAgt"),
            InstructedAgent = searches.Length == 0 ? null : searches[0].Agent("Pties/InstdAgt"),
        };
    }

    /// <summary>The content of <c>RtrTx</c>.</summary>
    internal static TransactionAnswer ReadAnswer(MessageContent.Element message) => new()
    {
        Header = message.AnswerHeader(),
        Page = message.Page("MsgHdr/MsgPgntn"),
        Transactions = message.Each("RptOrErr/BizRpt/TxRpt", Transaction),
        OperationalErrors = message.Errors("RptOrErr/OprlErr"),
    };

    private static TransactionState Transaction(MessageContent.Element report)
    {
        MessageContent.Element? transaction = report.At("TxOrErr/Tx");
        MessageContent.Element? payment = transaction?.At("Pmt");
        return new TransactionState
        {
            Payment = report.At("PmtId")?.PaymentKey() ?? new PaymentKey(),
            IsCredit = transaction?.IsCredit(),
            MessageId = payment?.Text("MsgId"),
            Statuses = payment?.Each("Sts", Status) ?? [],
            InstructedAmount = payment?.AmountChoice("InstdAmt"),
            SettlementAmount = payment?.AmountChoice("IntrBkSttlmAmt"),
            TransactionId = payment?.Text("TxId"),
            SettlementDate = payment?.Text("IntrBkSttlmDt"),
            EndToEndId = payment?.Text("EndToEndId"),
            InstructingAgent = payment?.Agent("Pties/InstgAgt"),
            InstructedAgent = payment?.Agent("Pties/InstdAgt"),
            Debtor = payment?.PartyOrAgent("Pties/Dbtr"),
            DebtorAgent = payment?.Agent("Pties/DbtrAgt"),
            CreditorAgent = payment?.Agent("Pties/CdtrAgt"),
            Creditor = payment?.PartyOrAgent("Pties/Cdtr"),
            Errors = report.Errors("TxOrErr/BizErr"),
        };
    }

    private static InstructionStatus Status(MessageContent.Element status)
    {
        MessageContent.Element? rejection = status.All("Rsn").Select(reason => reason.At("PrtryRjctn")).FirstOrDefault(found => found is not null);
        (string? code, InstructionStatusKind kind) = StatusKinds.Select(each => (status.Text("Cd/" + each.Element), each.Kind)).FirstOrDefault(each => each.Item1 is not null);
        return new InstructionStatus
        {
            Code = code,
            Kind = kind,
            Since = status.DayOrTime("DtTm"),
            RejectionCode = rejection?.Text("PrtryStsRsn"),
            RejectionText = rejection?.Text("Rsn"),
        };
    }
}
