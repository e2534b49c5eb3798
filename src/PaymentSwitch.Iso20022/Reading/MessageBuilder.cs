using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>Makes messages of the facts found in them.</summary>
internal static class MessageBuilder
{
    private static readonly AgentIdentification Unnamed = new(null);

    /// <summary>The header; null where it lacks what every header has.</summary>
    internal static BusinessHeader? Header(FactSheet facts)
    {
        if (facts.First(Fact.BusinessMessageId) is not { } id
            || facts.First(Fact.MessageDefinition) is not { } definition
            || facts.First(Fact.HeaderCreatedAt) is not { } createdAt) return null;
        bool isTime = IsoDateTime.TryParse(createdAt, out long createdAtMs, out bool hasZone);
        int all = facts.All.Count;
        return new BusinessHeader
        {
            From = facts.Agent(Fact.FromBic, all),
            To = facts.Agent(Fact.ToBic, all),
            BusinessMessageId = id,
            MessageDefinition = definition,
            BusinessService = facts.First(Fact.BusinessService),
            CreatedAt = createdAt,
            CreatedAtMs = isTime ? createdAtMs : null,
            CreatedAtHasZone = hasZone,
            CopyDuplicate = facts.First(Fact.CopyDuplicate),
            PossibleDuplicate = facts.First(Fact.PossibleDuplicate)?.Trim() is "true" or "1",
            HasSignature = facts.First(Fact.Signature) is not null,
        };
    }

    /// <summary>The message; null for a definition of which nothing is read.</summary>
    internal static IncomingMessage? Message(
        string definition, FactSheet facts, BusinessHeader? header, OriginalMessage original, IReadOnlyList<PlacedText> beyondLatin) => definition switch
        {
            "pacs.008.001.08" => CreditTransfer(definition, facts, header, original, beyondLatin),
            "pacs.002.001.10" => StatusReport(definition, facts, header, original),
            "pacs.028.001.03" => StatusRequest(definition, facts, header, original),
            "admi.002.001.01" => MessageReject(definition, facts, header, original),
            _ => null,
        };

    private static CreditTransferMessage CreditTransfer(
        string definition, FactSheet facts, BusinessHeader? header, OriginalMessage original, IReadOnlyList<PlacedText> beyondLatin)
    {
        // Of several transactions only the first is read: a rule refuses the rest.
        int end = facts.IndexOf(Fact.Transaction, 2);
        List<PlacedText> serviceLevels = Placed(
            facts, end, ElementPaths.Transaction + "/PmtTpInf/SvcLvl", Fact.ServiceLevelCode, Fact.ServiceLevelProprietary);
        if (serviceLevels.Count == 0)
        {
            serviceLevels = Placed(
                facts, end, Paths.Group + "/PmtTpInf/SvcLvl", Fact.GroupServiceLevelCode, Fact.GroupServiceLevelProprietary);
        }

        List<PlacedText> localInstruments = Placed(
            facts, end, ElementPaths.Transaction + "/PmtTpInf/LclInstrm", Fact.LocalInstrumentCode, Fact.LocalInstrumentProprietary);
        if (localInstruments.Count == 0)
        {
            localInstruments = Placed(
                facts, end, Paths.Group + "/PmtTpInf/LclInstrm", Fact.GroupLocalInstrumentCode, Fact.GroupLocalInstrumentProprietary);
        }

        return new CreditTransferMessage
        {
            MessageDefinition = definition,
            Header = header,
            Original = original,
            MessageId = facts.First(Fact.MessageId) ?? "",
            CreatedAt = facts.First(Fact.CreatedAt) ?? "",
            NumberOfTransactions = facts.First(Fact.NumberOfTransactions) ?? "",
            TransactionCount = facts.Count(Fact.Transaction),
            ControlSum = facts.First(Fact.ControlSum),
            Total = facts.First(Fact.Total) is { } total ? new AmountText(total, facts.First(Fact.TotalCurrency) ?? "") : null,
            GroupSettlementDate = facts.First(Fact.GroupSettlementDate),
            SettlementDate = facts.First(Fact.SettlementDate, end),
            SettlementMethod = facts.First(Fact.SettlementMethod) ?? "",
            ClearingSystem = facts.First(Fact.ClearingSystem),
            ServiceLevels = serviceLevels,
            LocalInstrument = localInstruments.Count == 0 ? null : localInstruments[0],
            InstructionId = facts.First(Fact.InstructionId, end),
            EndToEndId = facts.First(Fact.EndToEndId, end) ?? "",
            TransactionId = facts.First(Fact.TransactionId, end),
            Uetr = facts.First(Fact.Uetr, end),
            ClearingSystemReference = facts.First(Fact.ClearingSystemReference, end),
            Amount = new AmountText(facts.First(Fact.Amount, end) ?? "", facts.First(Fact.AmountCurrency, end) ?? ""),
            AcceptedAt = facts.First(Fact.AcceptedAt, end),
            ChargeBearer = facts.First(Fact.ChargeBearer, end) ?? "",
            InstructingAgent = facts.Agent(Fact.InstructingBic, end) ?? facts.Agent(Fact.GroupInstructingBic, end),
            InstructedAgent = facts.Agent(Fact.InstructedBic, end) ?? facts.Agent(Fact.GroupInstructedBic, end),
            DebtorAgent = facts.Agent(Fact.DebtorAgentBic, end) ?? Unnamed,
            CreditorAgent = facts.Agent(Fact.CreditorAgentBic, end) ?? Unnamed,
            DebtorIban = facts.First(Fact.DebtorIban, end),
            CreditorIban = facts.First(Fact.CreditorIban, end),
            TextsBeyondLatin = beyondLatin,
        };
    }

