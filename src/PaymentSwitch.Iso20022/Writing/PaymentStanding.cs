using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Where one payment stands (camt.006), for a bank that asked for it.</summary>
public sealed record PaymentStanding
{
    /// <summary><c>MsgHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>MsgHdr/CreDtTm</c>, in Unix milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary><c>MsgHdr/OrgnlBizQry</c>: the query that is answered.</summary>
    public required OriginalQuery OriginalQuery { get; init; }

    /// <summary>Which payment (<c>LngBizId/UETR</c>).</summary>
    public required Uetr Uetr { get; init; }

    /// <summary><c>EndToEndId</c>.</summary>
    public required string EndToEndId { get; init; }

    /// <summary><c>TxId</c>, or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary>The message's id (<c>Pmt/MsgId</c>).</summary>
    public required string OriginalMessageId { get; init; }

    /// <summary><c>IntrBkSttlmAmt</c>.</summary>
    public required Money Amount { get; init; }

    /// <summary><c>IntrBkSttlmDt</c>: the day on which it settled or was to settle.</summary>
    public required DateOnly SettlementDay { get; init; }

    /// <summary>Who sent it (<c>InstgAgt</c>).</summary>
    public required AgentIdentification InstructingAgent { get; init; }

    /// <summary>Who gets it (<c>InstdAgt</c>).</summary>
    public required AgentIdentification InstructedAgent { get; init; }

    /// <summary>Whether the bank that asked is the one that is paid (<c>CdtDbtInd</c>).</summary>
    public required bool IsCredit { get; init; }

    /// <summary>Whether it is final (<c>Sts</c>): STLD for settled, RJTD for not; PSTL for a payment in flight.</summary>
    public required PaymentOutcome Outcome { get; init; }

    /// <summary>Since when (<c>Sts/DtTm</c>), in Unix milliseconds.</summary>
    public required long SinceMs { get; init; }

    /// <summary>Why it was rejected (<c>Sts/Rsn/PrtryRjctn</c>), or null.</summary>
    public StatusReason? Reason { get; init; }
}

/// <summary>What became of a payment, as far as is known.</summary>
public enum PaymentOutcome
{
    /// <summary>In flight.</summary>
    Pending = 0,

    /// <summary>Settled for good.</summary>
    Settled = 1,

    /// <summary>Rejected or expired.</summary>
    Rejected = 2,
}

/// <summary>Writes where payments stand (camt.006). The same arguments give the same bytes.</summary>
public static class PaymentStandingWriter
{
    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="standing">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, PaymentStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var amount = AmountText.Of(standing.Amount);
        string day = IsoText.Day(standing.SettlementDay);
        TransactionAnswerWriter.Write(output, header, new TransactionAnswer
        {
            Header = new AnswerHeader
            {
                MessageId = standing.MessageId, CreatedAt = IsoText.Time(standing.CreatedAtMs), OriginalQuery = standing.OriginalQuery,
            },
            Transactions =
            [
                new TransactionState
                {
                    Payment = new PaymentKey
                    {
                        TransactionId = standing.TransactionId,
                        Uetr = standing.Uetr.ToString(),
                        EndToEndId = standing.EndToEndId,
                        SettlementAmount = amount.Value,
                        SettlementDate = day,
                        InstructingAgent = standing.InstructingAgent,
                        InstructedAgent = standing.InstructedAgent,
                    },
                    IsCredit = standing.IsCredit,
                    MessageId = standing.OriginalMessageId,
                    Statuses = [StatusOf(standing)],
                    SettlementAmount = amount,
                    TransactionId = standing.TransactionId,
                    SettlementDate = day,
                    EndToEndId = standing.EndToEndId,
                    InstructingAgent = standing.InstructingAgent,
                    InstructedAgent = standing.InstructedAgent,
                },
            ],
        });
    }

    private static InstructionStatus StatusOf(PaymentStanding standing) => new()
    {
        Code = standing.Outcome switch
        {
            PaymentOutcome.Settled => "STLD",
            PaymentOutcome.Rejected => "RJTD",
            PaymentOutcome.Pending => "PSTL",
            _ => throw DocumentOutput.NotOfItsForm("Sts", standing.Outcome.ToString(), "pending, settled or rejected"),
        },
        Kind = standing.Outcome == PaymentOutcome.Pending ? InstructionStatusKind.Pending : InstructionStatusKind.Final,
        Since = IsoText.Time(standing.SinceMs),
        RejectionCode = standing.Reason?.Code,
        RejectionText = standing.Reason?.Text is { Length: > 0 } text ? NamedParts.Cut(text, 256) : null,
    };
}
