using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Scenarios;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>Reconciliation finds nothing where nothing is wrong, and whatever is.</summary>
public sealed class ReconcilerTests : IDisposable
{
    private static readonly SchemeProfile Profile = TestProfiles.Gross;
    private static readonly AccountId Alpha = new(Scheme.Alpha, Profile.Currency);
    private static readonly AccountId Bravo = new(Scheme.Bravo, Profile.Currency);
    private static readonly OperatorAct Act = new("test");

    private readonly InMemoryReadSide _readSide = new();
    private readonly Dictionary<AccountId, long> _balances = new() { [Alpha] = 0, [Bravo] = 0 };
    private readonly List<BooksMismatch> _auditFinds = [];
    private int _factsOfLastGroup = int.MaxValue;
    private long _position;

    public void Dispose() => _readSide.Dispose();

    [Fact]
    public async Task A_running_switch_is_reconciled_while_it_works()
    {
        var host = new OpenReadSide();
        await using Scheme scheme = await Scheme.StartAsync(host);
        using var reconciler = new Reconciler(host.Switch, host.ReadSide, new ReconciliationLimits());
        long checkedInAll = 0;
        for (int round = 0; round < 20; round++)
        {
            Uetr settles = await scheme.PayAsync(100 + round);
            Uetr stays = await scheme.PayAsync(7, Scheme.Bravo, Scheme.Alpha);
            Task answering = scheme.AnswerAsync(settles, "ACCP");
            ReconciliationReport report = await reconciler.RunAsync(TestContext.Current.CancellationToken);
            await answering;
            if (round % 2 == 0) await scheme.AnswerAsync(stays, "ACCP", by: Scheme.Alpha);
            Assert.Equal((ReconciliationOutcome.Matched, 0L), (report.Outcome, report.MismatchCount));
            Assert.All(report.Totals, totals => Assert.Equal((0, 0, 200_000), (totals.SumMinor, totals.InTransitMinor, totals.AccountsMinor)));
            checkedInAll += report.MovementsChecked;
        }

        ReconciliationReport last = await reconciler.RunAsync(TestContext.Current.CancellationToken);
        ReconciliationReport full = await reconciler.RunFullAsync(TestContext.Current.CancellationToken);
        Assert.Equal((10, 2), (full.LivePaymentsChecked, full.AccountsChecked));
        Assert.Equal((62L, 30L), (full.MovementsChecked, full.PaymentsChecked));
        Assert.Equal(62, checkedInAll + last.MovementsChecked);
    }

    [Fact]
    public async Task Each_run_reads_only_what_is_new()
    {
        for (int i = 0; i < 1_000; i++) Pay(i);
        var counted = new ChangedMovements(_readSide, movement => movement);
        using var reconciler = Reconciler(counted);
        Assert.Equal((2_000L, 1_000L), Checked(await reconciler.RunAsync(TestContext.Current.CancellationToken)));
        Pay(5);
        long before = counted.Read;
        Assert.Equal((2L, 1L), Checked(await reconciler.RunAsync(TestContext.Current.CancellationToken)));
        // The last one of each account that was checked before, and the new one.
        Assert.Equal(4, counted.Read - before);
        Assert.Equal((2_002L, 1_001L), Checked(await reconciler.RunFullAsync(TestContext.Current.CancellationToken)));

        static (long, long) Checked(ReconciliationReport report) => (report.MovementsChecked, report.PaymentsChecked);
    }

    [Fact]
    public async Task A_long_history_is_checked_over_several_runs()
    {
        for (int i = 0; i < 500; i++) Pay(i);
        using var reconciler = Reconciler(_readSide, new ReconciliationLimits { MovementsPerRunMax = 301 });
        var outcomes = new List<(ReconciliationOutcome, long)>();
        for (int i = 0; i < 4; i++)
        {
            ReconciliationReport report = await reconciler.RunAsync(TestContext.Current.CancellationToken);
            outcomes.Add((report.Outcome, report.MovementsChecked));
        }

        Assert.Equal(
            [(ReconciliationOutcome.Behind, 302), (ReconciliationOutcome.Behind, 302), (ReconciliationOutcome.Behind, 302), (ReconciliationOutcome.Matched, 94)],
            outcomes);
    }

