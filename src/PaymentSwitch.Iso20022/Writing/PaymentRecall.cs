using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>A recall (camt.056) that the switch itself sends, for example of a payment that was accepted too late.</summary>
public sealed record PaymentRecall
{
    /// <summary>The message's id (<c>Assgnmt/Id</c>), 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>CreDtTm</c>, in Unix milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>Who asks (<c>Assgnr</c>): the switch.</summary>
    public required AgentIdentification Assigner { get; init; }

    /// <summary>Who is asked (<c>Assgne</c>).</summary>
    public required AgentIdentification Assignee { get; init; }

    /// <summary>The recall's id (<c>CxlId</c>), 1 to 35 characters.</summary>
    public required string RecallId { get; init; }

    /// <summary><c>OrgnlMsgId</c> of the payment's message.</summary>
    public required string OriginalMessageId { get; init; }

    /// <summary><c>OrgnlMsgNmId</c>: the definition of the payment's message.</summary>
    public required string OriginalMessageDefinition { get; init; }

    /// <summary><c>OrgnlInstrId</c>, or null.</summary>
    public string? OriginalInstructionId { get; init; }

    /// <summary><c>OrgnlEndToEndId</c>, or null.</summary>
    public string? OriginalEndToEndId { get; init; }

    /// <summary><c>OrgnlTxId</c>, or null.</summary>
    public string? OriginalTransactionId { get; init; }

    /// <summary><c>OrgnlUETR</c>: which payment.</summary>
    public required Uetr Uetr { get; init; }

    /// <summary><c>OrgnlIntrBkSttlmAmt</c>.</summary>
    public required Money Amount { get; init; }

    /// <summary><c>OrgnlIntrBkSttlmDt</c>; null where the payment did not settle.</summary>
    public DateOnly? SettlementDay { get; init; }

    /// <summary>Why (<c>CxlRsnInf/Rsn</c>), for example TECH: a code of ISO 20022, or with more than four characters a proprietary one.</summary>
    public required string ReasonCode { get; init; }

    /// <summary><c>CxlRsnInf/AddtlInf</c>, cut to 105 characters; or null.</summary>
    public string? ReasonText { get; init; }
}

/// <summary>Writes recalls of the switch's own (camt.056). The same arguments give the same bytes.</summary>
public static class PaymentRecallWriter
{
    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="recall">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, PaymentRecall recall)
    {
        ArgumentNullException.ThrowIfNull(recall);
        CancellationRequestWriter.Write(output, header, new CancellationRequest
        {
            Assignment = new CaseAssignment(
                recall.MessageId, NamedParts.Agent(recall.Assigner), NamedParts.Agent(recall.Assignee), IsoText.Time(recall.CreatedAtMs)),
            NumberOfTransactions = "1",
            Transactions =
            [
                new RecalledPayment
                {
                    CancellationId = recall.RecallId,
                    Original = new OriginalPayment
                    {
                        MessageId = recall.OriginalMessageId,
                        MessageDefinition = recall.OriginalMessageDefinition,
                        InstructionId = recall.OriginalInstructionId,
                        EndToEndId = recall.OriginalEndToEndId,
                        TransactionId = recall.OriginalTransactionId,
                        Uetr = recall.Uetr.ToString(),
                        SettlementAmount = AmountText.Of(recall.Amount),
                        SettlementDate = recall.SettlementDay is { } day ? IsoText.Day(day) : null,
                    },
                    Reasons = [NamedParts.Reason(recall.Assigner, recall.ReasonCode, recall.ReasonText)],
                },
            ],
        });
    }
}
