using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Rules;
using PaymentSwitch.Iso20022.Writing;
using AccountState = PaymentSwitch.Iso20022.Messages.AccountState;
using LiquidityTransfer = PaymentSwitch.Iso20022.Messages.LiquidityTransfer;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>The messages about money between accounts and the settlement bank, and about bounds that were crossed.</summary>
internal sealed class LiquidityMessages(Parties parties)
{
    /// <summary>The letter in the id of an instruction to the settlement bank, by which its receipt finds the transfer.</summary>
    public const char InstructionKind = 'W';

    /// <summary>Writes the message of a delivery.</summary>
    /// <returns>Its definition.</returns>
    public string Write(IBufferWriter<byte> output, MailboxMessage message)
    {
        switch (message.Kind)
        {
            case DeliveryKind.LiquidityAlert:
                WriteAlert(output, message.Entity.Account, (LiquidityAlertRaised)message.Fact);
                return AccountAnswerWriter.MessageDefinition;
            case DeliveryKind.InstructWithdrawal:
                WriteInstruction(output, message.Entity.Identity, (LiquidityBooked)message.Fact);
                return LiquidityTransferWriter.MessageDefinition;
            case DeliveryKind.LiquidityReceipt:
                WriteReceipt(output, message.Entity.Identity, (LiquidityEvent)message.Fact);
                return ReceiptWriter.MessageDefinition;
            default:
                throw new ArgumentOutOfRangeException(nameof(message), message.Kind, "This is no message about liquidity.");
        }
    }

    /// <summary>Writes what became of a transfer, to the one who asked for it.</summary>
    public void WriteReceipt(IBufferWriter<byte> output, Uetr transfer, LiquidityEvent fact)
    {
        (string code, string? why) = fact switch
        {
            LiquidityRefused e => (ReceiptRules.Refused, TextOf(e.Reply)),
            LiquidityReversed e => (ReceiptRules.Refused, e.Reason),
            _ => (ReceiptRules.Done, null),
        };
        WriteReceipt(output, Parties.AgentOf(fact.Terms.Sender), Parties.IdOf(transfer, 'R'), fact.Terms.MessageId, fact.AtMs, code, why);
    }

    /// <summary>Writes the receipt of a transfer that was not taken in.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="to">Who asked.</param>
    /// <param name="message">The message, whole: what this one is named after.</param>
    /// <param name="messageId">Its id.</param>
    /// <param name="why">Why not.</param>
    /// <param name="nowMs">When, in Unix milliseconds.</param>
    public void WriteRefusal(IBufferWriter<byte> output, AgentIdentification to, ReadOnlySpan<byte> message, string messageId, string why, long nowMs) =>
        WriteReceipt(output, to, Parties.IdOf(message, 'X'), messageId, nowMs, ReceiptRules.Refused, why);

    private void WriteReceipt(
        IBufferWriter<byte> output, AgentIdentification to, string id, string messageId, long atMs, string code, string? why) =>
        ReceiptWriter.Write(output, parties.Header(to, id, ReceiptWriter.MessageDefinition, atMs), new Receipt
        {
            Header = new QueryHeader { MessageId = id, CreatedAt = IsoText.Time(atMs) },
            Details =
            [
                new ReceiptDetails
                {
                    OriginalMessageId = messageId,
                    OriginalMessageDefinition = LiquidityTransferWriter.MessageDefinition,
                    Handlings = [new RequestHandling(code, why is null ? null : Parties.Cut(why, 140))],
                },
            ],
        });

    private void WriteInstruction(IBufferWriter<byte> output, Uetr transfer, LiquidityBooked fact)
    {
        LiquidityTerms terms = fact.Terms;
        string id = Parties.IdOf(transfer, InstructionKind);
        AgentIdentification participant = Parties.AgentOf(terms.Account.Participant);
        LiquidityTransferWriter.Write(
            output, parties.Header(Parties.AgentOf(fact.AwaitedFrom!.Value), id, LiquidityTransferWriter.MessageDefinition, fact.AtMs), new LiquidityTransfer
            {
                MessageId = id,
                CreatedAt = IsoText.Time(fact.AtMs),
                Identification = new PaymentIdentification { EndToEndId = terms.Reference, InstructionId = id },
                Creditor = participant,
                Amount = AmountText.Of(new Money(terms.AmountMinor, terms.Account.Currency)),
                Debtor = parties.Switch,
            });
    }

    private void WriteAlert(IBufferWriter<byte> output, AccountId account, LiquidityAlertRaised fact)
    {
        string id = Parties.IdOf($"{account}\n{fact.Bound}\n{fact.ValueMinor}", fact.AtMs, 'V');
        bool isHeadroom = fact.Bound is LiquidityBound.HeadroomFloor or LiquidityBound.HeadroomCeiling;
        AccountAnswerWriter.Write(
            output, parties.Header(Parties.AgentOf(account.Participant), id, AccountAnswerWriter.MessageDefinition, fact.AtMs), new AccountAnswer
            {
                Header = new AnswerHeader { MessageId = id, CreatedAt = IsoText.Time(fact.AtMs), QueryName = NameOf(fact.Bound) },
                Accounts =
                [
                    new AccountState
                    {
                        Account = new AccountNumber(Parties.NumberOf(account), IsIban: false),
                        Currency = account.Currency.Code,
                        Balances =
                        [
                            new CurrentBalance
                            {
                                Amount = new Money(Math.Abs(fact.ValueMinor), account.Currency).ToDecimalString(),
                                IsCredit = fact.ValueMinor >= 0,
                                Type = isHeadroom ? new CodeText("HEADROOM", IsProprietary: true) : new CodeText("AVLB"),
                                ValueDate = IsoText.Time(fact.AtMs),
                            },
                        ],
                    },
                ],
            });
    }

    /// <summary>Why an account refuses, in words for a bank.</summary>
    public static string TextOf(AccountReply reply) => reply switch
    {
        AccountReply.InsufficientFunds => "The account holds too little, or what is left would not cover the cap.",
        AccountReply.AmountOutOfRange => "The amount is not greater than zero, or more than an account can hold.",
        AccountReply.NotOpen => "There is no such account.",
        AccountReply.Closed => "The account is closed.",
        AccountReply.ReferenceTaken => "The reference was used before for another amount.",
        _ => $"The account refuses it: {reply}.",
    };

    private static string NameOf(LiquidityBound bound) => bound switch
    {
        LiquidityBound.BalanceFloor => "FLOOR NOTIFICATION",
        LiquidityBound.BalanceCeiling => "CEILING NOTIFICATION",
        LiquidityBound.HeadroomFloor => "HEADROOM FLOOR NOTIFICATION",
        _ => "HEADROOM CEILING NOTIFICATION",
    };
}
