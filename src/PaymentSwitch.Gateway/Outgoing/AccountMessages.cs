using System.Buffers;
using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Reporting;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;
using AccountState = PaymentSwitch.Domain.Accounts.AccountState;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>Answers to what banks ask about their accounts and payments. They say how things stand now: asked again, they may say other.</summary>
internal sealed class AccountMessages(Parties parties, IPaymentSwitch paymentSwitch)
{
    private const char AnswerKind = 'G';

    /// <summary>Writes how accounts stand (camt.004): each account, and after it the limits of the parties reachable through it.</summary>
    public void WritePositions(IBufferWriter<byte> output, AgentIdentification to, IReadOnlyList<AccountState> accounts, OriginalQuery query, long nowMs)
    {
        string id = IdOf(to, query, nowMs);
        AccountPositionWriter.Write(output, parties.Header(to, id, AccountAnswerWriter.MessageDefinition, nowMs), new AccountPositions
        {
            MessageId = id,
            CreatedAtMs = nowMs,
            OriginalQuery = query,
            Accounts = [.. accounts.SelectMany(account => account.PartyLimits.Select(limit => PositionOf(account.Id, limit, nowMs)).Prepend(PositionOf(account, to, nowMs)))],
        });
    }

    /// <summary>Writes that there is no such account (camt.004).</summary>
    public void WriteNoAccount(IBufferWriter<byte> output, AgentIdentification to, OriginalQuery query, long nowMs)
    {
        string id = IdOf(to, query, nowMs);
        AccountAnswerWriter.Write(output, parties.Header(to, id, AccountAnswerWriter.MessageDefinition, nowMs), new AccountAnswer
        {
            Header = new AnswerHeader { MessageId = id, CreatedAt = IsoText.Time(nowMs), OriginalQuery = query },
            OperationalErrors = [new QueryError(new CodeText("NOT_FOUND", IsProprietary: true), "The sender has no such account here.")],
        });
    }

    /// <summary>Writes where a payment stands (camt.006).</summary>
    public void WriteStanding(IBufferWriter<byte> output, ParticipantId asker, Payment payment, OriginalQuery query, long nowMs)
    {
        PaymentReceived received = payment.Received!;
        AgentIdentification sender = Parties.SenderOf(received);
        AgentIdentification receiver = received.Receiver is null ? received.Transfer.CreditorAgent : Parties.ReceiverOf(received);
        bool isSender = asker == received.Sender;
        AgentIdentification to = isSender ? sender : receiver;
        long sinceMs = payment.Status.IsFinal() ? payment.FinalAtMs : received.AtMs;
        SchemeProfile scheme = paymentSwitch.Schemes.Of(received.Scheme, received.ProfileVersion);
        string id = IdOf(to, query, nowMs);
        PaymentStandingWriter.Write(output, parties.Header(to, id, TransactionAnswerWriter.MessageDefinition, nowMs), new PaymentStanding
        {
            MessageId = id,
            CreatedAtMs = nowMs,
            OriginalQuery = query,
            Uetr = payment.Uetr,
            EndToEndId = received.Transfer.EndToEndId,
            TransactionId = received.Transfer.TransactionId,
            OriginalMessageId = received.Transfer.MessageId,
            Amount = received.Transfer.Amount,
            SettlementDay = BusinessDays.At(scheme, sinceMs),
            InstructingAgent = sender,
            InstructedAgent = receiver,
            IsCredit = !isSender,
            Outcome = payment.Status switch
            {
                PaymentStatus.Settled => PaymentOutcome.Settled,
                PaymentStatus.Rejected or PaymentStatus.Expired => PaymentOutcome.Rejected,
                _ => PaymentOutcome.Pending,
            },
            SinceMs = sinceMs,
            Reason = payment.Reasons.Count > 0 ? payment.Reasons[0] : null,
        });
    }

    /// <summary>Writes that a payment cannot be told (camt.006), and why.</summary>
    public void WriteNoPayment(IBufferWriter<byte> output, AgentIdentification to, string code, string text, OriginalQuery query, long nowMs)
    {
        string id = IdOf(to, query, nowMs);
        TransactionAnswerWriter.Write(output, parties.Header(to, id, TransactionAnswerWriter.MessageDefinition, nowMs), new TransactionAnswer
        {
            Header = new AnswerHeader { MessageId = id, CreatedAt = IsoText.Time(nowMs), OriginalQuery = query },
            OperationalErrors = [new QueryError(new CodeText(code, IsProprietary: true), text)],
        });
    }

