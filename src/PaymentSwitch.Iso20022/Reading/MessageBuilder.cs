using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading.Contents;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>Makes messages of the facts found in them.</summary>
internal static class MessageBuilder
{
    private static readonly AgentIdentification Unnamed = new(null);

    /// <summary>The header; null where it lacks what every header has.</summary>
    internal static BusinessHeader? Header(FactSheet facts)
    {
        if (facts.First(ElementFact.BusinessMessageId) is not { } id
            || facts.First(ElementFact.MessageDefinition) is not { } definition
            || facts.First(ElementFact.HeaderCreatedAt) is not { } createdAt) return null;
        bool isTime = IsoDateTime.TryParse(createdAt, out long createdAtMs, out bool hasZone);
        int all = facts.Total;
        return new BusinessHeader
        {
            From = facts.Agent(ElementFact.FromBic, all),
            To = facts.Agent(ElementFact.ToBic, all),
            BusinessMessageId = id,
            MessageDefinition = definition,
            BusinessService = facts.First(ElementFact.BusinessService),
            CreatedAt = createdAt,
            CreatedAtMs = isTime ? createdAtMs : null,
            CreatedAtHasZone = hasZone,
            CopyDuplicate = facts.First(ElementFact.CopyDuplicate),
            PossibleDuplicate = facts.First(ElementFact.PossibleDuplicate)?.Trim() is "true" or "1",
            HasSignature = facts.First(ElementFact.Signature) is not null,
        };
    }

    /// <summary>The message.</summary>
    /// <param name="definition">Its definition.</param>
    /// <param name="facts">The facts that were found.</param>
    /// <param name="content">All elements of the document, where its definition is none of those with facts.</param>
    /// <param name="header">The header, or null.</param>
    /// <param name="original">The message as it came.</param>
    internal static IncomingMessage Message(string definition, FactSheet facts, MessageContent? content, BusinessHeader? header, OriginalMessage original) =>
        MessageKinds.Of(definition) switch
        {
            MessageKind.CreditTransfer => CreditTransfer(definition, facts, header, original),
            MessageKind.StatusReport => StatusReport(definition, facts, header, original),
            MessageKind.StatusRequest => StatusRequest(definition, facts, header, original),
            MessageKind.MessageReject => MessageReject(definition, facts, header, original),
            _ => MessageContents.Message(definition, content, header, original),
        };

    private static CreditTransferMessage CreditTransfer(string definition, FactSheet facts, BusinessHeader? header, OriginalMessage original)
    {
        // Of several transactions only the first is read: a rule refuses the rest.
        int end = facts.IndexOf(ElementFact.Transaction, facts.IndexOf(ElementFact.Transaction) + 1);
        IReadOnlyList<PlacedText> serviceLevels = facts.Placed(
            ElementFact.ServiceLevelCode, Paths.ServiceLevel + "/Cd", ElementFact.ServiceLevelProprietary, Paths.ServiceLevel + "/Prtry", end);
        if (serviceLevels.Count == 0)
        {
            serviceLevels = facts.Placed(
                ElementFact.GroupServiceLevelCode, Paths.GroupServiceLevel + "/Cd", ElementFact.GroupServiceLevelProprietary, Paths.GroupServiceLevel + "/Prtry", end);
        }

        IReadOnlyList<PlacedText> localInstruments = facts.Placed(
            ElementFact.LocalInstrumentCode, Paths.LocalInstrument + "/Cd", ElementFact.LocalInstrumentProprietary, Paths.LocalInstrument + "/Prtry", end);
        if (localInstruments.Count == 0)
        {
            localInstruments = facts.Placed(
                ElementFact.GroupLocalInstrumentCode, Paths.GroupLocalInstrument + "/Cd", ElementFact.GroupLocalInstrumentProprietary, Paths.GroupLocalInstrument + "/Prtry", end);
        }

        return new CreditTransferMessage
        {
            MessageDefinition = definition,
            Header = header,
            Original = original,
            MessageId = facts.First(ElementFact.MessageId) ?? "",
            CreatedAt = facts.First(ElementFact.CreatedAt) ?? "",
            NumberOfTransactions = facts.First(ElementFact.NumberOfTransactions) ?? "",
            TransactionCount = facts.Count(ElementFact.Transaction),
            ControlSum = facts.First(ElementFact.ControlSum),
            Total = facts.First(ElementFact.Total) is { } total ? new AmountText(total, facts.First(ElementFact.TotalCurrency) ?? "") : null,
            GroupSettlementDate = facts.First(ElementFact.GroupSettlementDate),
            SettlementDate = facts.First(ElementFact.SettlementDate, end),
            SettlementMethod = facts.First(ElementFact.SettlementMethod) ?? "",
            ClearingSystem = facts.First(ElementFact.ClearingSystem),
            ServiceLevels = serviceLevels,
            LocalInstrument = localInstruments.Count == 0 ? null : localInstruments[0],
            InstructionId = facts.First(ElementFact.InstructionId, end),
            EndToEndId = facts.First(ElementFact.EndToEndId, end) ?? "",
            TransactionId = facts.First(ElementFact.TransactionId, end),
            Uetr = facts.First(ElementFact.Uetr, end),
            ClearingSystemReference = facts.First(ElementFact.ClearingSystemReference, end),
            Amount = new AmountText(facts.First(ElementFact.Amount, end) ?? "", facts.First(ElementFact.AmountCurrency, end) ?? ""),
            AcceptedAt = facts.First(ElementFact.AcceptedAt, end),
            ChargeBearer = facts.First(ElementFact.ChargeBearer, end) ?? "",
            InstructingAgent = facts.Agent(ElementFact.InstructingBic, end) ?? facts.Agent(ElementFact.GroupInstructingBic, end),
            InstructedAgent = facts.Agent(ElementFact.InstructedBic, end) ?? facts.Agent(ElementFact.GroupInstructedBic, end),
            DebtorAgent = facts.Agent(ElementFact.DebtorAgentBic, end) ?? Unnamed,
            CreditorAgent = facts.Agent(ElementFact.CreditorAgentBic, end) ?? Unnamed,
            DebtorIban = facts.First(ElementFact.DebtorIban, end),
            CreditorIban = facts.First(ElementFact.CreditorIban, end),
            DebtorOtherAccount = facts.First(ElementFact.DebtorOtherAccount, end),
            CreditorOtherAccount = facts.First(ElementFact.CreditorOtherAccount, end),
        };
    }

