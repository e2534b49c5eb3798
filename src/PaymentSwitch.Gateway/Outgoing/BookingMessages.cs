using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>Notifications of single bookings (camt.054), each made from the fact that booked it.</summary>
internal sealed class BookingMessages(Parties parties)
{
    private const char Debit = 'M';
    private const char Credit = 'G';
    private const char Transfer = 'Z';
    private const char Reversal = 'O';

    /// <summary>Writes the message of a delivery.</summary>
    /// <returns>Its definition.</returns>
    public string Write(IBufferWriter<byte> output, MailboxMessage message)
    {
        switch (message.Fact)
        {
            case PaymentEvent e:
                WritePayment(output, message, e);
                break;
            case LiquidityEvent e:
                WriteTransfer(output, message.Entity.Identity, e);
                break;
            case AccountEvent e:
                WriteBooking(output, message.Entity.Account, e);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(message), message.Fact, "This fact books nothing.");
        }

        return CashReportWriter.DefinitionOf(CashReportKind.Notification);
    }

    private void WritePayment(IBufferWriter<byte> output, MailboxMessage message, PaymentEvent fact)
    {
        Payment payment = message.Payment!;
        PaymentReceived received = payment.Received!;
        ReturnLeg? sent = fact is PaymentReturned returned ? payment.Aftermath.Returns[returned.Number - 1] : null;
        bool isCredit = message.Kind == DeliveryKind.CreditNotification;
        // A return goes the other way: the debtor agent gets it.
        bool isSender = isCredit == (sent is not null);
        Currency currency = received.Transfer.Amount.Currency;
        string id = sent is null ? Parties.IdOf(payment.Uetr, isCredit ? Credit : Debit) : Parties.IdOf(sent.KeyOf(payment.Uetr), isCredit ? Credit : Debit);
        MovementKind kind = sent is null
            ? isCredit ? MovementKind.PaymentIn : MovementKind.PaymentOut
            : isCredit ? MovementKind.ReturnIn : MovementKind.ReturnOut;
        Write(output, isSender ? Parties.SenderOf(received) : Parties.ReceiverOf(received), new AccountId(message.To, currency), id, new StatementEntry
        {
            Amount = sent is null ? received.Transfer.Amount : new Money(sent.Received.AmountMinor, currency),
            IsCredit = isCredit,
            BookedAtMs = fact.AtMs,
            Reference = id,
            TransactionCode = AccountMessages.CodeOf(kind),
            Uetr = payment.Uetr,
            EndToEndId = received.Transfer.EndToEndId,
            TransactionId = received.Transfer.TransactionId,
            Counterparty = isSender ? Parties.ReceiverOf(received) : Parties.SenderOf(received),
            AdditionalInformation = sent is null ? null : $"Returned: {sent.Received.ReasonCode}",
        });
    }

    private void WriteTransfer(IBufferWriter<byte> output, Uetr transfer, LiquidityEvent fact)
    {
        LiquidityTerms terms = fact.Terms;
        var reversed = fact as LiquidityReversed;
        string id = Parties.IdOf(transfer, reversed is null ? Transfer : Reversal);
        Write(output, Parties.AgentOf(terms.Account.Participant), terms.Account, id, new StatementEntry
        {
            Amount = new Money(terms.AmountMinor, terms.Account.Currency),
            IsCredit = reversed is not null || terms.Direction == LiquidityDirection.In,
            IsReversal = reversed is not null,
            BookedAtMs = fact.AtMs,
            Reference = id,
            TransactionCode = new BankTransactionCode { Proprietary = "LIQUIDITY-TRANSFER" },
            EndToEndId = terms.Reference,
            AdditionalInformation = reversed?.Reason,
        });
    }

    private void WriteBooking(IBufferWriter<byte> output, AccountId account, AccountEvent fact)
    {
        BookedFact booked = BookedFact.Of(fact);
        // What prefunding has paid is told and not booked: the payments of the cycle were, and nothing came from the settlement bank.
        var covered = booked.IsMovement ? null : (AccountCycleSettled)fact;
        long amountMinor = covered?.NetMinor ?? booked.AmountMinor;
        string id = Parties.IdOf($"{account}\n{booked.Kind}\n{booked.Reference}\n{covered?.Cycle}", fact.AtMs, Debit);
        Write(output, Parties.AgentOf(account.Participant), account, id, new StatementEntry
        {
            Amount = new Money(Math.Abs(amountMinor), account.Currency),
            IsCredit = amountMinor > 0,
            IsInformation = covered is not null,
            BookedAtMs = fact.AtMs,
            Reference = id,
            TransactionCode = covered is null ? AccountMessages.CodeOf(booked.Kind) : new BankTransactionCode { Proprietary = "CYCLE-COVERED" },
            AdditionalInformation = covered is null ? booked.Reference : $"cycle {covered.Cycle}: what is owed was paid from prefunding",
        });
    }

    private void Write(IBufferWriter<byte> output, AgentIdentification owner, AccountId account, string id, StatementEntry entry)
    {
        var nothing = new Money(0, account.Currency);
        AccountStatementWriter.Write(
            output, parties.Header(owner, id, CashReportWriter.DefinitionOf(CashReportKind.Notification), entry.BookedAtMs), new AccountStatement
            {
                Kind = CashReportKind.Notification,
                MessageId = id,
                StatementId = id,
                CreatedAtMs = entry.BookedAtMs,
                Account = Parties.NumberOf(account),
                Owner = owner,
                Servicer = parties.Switch,
                FromMs = entry.BookedAtMs,
                ToMs = entry.BookedAtMs,
                // A notification tells no balances.
                OpeningBalance = nothing,
                ClosingBalance = nothing,
                Entries = [entry],
            });
    }
}
