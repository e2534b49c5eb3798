using System.Buffers;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>An answer to a recall (camt.029) that the switch itself gives: refused by the scheme's terms, or lapsed because nobody answered.</summary>
public sealed record RecallAnswer
{
    /// <summary>The message's id (<c>Assgnmt/Id</c>), 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>CreDtTm</c>, in Unix milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>Who answers (<c>Assgnr</c>): the switch.</summary>
    public required AgentIdentification Assigner { get; init; }

    /// <summary>Who asked (<c>Assgne</c>, and the creator of the case).</summary>
    public required AgentIdentification Assignee { get; init; }

    /// <summary>The answer's id (<c>CxlStsId</c>), 1 to 35 characters.</summary>
    public required string AnswerId { get; init; }

    /// <summary>The recall's id (<c>RslvdCase/Id</c>), 1 to 35 characters.</summary>
    public required string RecallId { get; init; }

    /// <summary>Whether the money comes back (<c>Sts/Conf</c> and <c>TxCxlSts</c>).</summary>
    public required RecallVerdict Verdict { get; init; }

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

    /// <summary>
    /// Why (<c>CxlStsRsnInf/Rsn</c>), for example NOAS: a code of ISO 20022, or with more than four characters a proprietary one.
    /// Needed where the recall is refused.
    /// </summary>
    public string? ReasonCode { get; init; }

    /// <summary><c>CxlStsRsnInf/AddtlInf</c>, cut to 105 characters; or null. Only beside a code.</summary>
    public string? ReasonText { get; init; }
}

/// <summary>Writes answers to recalls of the switch's own (camt.029). The same arguments give the same bytes.</summary>
public static class RecallAnswerWriter
{
    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="answer">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form, or a refusal has no reason.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, RecallAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer is { Verdict: RecallVerdict.Refused, ReasonCode: null })
            throw DocumentOutput.NotOfItsForm("CxlStsRsnInf", "", "a reason, as the recall is refused");
        (string confirmation, string status) = answer.Verdict switch
        {
            RecallVerdict.Refused => ("RJCR", "RJCR"),
            RecallVerdict.Accepted => ("CNCL", "ACCR"),
            RecallVerdict.Pending => ("PDCR", "PDCR"),
            _ => throw DocumentOutput.NotOfItsForm("Conf", answer.Verdict.ToString(), "refused, accepted or pending"),
        };
        InvestigationResolutionWriter.Write(output, header, new InvestigationResolution
        {
            Assignment = new CaseAssignment(
                answer.MessageId, NamedParts.Agent(answer.Assigner), NamedParts.Agent(answer.Assignee), IsoText.Time(answer.CreatedAtMs)),
            ResolvedCase = new InvestigationCase(answer.RecallId, NamedParts.Agent(answer.Assignee)),
            Confirmation = confirmation,
            Transactions =
            [
                new CancellationOutcome
                {
                    StatusId = answer.AnswerId,
                    Original = new OriginalPayment
                    {
                        MessageId = answer.OriginalMessageId,
                        MessageDefinition = answer.OriginalMessageDefinition,
                        InstructionId = answer.OriginalInstructionId,
                        EndToEndId = answer.OriginalEndToEndId,
                        TransactionId = answer.OriginalTransactionId,
                        Uetr = answer.Uetr.ToString(),
                    },
                    Status = status,
                    Reasons = answer.ReasonCode is null ? [] : [NamedParts.Reason(answer.Assigner, answer.ReasonCode, answer.ReasonText)],
                },
            ],
        });
    }
}
