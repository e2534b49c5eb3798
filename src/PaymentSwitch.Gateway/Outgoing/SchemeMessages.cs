using System.Buffers;
using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;
using SettlementInstruction = PaymentSwitch.Domain.Settlement.SettlementInstruction;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>The messages about a scheme as a whole: instructions for settlement cycles, broadcasts, and requests to pay that are passed on.</summary>
internal sealed class SchemeMessages(Parties parties, PassedOnMessages passedOn, IPaymentSwitch paymentSwitch)
{
    // What is said where an operator gave no code.
    private const string OtherEvent = "INFO";

    /// <summary>Writes the message of a delivery.</summary>
    /// <returns>Its definition.</returns>
    public string Write(IBufferWriter<byte> output, MailboxMessage message)
    {
        // Several facts of one entity may come in one millisecond: the id is also made of what each says, and to whom.
        string id = Parties.IdOf($"{message.Entity}\n{message.To}\n{SaidBy(message.Fact)}", message.Fact.AtMs, 'E');
        switch (message.Fact)
        {
            case RequestReceived e:
                return Forward(output, e.Receiver, Parties.IdOf(message.Entity.Identity, 'P'), e.AtMs, e.Message, RequestToPayWriter.MessageDefinition);
            case RequestAnswered e:
                return Forward(output, message.To, Parties.IdOf(message.Entity.Identity, 'Y'), e.AtMs, e.Message, RequestToPayStatusWriter.MessageDefinition);
            case RequestAnswerPending e:
                return Forward(output, message.To, Parties.IdOf(message.Entity.Identity, 'M'), e.AtMs, e.Message, RequestToPayStatusWriter.MessageDefinition);
            case CycleInstructed e:
                WriteInstructions(output, message, id, e.Instructions, fromPrefunding: false);
                return InstitutionTransferWriter.MessageDefinition;
            case InstructionReplaced e:
                WriteInstructions(output, message, id, [e.By], e.FromPrefunding);
                return InstitutionTransferWriter.MessageDefinition;
            case ParticipantStandingChanged e:
                WriteEvent(output, message, id, CodeOf(e.Standing), [message.Entity.Participant.Value, e.Standing.ToString()], e.Act.Why);
                return SystemEventWriter.MessageDefinition;
            case CycleOpened e:
                string date = e.BusinessDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                WriteEvent(output, message, id, "SODA", [message.Entity.Cycle.Scheme, date], $"The business day {date} of {message.Entity.Cycle.Scheme} has begun.");
                return SystemEventWriter.MessageDefinition;
            case BroadcastSent e:
                WriteEvent(output, message, id, e.EventCode, [message.Entity.Cycle.Scheme], e.Text);
                return SystemEventWriter.MessageDefinition;
            default:
                throw new ArgumentOutOfRangeException(nameof(message), message.Fact, "This fact tells participants nothing.");
        }
    }

    private string Forward(
        IBufferWriter<byte> output, ParticipantId to, string id, long atMs, Domain.Payments.OriginalMessage message, string otherwise) =>
        passedOn.Write(output, Parties.AgentOf(to), id, atMs, message, null, otherwise);

    /// <summary>
    /// One transaction for each participant: a net debtor pays the scheme's settlement account, a net creditor is paid from it.
    /// Each is answered by its own UETR.
    /// </summary>
    private void WriteInstructions(
        IBufferWriter<byte> output, MailboxMessage message, string id, IReadOnlyList<SettlementInstruction> instructions, bool fromPrefunding)
    {
        SchemeProfile scheme = paymentSwitch.Schemes.Find(message.Entity.Cycle.Scheme) ?? paymentSwitch.Schemes.Default;
        AgentIdentification bank = Parties.AgentOf(message.To);
        string date = IsoText.Day(scheme.BusinessDayZone.DateAt(message.Fact.AtMs));
        InstitutionTransferWriter.Write(output, parties.Header(bank, id, InstitutionTransferWriter.MessageDefinition, message.Fact.AtMs), new InstitutionTransfer
        {
            MessageId = id,
            CreatedAt = IsoText.Time(message.Fact.AtMs),
            Settlement = new SettlementInformation("CLRG"),
            SettlementDate = date,
            InstructingAgent = parties.Switch,
            InstructedAgent = bank,
            Transactions =
            [
                .. instructions.Select(instruction =>
                {
                    AgentIdentification participant = Parties.AgentOf(instruction.Participant);
                    bool pays = instruction.NetMinor < 0;
                    return new InstitutionPayment
                    {
                        Identification = new PaymentIdentification
                        {
                            InstructionId = Parties.IdOf(instruction.Uetr, 'I'),
                            EndToEndId = message.Entity.Cycle.ToString(),
                            Uetr = instruction.Uetr.ToString(),
                        },
                        Amount = AmountText.Of(new Money(Math.Abs(instruction.NetMinor), scheme.Currency)),
                        Debtor = pays ? participant : parties.Switch,
                        DebtorAccount = fromPrefunding ? new AccountIdentification { OtherId = "PREFUNDING" } : null,
                        Creditor = pays ? parties.Switch : participant,
                        RemittanceTexts = [$"{message.Entity.Cycle} {(fromPrefunding ? "from prefunding" : "net position")}"],
                    };
                }),
            ],
        });
    }

    private void WriteEvent(IBufferWriter<byte> output, MailboxMessage message, string id, string code, IReadOnlyList<string> parameters, string text) =>
        SystemEventWriter.Write(output, parties.Header(Parties.AgentOf(message.To), id, SystemEventWriter.MessageDefinition, message.Fact.AtMs), new SystemEvent
        {
            Code = Parties.Cut(code, 4) ?? OtherEvent,
            Parameters = [.. parameters.Select(parameter => Parties.Cut(parameter, 35)).OfType<string>()],
            Description = Parties.Cut(text, 1000),
            OccurredAt = IsoText.Time(message.Fact.AtMs),
        });

    private static string SaidBy(IDomainEvent fact) => fact switch
    {
        InstructionReplaced e => e.By.Uetr.ToString(),
        ParticipantStandingChanged e => e.Standing.ToString(),
        BroadcastSent e => $"{e.EventCode}\n{e.Text}",
        _ => "",
    };

    // The standard leaves the codes to the system: one for each standing.
    private static string CodeOf(ParticipantStanding standing) => standing switch
    {
        ParticipantStanding.Enabled => "PENA",
        ParticipantStanding.ReceiveOnly => "PREC",
        ParticipantStanding.Suspended => "PSUS",
        ParticipantStanding.SignedOff => "POFF",
        ParticipantStanding.Closed => "PCLO",
        _ => "PONB",
    };
}