    [Fact]
    public async Task Facts_that_came_into_the_last_group_after_the_look_are_left_out()
    {
        Pay(10);
        Uetr later = UetrOf(99);
        Dictionary<AccountId, long> then = new(_balances);
        Post(new ReservationPosted(1, UetrOf(50), 5), new AccountCredited(1, UetrOf(50), 5, false), new ReservationPosted(1, later, 7), new AccountCredited(1, later, 7, false));
        _balances[Alpha] = then[Alpha] - 5;
        _balances[Bravo] = then[Bravo] + 5;
        _factsOfLastGroup = 2;
        using var reconciler = Reconciler(_readSide);
        ReconciliationReport report = await reconciler.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal((ReconciliationOutcome.Matched, 4L), (report.Outcome, report.MovementsChecked));
        (_balances[Alpha], _balances[Bravo]) = (then[Alpha] - 12, then[Bravo] + 12);
        _factsOfLastGroup = int.MaxValue;
        report = await reconciler.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal((ReconciliationOutcome.Matched, 2L), (report.Outcome, report.MovementsChecked));
    }

    [Fact]
    public async Task Read_models_that_lag_are_told_and_are_no_mismatch()
    {
        Pay(1);
        var lagging = new ChangedMovements(_readSide, movement => movement) { Says = 0 };
        using var reconciler = Reconciler(lagging, new ReconciliationLimits { ReadModelsWaitMs = 30 });
        ReconciliationReport report = await reconciler.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal((ReconciliationOutcome.ReadModelsLag, 0L, 0), (report.Outcome, report.MovementsChecked, report.AccountsChecked));
        lagging.Says = null;
        Assert.Equal(ReconciliationOutcome.Matched, (await reconciler.RunAsync(TestContext.Current.CancellationToken)).Outcome);
    }

