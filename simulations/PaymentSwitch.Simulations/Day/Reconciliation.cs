using System.Diagnostics;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Reporting;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Simulations.Day;

/// <summary>The books of the day held against each other: the switch's, its movements, the banks' own, the settlement bank's.</summary>
internal static class Reconciliation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Holds them against each other, when nothing is under way any more.</summary>
    /// <param name="running">The switch.</param>
    /// <param name="banks">The banks.</param>
    /// <param name="course">What happened beside payments.</param>
    /// <param name="log">What the switch has stored.</param>
    /// <param name="now">The end of the day.</param>
    public static async Task<DayResult> OfAsync(DaySwitch running, DayBanks banks, DayCourse course, DayLog log, DateTimeOffset now)
    {
        BooksAudit audit = await running.Operated.AuditAsync();
        IReadOnlyList<AccountState> states = await running.Operated.CaptureAccountsAsync();
        IReadOnlyList<SettlementCycle> cycles = await running.Operated.ListCyclesAsync();
        await ReadModelsAsync(running.Storage.ReadSide, audit.Position);
        AccountRow[] rows =
        [
            .. Cast.Members.Select(member => RowOf(member, states, banks, course, running.Storage.ReadSide, now)),
        ];
        var wrongBooks = new List<string>();
        foreach (Member member in Cast.Members)
            if (await banks.Of(member.Bank).HandInBookAsync(member.Currency, DayHours.At(0), now) is string wrong) wrongBooks.Add($"{member.Bank}/{member.Currency}: {wrong}");
        DayPayment[] payments = [.. banks.Payments.Values];
        return new DayResult
        {
            Payments = payments,
            Accounts = rows,
            Cycles = cycles,
            Happenings = HappeningsOf(payments, banks, course, log, cycles),
            Promises =
            [
                .. DayPromises.OfPayments(payments),
                .. DayPromises.OfAccounts(rows, banks.Settlement.Book),
                .. DayPromises.OfCycles(cycles, course),
                new("each bank's own book, handed in to the switch, fits payment by payment", wrongBooks),
                new("the audit of the switch finds nothing", [.. audit.Mismatches.Select(mismatch => mismatch.Text)]),
                new("nobody was told or answered anything unforeseen",
                [
                    .. banks.All.SelectMany(bank => bank.Findings), .. banks.Settlement.Findings, .. running.Faults.Select(fault => fault.ToString()),
                    .. log.Failure is null ? [] : new[] { log.Failure.ToString() },
                ]),
            ],
        };
    }

    private static AccountRow RowOf(
        Member member, IReadOnlyList<AccountState> states, DayBanks banks, DayCourse course, SqliteReadSide readSide, DateTimeOffset now)
    {
        AccountId id = DayOperator.AccountOf(member.Bank, member.Currency);
        AccountState state = states.Single(state => state.Id == id);
        long movementsMinor = 0;
        for (long number = 1; readSide.ReadMovements(id, number, 1000) is { Count: > 0 } page; number += page.Count)
            movementsMinor += page.Sum(movement => movement.AmountMinor);
        SettlementBook settlement = banks.Settlement.Book;
        return new AccountRow(
            member.Bank, member.Currency, state.BalanceMinor, state.BalanceMinor - state.Positions.Sum(position => position.NetMinor),
            state.Reservations.Sum(reservation => reservation.Value.AmountMinor), movementsMinor, banks.Of(member.Bank).BookIn(member.Currency),
            settlement.BroughtInMinor(member.Bank, member.Currency), settlement.OwnMinor(member.Bank, member.Currency),
            member.FundingMinor + member.OwnMinor + (member.Bank == Cast.Elmstead ? course.LentMinor : 0), StatementOf(id, readSide, now));
    }

    private static StatementSums StatementOf(AccountId id, SqliteReadSide readSide, DateTimeOffset now)
    {
        long fromMs = DayHours.At(0).ToUnixTimeMilliseconds();
        long toMs = now.ToUnixTimeMilliseconds() + 1;
        Int128 creditsMinor = 0;
        Int128 debitsMinor = 0;
        AccountStatement? page = null;
        do
        {
            page = AccountStatement.Of(readSide, new StatementRequest(id, fromMs, toMs, page?.NextNumber)).Statement
                ?? throw new InvalidOperationException($"There is no statement of {id}.");
            creditsMinor += page.Credits.SumMinor;
            debitsMinor += page.Debits.SumMinor;
        }
        while (page.NextNumber is not null);

        return new StatementSums(page.OpeningBalanceMinor, (long)creditsMinor, (long)debitsMinor, page.ClosingBalanceMinor, page.EntryCount);
    }

    private static IReadOnlyList<(string, int)> HappeningsOf(
        DayPayment[] payments, DayBanks banks, DayCourse course, DayLog log, IReadOnlyList<SettlementCycle> cycles) =>
    [
        ("payments settled in GBP", payments.Count(payment => payment.IsSettled && payment.Record.Currency == "GBP")),
        ("payments settled in EUR", payments.Count(payment => payment.IsSettled && payment.Record.Currency == "EUR")),
        ("payments rejected", log.CountOf<PaymentRejected>()),
        ("payments expired in silence", log.CountOf<PaymentExpired>()),
        ("late answers", log.CountOf<LateAnswerReceived>()),
        ("recalls", log.CountOf<RecallRequested>()),
        ("recalls answered no", log.CountOf<RecallAnswered>()),
        ("recalls answered by nobody", payments.Count(payment => payment is { Sequel: Sequel.RecallUnanswered, RecallRefusedFor: "NOAS" })),
        ("recalls answered by a return", payments.Count(payment => payment is { Sequel: Sequel.RecallReturned, GotBackMinor: > 0 })),
        ("returns unasked", payments.Count(payment => payment is { Sequel: Sequel.Returned, GotBackMinor: > 0 })),
        ("returns in parts", payments.Count(payment => payment is { Sequel: Sequel.ReturnedInParts, GotBackMinor: > 0 })),
        ("fundings", log.CountOf<AccountFunded>()),
        ("floor alerts", log.CountOf<LiquidityAlertRaised>()),
        ("top-ups because of one", course.TopUps),
        ("withdrawals", banks.All.Sum(bank => bank.BookIn("GBP").CountOf(BookEntry.Withdrawal) + bank.BookIn("EUR").CountOf(BookEntry.Withdrawal))),
        ("withdrawals refused", banks.All.Sum(bank => bank.WithdrawalsRefused)),
        ("cycles settled", log.CountOf<CycleSettled>()),
        ("payments settled between cut and settlement", log.SettledWhileDraining),
        ("defaults covered from prefunding", cycles.SelectMany(cycle => cycle.Instructions).Count(one => one.Status == InstructionStatus.Covered)),
        ("banks suspended and resumed", log.CountOf<ParticipantStandingChanged>() / 2),
        ("directory changes for a moment to come", log.CountOf<ParticipantAgentsChanged>()),
        ("ends of a business day (admi.004 SODA)", banks.All.Sum(bank => bank.Events.Count(code => code == "SODA"))),
    ];

    private static async Task ReadModelsAsync(SqliteReadSide readSide, long position)
    {
        long began = Stopwatch.GetTimestamp();
        while (readSide.Position < position)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new TimeoutException($"The read models are at {readSide.Position}, the journal at {position}.");
            await Task.Delay(10);
        }
    }
}
