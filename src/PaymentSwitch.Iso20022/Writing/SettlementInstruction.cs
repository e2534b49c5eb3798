using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>An instruction to the settlement bank (pacs.009) to move one net position between a participant and the settlement system.</summary>
public sealed record SettlementInstruction
{
    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>GrpHdr/CreDtTm</c>, in Unix milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>Who instructs (<c>GrpHdr/InstgAgt</c>): the switch.</summary>
    public required AgentIdentification InstructingAgent { get; init; }

    /// <summary>Who is to move the money (<c>GrpHdr/InstdAgt</c>): the settlement bank.</summary>
    public required AgentIdentification InstructedAgent { get; init; }

    /// <summary><c>PmtId/UETR</c>: the instruction's identity, which its answer (pacs.002) carries as <c>OrgnlUETR</c>.</summary>
    public required Uetr Uetr { get; init; }

    /// <summary><c>PmtId/InstrId</c> and <c>PmtId/EndToEndId</c>, 1 to 35 characters.</summary>
    public required string InstructionId { get; init; }

    /// <summary><c>IntrBkSttlmAmt</c>: what is moved, above zero.</summary>
    public required Money Amount { get; init; }

    /// <summary><c>IntrBkSttlmDt</c>.</summary>
    public required DateOnly SettlementDay { get; init; }

    /// <summary>Who pays (<c>Dbtr</c>): the participant that owes, or the settlement system.</summary>
    public required AgentIdentification Payer { get; init; }

    /// <summary>The number of the account that pays (<c>DbtrAcct</c>), or null.</summary>
    public string? PayerAccount { get; init; }

    /// <summary>Who is paid (<c>Cdtr</c>): the settlement system, or the participant that is owed.</summary>
    public required AgentIdentification Payee { get; init; }

    /// <summary>The number of the account that is paid (<c>CdtrAcct</c>), or null.</summary>
    public string? PayeeAccount { get; init; }

    /// <summary>What it is for (<c>RmtInf/Ustrd</c>), for example the cycle; 1 to 140 characters, or null.</summary>
    public string? Remittance { get; init; }
}

/// <summary>Writes instructions to the settlement bank (pacs.009). The same arguments give the same bytes.</summary>
public static class SettlementInstructionWriter
{
    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="instruction">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form, or the amount is not above zero.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, SettlementInstruction instruction)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        if (instruction.Amount.MinorUnits <= 0)
            throw DocumentOutput.NotOfItsForm("IntrBkSttlmAmt", instruction.Amount.ToDecimalString(), "an amount above zero");
        var amount = AmountText.Of(instruction.Amount);
        InstitutionTransferWriter.Write(output, header, new InstitutionTransfer
        {
            MessageId = instruction.MessageId,
            CreatedAt = IsoText.Time(instruction.CreatedAtMs),
            Total = amount,
            SettlementDate = IsoText.Day(instruction.SettlementDay),
            // The accounts are with the bank that is instructed: it settles in its own books.
            Settlement = new SettlementInformation("INDA"),
            InstructingAgent = instruction.InstructingAgent,
            InstructedAgent = instruction.InstructedAgent,
            Transactions =
            [
                new InstitutionPayment
                {
                    Identification = new PaymentIdentification
                    {
                        InstructionId = instruction.InstructionId, EndToEndId = instruction.InstructionId, Uetr = instruction.Uetr.ToString(),
                    },
                    Amount = amount,
                    Debtor = instruction.Payer,
                    DebtorAccount = instruction.PayerAccount is { } payer ? NamedParts.Account(payer) : null,
                    Creditor = instruction.Payee,
                    CreditorAccount = instruction.PayeeAccount is { } payee ? NamedParts.Account(payee) : null,
                    RemittanceTexts = instruction.Remittance is { } text ? [text] : [],
                },
            ],
        });
    }
}