    private static List<PlacedText> Placed(FactSheet facts, int end, string path, Fact code, Fact proprietary)
    {
        List<PlacedText> placed = [];
        for (int i = 0; i < end; i++)
        {
            FoundFact found = facts.All[i];
            if (found.Fact == code) placed.Add(new PlacedText(path + "/Cd", found.Text));
            else if (found.Fact == proprietary) placed.Add(new PlacedText(path + "/Prtry", found.Text));
        }

        return placed;
    }

    private static StatusReportMessage StatusReport(string definition, FactSheet facts, BusinessHeader? header, OriginalMessage original)
    {
        List<TransactionStatus> transactions = [];
        string? groupMessageId = facts.First(Fact.GroupOriginalMessageId);
        for (int at = facts.IndexOf(Fact.Transaction, 1); at < facts.All.Count; at = facts.IndexOf(Fact.Transaction, transactions.Count + 1))
        {
            int end = facts.IndexOf(Fact.Transaction, transactions.Count + 2);
            transactions.Add(StatusOf(facts, at, end, groupMessageId));
        }

        return new StatusReportMessage
        {
            MessageDefinition = definition,
            Header = header,
            Original = original,
            MessageId = facts.First(Fact.MessageId) ?? "",
            Transactions = transactions,
        };
    }

    private static TransactionStatus StatusOf(FactSheet facts, int at, int end, string? groupMessageId)
    {
        List<StatusReason> reasons = [];
        string? Text(Fact fact) => In(facts, at, end, fact);
        for (int i = at; i < end; i++)
        {
            if (facts.All[i].Fact != Fact.Reason) continue;
            int next = i + 1;
            while (next < end && facts.All[next].Fact is Fact.ReasonCode or Fact.ReasonProprietary or Fact.AdditionalInformation) next++;
            reasons.Add(ReasonOf(facts, i + 1, next));
        }

        return new TransactionStatus
        {
            StatusId = Text(Fact.StatusId),
            Uetr = Text(Fact.OriginalUetr),
            OriginalMessageId = Text(Fact.OriginalMessageId) ?? groupMessageId,
            OriginalInstructionId = Text(Fact.OriginalInstructionId),
            OriginalEndToEndId = Text(Fact.OriginalEndToEndId),
            OriginalTransactionId = Text(Fact.OriginalTransactionId),
            Status = Text(Fact.Status),
            Reasons = reasons,
            AcceptedAt = Text(Fact.AcceptedAt),
            ClearingSystemReference = Text(Fact.ClearingSystemReference),
        };
    }

    private static StatusReason ReasonOf(FactSheet facts, int from, int end)
    {
        // NARR is the standard's code for "see the text".
        string code = In(facts, from, end, Fact.ReasonCode) ?? "NARR";
        List<string> texts = [];
        for (int i = from; i < end; i++)
        {
            if (facts.All[i].Fact is Fact.ReasonProprietary or Fact.AdditionalInformation) texts.Add(facts.All[i].Text);
        }

        return new StatusReason(code, null, texts.Count == 0 ? null : string.Join(' ', texts));
    }

    private static StatusRequestMessage StatusRequest(string definition, FactSheet facts, BusinessHeader? header, OriginalMessage original)
    {
        List<TransactionInquiry> transactions = [];
        string? groupMessageId = facts.First(Fact.GroupOriginalMessageId);
        for (int at = facts.IndexOf(Fact.Transaction, 1); at < facts.All.Count; at = facts.IndexOf(Fact.Transaction, transactions.Count + 1))
        {
            int end = facts.IndexOf(Fact.Transaction, transactions.Count + 2);
            string? Text(Fact fact) => In(facts, at, end, fact);
            transactions.Add(new TransactionInquiry
            {
                RequestId = Text(Fact.StatusId),
                Uetr = Text(Fact.OriginalUetr),
                OriginalMessageId = Text(Fact.OriginalMessageId) ?? groupMessageId,
                OriginalInstructionId = Text(Fact.OriginalInstructionId),
                OriginalEndToEndId = Text(Fact.OriginalEndToEndId),
                OriginalTransactionId = Text(Fact.OriginalTransactionId),
            });
        }

        return new StatusRequestMessage
        {
            MessageDefinition = definition,
            Header = header,
            Original = original,
            MessageId = facts.First(Fact.MessageId) ?? "",
            Transactions = transactions,
        };
    }

    private static MessageRejectMessage MessageReject(string definition, FactSheet facts, BusinessHeader? header, OriginalMessage original) => new()
    {
        MessageDefinition = definition,
        Header = header,
        Original = original,
        MessageId = facts.First(Fact.RelatedReference) ?? "",
        RelatedReference = facts.First(Fact.RelatedReference) ?? "",
        ReasonCode = facts.First(Fact.RejectReason) ?? "",
        RejectedAt = facts.First(Fact.RejectedAt),
        ErrorLocation = facts.First(Fact.ErrorLocation),
        ReasonDescription = facts.First(Fact.ReasonDescription),
        AdditionalData = facts.First(Fact.AdditionalData),
    };

    private static string? In(FactSheet facts, int from, int end, Fact fact)
    {
        for (int i = from; i < end; i++)
        {
            if (facts.All[i].Fact == fact) return facts.All[i].Text;
        }

        return null;
    }
}