    // what is done to Bravo's second movement, a credit of 3 -> the mismatches, of which one names the payment
    [Theory]
    [InlineData(Harm.CreditMissing, "movement-missing,debit-without-credit,in-transit,sum-not-zero")]
    [InlineData(Harm.LastCreditMissing, "balance-differs,debit-without-credit,in-transit")]
    [InlineData(Harm.DebitMissing, "movement-missing,credit-without-debit,in-transit,sum-not-zero")]
    [InlineData(Harm.AmountChanged, "movement-chain,payment-differs,in-transit,sum-not-zero")]
    [InlineData(Harm.BalanceChanged, "movement-chain,movement-chain")]
    [InlineData(Harm.TimeChanged, "movement-order")]
    public async Task What_is_wrong_with_movements_is_found_and_named(Harm harm, string kinds)
    {
        for (int i = 1; i <= 3; i++) Pay(i);
        Uetr victim = UetrOf(harm == Harm.LastCreditMissing ? 3 : 2);
        var harmed = new ChangedMovements(_readSide, movement => Change(movement, harm));
        using var reconciler = Reconciler(harmed);
        ReconciliationReport report = await reconciler.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ReconciliationOutcome.Mismatched, report.Outcome);
        string found = string.Join(',', report.Mismatches.Select(mismatch => mismatch.Kind).Order(StringComparer.Ordinal));
        Assert.True(kinds.Split(',').All(found.Split(',').Contains), found);
        Assert.Contains(report.Mismatches, mismatch => mismatch.Payment == victim && mismatch.Text.Contains(victim.ToString(), StringComparison.Ordinal) || mismatch.Payment == victim);
        Assert.True(report.MismatchesPerTenThousand > 0);
        // It stays an alarm until a full run finds it gone.
        Assert.Equal(ReconciliationOutcome.Mismatched, (await reconciler.RunAsync(TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task A_balance_that_the_movements_do_not_give_names_the_payment_that_explains_it()
    {
        for (int i = 1; i <= 5; i++) Pay(i * 11);
        _balances[Bravo] -= 45;
        using var reconciler = Reconciler(_readSide);
        ReconciliationReport report = await reconciler.RunAsync(TestContext.Current.CancellationToken);
        BooksMismatch balance = Assert.Single(report.Mismatches, mismatch => mismatch.Kind == "balance-differs");
        Assert.Equal((Bravo, UetrOf(44), -45L), (balance.Account, balance.Payment, balance.DifferenceMinor));
        Assert.Single(report.Mismatches, mismatch => mismatch.Kind == "sum-not-zero");
    }

    [Fact]
    public async Task What_was_checked_and_is_changed_afterwards_is_found_without_reading_it_all_again()
    {
        Pay(3);
        bool isChanged = false;
        var changing = new ChangedMovements(_readSide, movement => isChanged && movement.Account == Alpha ? movement with { BalanceAfterMinor = 77 } : movement);
        using var reconciler = Reconciler(changing);
        Assert.Equal(ReconciliationOutcome.Matched, (await reconciler.RunAsync(TestContext.Current.CancellationToken)).Outcome);
        isChanged = true;
        for (int run = 0; run < 3; run++)
        {
            ReconciliationReport report = await reconciler.RunAsync(TestContext.Current.CancellationToken);
            Assert.Single(report.Mismatches, mismatch => mismatch.Kind == "history-changed" && mismatch.Payment == UetrOf(3));
        }

        isChanged = false;
        Assert.Equal(ReconciliationOutcome.Matched, (await reconciler.RunFullAsync(TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task What_the_switch_itself_finds_is_in_the_report_and_counted_per_ten_thousand()
    {
        for (int i = 1; i <= 96; i++) Pay(i);
        _auditFinds.Add(new BooksMismatch("reservation-without-payment", Alpha, UetrOf(7), 5, "…"));
        using var reconciler = Reconciler(_readSide);
        ReconciliationReport report = await reconciler.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal([_auditFinds[0]], report.Mismatches);
        // 96 settled and 4 in flight.
        Assert.Equal(100, report.MismatchesPerTenThousand);
    }

    private Reconciler Reconciler(IReadSide readSide, ReconciliationLimits? limits = null) => new(
        new AskedBooks(SchemeCatalogue.Of([Profile]), () => new BooksAudit(
            _position, 1, [.. _balances.Select(entry => new AccountStanding(entry.Key, SettlementModel.Gross, Cap.Unlimited, entry.Value, 0, 0))], 4, [.. _auditFinds])
        {
            FactsOfLastGroup = _factsOfLastGroup,
        }),
        readSide, limits ?? new ReconciliationLimits());

    /// <summary>Alpha pays Bravo one more than the number that the payment is named by.</summary>
    private void Pay(int number) => Post(
        new ReservationPosted(1, UetrOf(number), number + 1), new AccountCredited(1, UetrOf(number), number + 1, false));

    /// <summary>Books one after the other, on Alpha what leaves and on Bravo what comes.</summary>
    private void Post(params AccountEvent[] facts)
    {
        var group = new CommitGroup { Position = ++_position };
        foreach (AccountEvent fact in facts)
        {
            AccountId account = fact is ReservationPosted ? Alpha : Bravo;
            _balances[account] += fact.Booking.AmountMinor;
            group.Entries.Add(new JournalEntry(EntityKey.Of(account), 1, 0, fact));
        }

        _readSide.Project([group], []);
    }

    private static Movement? Change(in Movement movement, Harm harm) => harm switch
    {
        Harm.CreditMissing when movement is { Number: 2 } && movement.Account == Bravo => null,
        Harm.LastCreditMissing when movement is { Number: 3 } && movement.Account == Bravo => null,
        Harm.DebitMissing when movement is { Number: 2 } && movement.Account == Alpha => null,
        Harm.AmountChanged when movement is { Number: 2 } && movement.Account == Bravo => movement with { AmountMinor = movement.AmountMinor + 1 },
        Harm.BalanceChanged when movement is { Number: 2 } && movement.Account == Bravo => movement with { BalanceAfterMinor = movement.BalanceAfterMinor + 1 },
        Harm.TimeChanged when movement is { Number: 2 } && movement.Account == Bravo => movement with { AtMs = 0 },
        _ => movement,
    };

    private static Uetr UetrOf(int number)
    {
        byte[] bytes = new byte[16];
        BitConverter.TryWriteBytes(bytes.AsSpan(10), number);
        return Uetr.FromRandom(bytes);
    }

    public enum Harm
    {
        CreditMissing,
        LastCreditMissing,
        DebitMissing,
        AmountChanged,
        BalanceChanged,
        TimeChanged,
    }

    /// <summary>The embedded host in memory, with its read models to look at.</summary>
    private sealed class OpenReadSide : EmbeddedScenarioHost
    {
        public IReadSide ReadSide { get; private set; } = null!;

        protected override (IJournal Journal, ISnapshotStore Snapshots, IReadSide ReadSide) OpenStores(bool fromJournalAlone)
        {
            (IJournal journal, ISnapshotStore snapshots, ReadSide) = base.OpenStores(fromJournalAlone);
            return (journal, snapshots, ReadSide);
        }
    }
}