    /// <summary>Writes a page of what happened on an account (camt.052, camt.053, camt.054).</summary>
    public void WriteReport(IBufferWriter<byte> output, AgentIdentification to, AccountPage page, long nowMs)
    {
        Engine.Reporting.AccountStatement statement = page.Statement;
        Currency currency = statement.Account.Currency;
        string number = Parties.NumberOf(statement.Account);
        string id = IdOf(to, page.Query, nowMs, page.Page);
        AccountStatementWriter.Write(output, parties.Header(to, id, CashReportWriter.DefinitionOf(page.Kind), nowMs), new AccountStatement
        {
            Kind = page.Kind,
            MessageId = id,
            // All pages of one statement have one id.
            StatementId = Parties.IdOf($"{number}\n{page.Kind}\n{statement.FromMs}", statement.ToMs, 'H'),
            CreatedAtMs = nowMs,
            OriginalQuery = page.Query,
            Page = page.Page == 1 && statement.NextNumber is null ? null : new PageNumber(page.Page.ToString(CultureInfo.InvariantCulture), statement.NextNumber is null),
            Account = number,
            Owner = to,
            Servicer = parties.Switch,
            FromMs = statement.FromMs,
            // The last moment that is told of.
            ToMs = statement.ToMs - 1,
            OpeningBalance = new Money(statement.PageOpeningBalanceMinor, currency),
            ClosingBalance = new Money(statement.PageClosingBalanceMinor, currency),
            Entries = [.. statement.Entries.Select(entry => EntryOf(entry, page))],
        });
    }

    private static StatementEntry EntryOf(Movement entry, AccountPage page)
    {
        Payment? payment = entry.Uetr is Uetr uetr ? page.Payments.GetValueOrDefault(uetr) : null;
        PaymentReceived? received = payment?.Received;
        bool isSender = received?.Sender == entry.Account.Participant;
        return new StatementEntry
        {
            Amount = new Money(Math.Abs(entry.AmountMinor), entry.Account.Currency),
            IsCredit = entry.AmountMinor > 0,
            BookedAtMs = entry.AtMs,
            Reference = entry.Number.ToString(CultureInfo.InvariantCulture),
            TransactionCode = CodeOf(entry.Kind),
            Uetr = entry.Uetr,
            EndToEndId = received?.Transfer.EndToEndId,
            TransactionId = received?.Transfer.TransactionId,
            Counterparty = received is null ? null : isSender ? Parties.ReceiverOf(received) : Parties.SenderOf(received),
            AdditionalInformation = entry.Reference,
        };
    }

    // Domain and family of the standard's code set where it has them; what the movement is for the switch, always.
    internal static BankTransactionCode CodeOf(MovementKind kind) => kind switch
    {
        MovementKind.PaymentOut => Payments("IRCT", "PAYMENT-OUT"),
        MovementKind.PaymentIn => Payments("RRCT", "PAYMENT-IN"),
        MovementKind.ReturnOut => Payments("IRCT", "RETURN-OUT"),
        MovementKind.ReturnIn => Payments("RRCT", "RETURN-IN"),
        MovementKind.Funding => new BankTransactionCode { Proprietary = "FUNDING" },
        MovementKind.Withdrawal => new BankTransactionCode { Proprietary = "WITHDRAWAL" },
        MovementKind.CycleSettlement => new BankTransactionCode { Proprietary = "CYCLE-SETTLEMENT" },
        _ => new BankTransactionCode { Proprietary = "OTHER" },
    };

    private static BankTransactionCode Payments(string family, string own) =>
        new() { Domain = "PMNT", Family = family, SubFamily = "OTHR", Proprietary = own };

    private static AccountPosition PositionOf(AccountState state, AgentIdentification owner, long nowMs)
    {
        AccountStanding standing = Account.Restore(state).Show();
        return new AccountPosition
        {
            Account = Parties.NumberOf(state.Id),
            Owner = owner,
            AtMs = nowMs,
            Balance = Of(standing.BalanceMinor),
            Reserved = Of(standing.ReservedMinor),
            Available = Of(standing.AvailableMinor),
            Cap = standing.Cap.LimitMinor is long limitMinor ? Of(limitMinor) : null,
            Headroom = standing.HeadroomMinor is long headroomMinor ? Of(headroomMinor) : null,
        };

        Money Of(long minor) => new(minor, state.Id.Currency);
    }

    // A party has no money of its own here: its balance is what it has used of its limit, as a debit.
    private static AccountPosition PositionOf(AccountId account, PartyLimit limit, long nowMs) => new()
    {
        Account = Parties.NumberOf(account, limit.Party),
        Owner = limit.Agents.Count > 0 ? limit.Agents[0] : new AgentIdentification(null, null, limit.Party),
        AtMs = nowMs,
        Balance = new Money(-limit.UseMinor, account.Currency),
        Cap = limit.Cap.LimitMinor is long limitMinor ? new Money(limitMinor, account.Currency) : null,
        Headroom = limit.HeadroomMinor is long headroomMinor ? new Money(headroomMinor, account.Currency) : null,
    };

    private static string IdOf(AgentIdentification to, OriginalQuery query, long nowMs, int page = 1) =>
        Parties.IdOf($"{to}\n{query.MessageId}\n{page}", nowMs, AnswerKind);
}
