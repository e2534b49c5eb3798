using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Day;

/// <summary>What happens in the course of the day, beside the payments of customers.</summary>
internal sealed class DayCourse(DayBanks banks, DayOperator desk, FastClock clock, DayLog log, Random random)
{
    private const int AttemptsMax = 5;

    // In the machine's time: how long anything may take that the switch or a bank has to do.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private int _topUps;

    /// <summary>How often a bank has brought more in because of an alert.</summary>
    public int TopUps => _topUps;

    /// <summary>What the bank that could not pay was lent during the day, in minor units.</summary>
    public long LentMinor { get; private set; }

    /// <summary>How a payment to the bank that is reached from noon on ended before noon, and after.</summary>
    public (Outcome? Before, Outcome? After) Directory { get; private set; }

    /// <summary>The settlement bank brings in what each bank has told it to; then the caps can be set.</summary>
    public async Task FundAsync()
    {
        foreach (SchemeBank bank in banks.All) bank.OnAlert = TopUpAsync;
        foreach (Member member in Cast.Members)
        {
            await banks.Settlement.BringInAsync(member.Bank, member.Currency, member.FundingMinor);
            if (member.CapMinor is long capMinor) await desk.SetCapAsync(member.Bank, member.Currency, capMinor);
            if (member.FloorMinor is long floorMinor) await desk.WatchAsync(member.Bank, member.Currency, floorMinor);
        }

        log.Say(clock.GetUtcNow(), $"{Cast.Members.Count} accounts are funded (camt.050), caps are set");
    }

    /// <summary>Customers pay.</summary>
    public async Task PayAllAsync(IReadOnlyList<DayPayment> plan)
    {
        var sending = new List<Task>(plan.Count);
        foreach (DayPayment payment in plan)
        {
            var paymentRandom = new Random(random.Next());
            await clock.WaitUntilAsync(payment.DueAt);
            sending.Add(Task.Run(() => banks.PayAsync(payment, paymentRandom)));
        }

        await Task.WhenAll(sending);
    }

    /// <summary>What else happens, until payments end.</summary>
    /// <param name="random">Where identities come from.</param>
    public async Task RunAsync(Random random)
    {
        await clock.WaitUntilAsync(DayHours.At(7, 30));
        await PayUntilSettledAsync(random, Cast.Aurora, Cast.Elmstead, "GBP", 10_000_000);
        await desk.ReachFromNoonAsync(Cast.Dovecote, Cast.Fernleigh, DayHours.At(12));
        await clock.WaitUntilAsync(DayHours.At(8, 30));
        await PayUntilSettledAsync(random, Cast.Corona, Cast.Aurora, "EUR", 30_000_000);
        // In the second cycle, more than Elmstead has at the settlement bank.
        await UntilAsync(() => desk.IsCutAsync(1), "the first cut");
        await clock.WaitUntilAsync(DayHours.At(10));
        await PayUntilSettledAsync(random, Cast.Elmstead, Cast.Bellwether, "GBP", 40_000_000);
        Outcome? before = await PayOnceAsync(random, Cast.Aurora, Cast.Fernleigh, Cast.Dovecote, "GBP", 12_345);
        await clock.WaitUntilAsync(DayHours.At(12, 15));
        Outcome? after = await PayUntilSettledAsync(random, Cast.Aurora, Cast.Fernleigh, "GBP", 12_345, through: Cast.Dovecote);
        Directory = (before, after);
        await ResumeAsync();
        await clock.WaitUntilAsync(DayHours.At(15, 10));
        await PayUntilSettledAsync(random, Cast.Corona, Cast.Bellwether, "EUR", 60_000_000);
        await UntilAsync(() => desk.IsCutAsync(3), "the third cut");
    }

    /// <summary>When payments have ended: all that is under way comes to its end, and what is over is taken out.</summary>
    public async Task EndAsync()
    {
        await UntilAsync(() => Task.FromResult(banks.IsQuiet), "the end of all payments");
        await UntilAsync(async () => await desk.StatusOfAsync(3) == CycleStatus.Settled, "the settlement of the third cycle");
        await clock.WaitUntilAsync(DayHours.At(17, 15));
        log.Say(clock.GetUtcNow(), "payments have ended; banks take out what they need no more (camt.050)");
        foreach (Member member in Cast.Members.Where(member => member.OwnMinor > 10_000_000))
            await banks.Of(member.Bank).WithdrawAsync(member.Currency, 5_000_000);
        // More than it has: the switch refuses. And one that the settlement bank refuses: the money comes back.
        await banks.Of(Cast.Corona).WithdrawAsync("EUR", 90_000_000_000);
        await UntilAsync(() => Task.FromResult(banks.IsQuiet), "the receipts for withdrawals");
        banks.Settlement.Block(Cast.Bellwether, isBlocked: true);
        await banks.Of(Cast.Bellwether).WithdrawAsync("EUR", 1_000_000);
        await UntilAsync(() => Task.FromResult(banks.IsQuiet), "the refusal of a withdrawal");
        await clock.WaitUntilAsync(DayHours.Opening + DayHours.Length);
    }

    // The bank that could not pay is lent money, brings it in, and takes part again.
    private async Task ResumeAsync()
    {
        await UntilAsync(async () => await desk.StatusOfAsync(2) == CycleStatus.Settled, "the settlement of the second cycle");
        await clock.WaitUntilAsync(DayHours.At(14, 45));
        LentMinor = 50_000_000;
        banks.Settlement.Book.Lend(Cast.Elmstead, "GBP", LentMinor);
        await banks.Settlement.BringInAsync(Cast.Elmstead, "GBP", LentMinor);
        await desk.ResumeAsync(Cast.Elmstead, "GBP", 60_000_000);
    }

    private async Task TopUpAsync(SchemeBank bank, string account, string left)
    {
        // The account is named participant/currency.
        await banks.Settlement.BringInAsync(bank.Bic, account[^3..], 50_000_000);
        Interlocked.Increment(ref _topUps);
    }

    private async Task<Outcome?> PayUntilSettledAsync(Random random, string from, string to, string currency, long amountMinor, string? through = null)
    {
        Outcome? outcome = null;
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            outcome = await PayOnceAsync(random, from, to, through ?? to, currency, amountMinor);
            if (outcome?.Status != "RJCT") break;
        }

        return outcome;
    }

    private async Task<Outcome?> PayOnceAsync(Random random, string from, string to, string through, string currency, long amountMinor)
    {
        DayPayment payment = DayPlan.Single(random, from, to, through, currency, amountMinor);
        await banks.PayAsync(payment, random);
        await UntilAsync(() => Task.FromResult(payment.Record.IsFinal), $"the outcome of {payment.Record.Uetr}");
        return payment.Record.HeardByDebtor[0];
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        DateTime end = DateTime.UtcNow + Patience;
        while (!await isSo())
        {
            if (DateTime.UtcNow > end) throw new TimeoutException($"{what} did not come within {Patience.TotalSeconds} s.");
            await Task.Delay(10);
        }
    }
}
