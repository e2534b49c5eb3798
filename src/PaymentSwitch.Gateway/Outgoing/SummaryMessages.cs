using System.Buffers;
using System.Globalization;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>
/// Balances and totals of a time (camt.052, camt.053): what a settlement cycle comes to for a participant, and what a business day,
/// or one so far, has come to on an account. The fact has all of it: no message in a mailbox waits for the read models.
/// </summary>
internal sealed class SummaryMessages(Parties parties)
{
    private const char Kind = 'K';

    /// <summary>Writes the message of a delivery.</summary>
    /// <returns>Its definition.</returns>
    public string Write(IBufferWriter<byte> output, MailboxMessage message) => message.Fact switch
    {
        CycleReported e => WriteCycle(output, message.To, message.Entity.Cycle, e),
        StatementIssued e => WriteStatement(output, message.Entity.Account, e),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message.Fact, "This fact sums nothing up."),
    };

    private string WriteCycle(IBufferWriter<byte> output, ParticipantId to, CycleId cycle, CycleReported fact)
    {
        ParticipantPosition position = fact.Positions.Single(own => own.Participant == to);
        var account = new AccountId(to, fact.Currency);
        string stage = fact.Stage switch
        {
            CycleStage.Netted => "netted; the settlement bank moves what is owed next",
            CycleStage.Settled => "settled: the money has moved",
            _ => "stopped by an operator: what was told of it before does not hold",
        };
        return Write(output, fact.AtMs, $"{account}\n{cycle}\n{fact.Stage}", account, new AccountSummary
        {
            Kind = CashReportKind.Report,
            MessageId = "",
            SummaryId = Parties.Cut(cycle.ToString(), 35)!,
            CreatedAtMs = fact.AtMs,
            Source = $"CYCLE-{fact.Stage.ToString().ToUpperInvariant()}",
            Account = Parties.NumberOf(account),
            Owner = Parties.AgentOf(to),
            Currency = fact.Currency,
            FromMs = fact.OpenedAtMs,
            ToMs = fact.CutAtMs,
            Totals = new EntryTotals(position.DebitCount, position.DebitsMinor, position.CreditCount, position.CreditsMinor),
            AdditionalInformation = $"Settlement cycle {cycle} of business day {DayOf(fact.BusinessDate)}: {stage}.",
        });
    }

    private string WriteStatement(IBufferWriter<byte> output, AccountId account, StatementIssued fact)
    {
        bool isWholeDay = fact.Kind == StatementKind.EndOfDay;
        return Write(output, fact.AtMs, $"{account}\n{fact.Kind}\n{fact.FromMs}\n{fact.ToMs}", account, new AccountSummary
        {
            Kind = isWholeDay ? CashReportKind.Statement : CashReportKind.Report,
            MessageId = "",
            SummaryId = "",
            CreatedAtMs = fact.AtMs,
            Source = isWholeDay ? "END-OF-DAY" : "INTRADAY",
            Account = Parties.NumberOf(account),
            Owner = Parties.AgentOf(account.Participant),
            Currency = account.Currency,
            FromMs = fact.FromMs,
            // The last moment that is told of.
            ToMs = fact.ToMs - 1,
            ClosingMinor = fact.BalanceMinor,
            Totals = fact.Turnover is Turnover booked ? new EntryTotals(booked.DebitCount, booked.DebitsMinor, booked.CreditCount, booked.CreditsMinor) : null,
            AdditionalInformation = $"Business day {DayOf(fact.BusinessDate)}{(isWholeDay ? "" : " so far")}. Balances and totals: the entries are told on request (camt.060).",
        });
    }

    private string Write(IBufferWriter<byte> output, long atMs, string about, AccountId account, AccountSummary summary)
    {
        string definition = CashReportWriter.DefinitionOf(summary.Kind);
        string id = Parties.IdOf(about, atMs, Kind);
        AccountSummaryWriter.Write(
            output, parties.Header(Parties.AgentOf(account.Participant), id, definition, atMs), summary with
            {
                MessageId = id,
                SummaryId = summary.SummaryId.Length > 0 ? summary.SummaryId : id,
                Servicer = parties.Switch,
            });
        return definition;
    }

    private static string DayOf(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