    private static StatusReportMessage StatusReport(string definition, FactSheet facts, BusinessHeader? header, OriginalMessage original)
    {
        List<TransactionStatus> transactions = [];
        string? groupMessageId = facts.First(ElementFact.GroupOriginalMessageId);
        int end;
        for (int at = facts.IndexOf(ElementFact.Transaction); at < facts.Total; at = end)
        {
            end = facts.IndexOf(ElementFact.Transaction, at + 1);
            transactions.Add(StatusOf(facts, at, end, groupMessageId));
        }

        return new StatusReportMessage
        {
            MessageDefinition = definition,
            Header = header,
            Original = original,
            MessageId = facts.First(ElementFact.MessageId) ?? "",
            Transactions = transactions,
        };
    }

    private static TransactionStatus StatusOf(FactSheet facts, int at, int end, string? groupMessageId)
    {
        List<StatusReason> reasons = [];
        string? Text(ElementFact fact) => facts.First(fact, at, end);
        for (int i = at; i < end; i++)
        {
            if (facts[i] != ElementFact.Reason) continue;
            int next = i + 1;
            while (next < end && facts[next] is ElementFact.ReasonCode or ElementFact.ReasonProprietary or ElementFact.AdditionalInformation) next++;
            reasons.Add(ReasonOf(facts, i + 1, next));
        }

        return new TransactionStatus
        {
            StatusId = Text(ElementFact.StatusId),
            Uetr = Text(ElementFact.OriginalUetr),
            OriginalMessageId = Text(ElementFact.OriginalMessageId) ?? groupMessageId,
            OriginalInstructionId = Text(ElementFact.OriginalInstructionId),
            OriginalEndToEndId = Text(ElementFact.OriginalEndToEndId),
            OriginalTransactionId = Text(ElementFact.OriginalTransactionId),
            Status = Text(ElementFact.Status),
            Reasons = reasons,
            AcceptedAt = Text(ElementFact.AcceptedAt),
            ClearingSystemReference = Text(ElementFact.ClearingSystemReference),
            HasOriginalDetails = facts.IndexOf(ElementFact.OriginalDetails, at) < end,
            OriginalDebtorAccount = Text(ElementFact.DebtorIban) ?? Text(ElementFact.DebtorOtherAccount),
            OriginalCreditorAccount = Text(ElementFact.CreditorIban) ?? Text(ElementFact.CreditorOtherAccount),
        };
    }

    private static StatusReason ReasonOf(FactSheet facts, int from, int end)
    {
        // NARR is the standard's code for "see the text".
        string code = facts.First(ElementFact.ReasonCode, from, end) ?? "NARR";
        List<string> texts = [];
        for (int i = from; i < end; i++)
        {
            if (facts[i] is ElementFact.ReasonProprietary or ElementFact.AdditionalInformation) texts.Add(facts.TextAt(i));
        }

        return new StatusReason(code, null, texts.Count == 0 ? null : string.Join(' ', texts));
    }

    private static StatusRequestMessage StatusRequest(string definition, FactSheet facts, BusinessHeader? header, OriginalMessage original)
    {
        List<TransactionInquiry> transactions = [];
        string? groupMessageId = facts.First(ElementFact.GroupOriginalMessageId);
        int end;
        for (int at = facts.IndexOf(ElementFact.Transaction); at < facts.Total; at = end)
        {
            int begin = at;
            end = facts.IndexOf(ElementFact.Transaction, at + 1);
            string? Text(ElementFact fact) => facts.First(fact, begin, end);
            transactions.Add(new TransactionInquiry
            {
                RequestId = Text(ElementFact.StatusId),
                Uetr = Text(ElementFact.OriginalUetr),
                OriginalMessageId = Text(ElementFact.OriginalMessageId) ?? groupMessageId,
                OriginalInstructionId = Text(ElementFact.OriginalInstructionId),
                OriginalEndToEndId = Text(ElementFact.OriginalEndToEndId),
                OriginalTransactionId = Text(ElementFact.OriginalTransactionId),
            });
        }

        return new StatusRequestMessage
        {
            MessageDefinition = definition,
            Header = header,
            Original = original,
            MessageId = facts.First(ElementFact.MessageId) ?? "",
            Transactions = transactions,
        };
    }

    private static MessageRejectMessage MessageReject(string definition, FactSheet facts, BusinessHeader? header, OriginalMessage original) => new()
    {
        MessageDefinition = definition,
        Header = header,
        Original = original,
        MessageId = facts.First(ElementFact.RelatedReference) ?? "",
        RelatedReference = facts.First(ElementFact.RelatedReference) ?? "",
        ReasonCode = facts.First(ElementFact.RejectReason) ?? "",
        RejectedAt = facts.First(ElementFact.RejectedAt),
        ErrorLocation = facts.First(ElementFact.ErrorLocation),
        ReasonDescription = facts.First(ElementFact.ReasonDescription),
        AdditionalData = facts.First(ElementFact.AdditionalData),
    };
}
