using System.Diagnostics;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>
/// Holds the books of a running switch against each other, as of one position of the journal: reservations against payments
/// in flight, each account's balance against its movements, movements against each other, both ends of each payment, cycles
/// against what they booked; everything together is zero. The switch decides nothing by it and is held up by one look at it.
/// </summary>
/// <param name="running">The switch.</param>
/// <param name="readSide">Its movements.</param>
/// <param name="limits">The bounds.</param>
public sealed class Reconciler(IOperatedSwitch running, IReadSide readSide, ReconciliationLimits limits) : IDisposable
{
    private const int PaymentsNamedMax = 10;
    private const int MovementsLookedBackMax = 10_000;
    private static readonly TimeSpan ReadModelsLookedAtEvery = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private CheckedMovements _checked = new(limits);

    /// <summary>Compares the books, and checks the movements that are new since the last run.</summary>
    /// <exception cref="InvalidOperationException">The switch is stopping.</exception>
    public Task<ReconciliationReport> RunAsync(CancellationToken cancel = default) => RunAsync(isFull: false, cancel);

    /// <summary>Compares the books, and checks every movement that there is. Takes its time: about a second for a million.</summary>
    /// <exception cref="InvalidOperationException">The switch is stopping.</exception>
    public Task<ReconciliationReport> RunFullAsync(CancellationToken cancel = default) => RunAsync(isFull: true, cancel);

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<ReconciliationReport> RunAsync(bool isFull, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            long began = Stopwatch.GetTimestamp();
            BooksAudit audit = await running.AuditAsync().ConfigureAwait(false);
            bool isReached = await ReadModelsReachAsync(audit.Position, cancel).ConfigureAwait(false);
            // Asked for after the audit: a cycle whose settlement is among the movements is settled here too.
            bool hasCycles = running.Schemes.Current.Any(profile => profile.SettlementModel == SettlementModel.DeferredNet);
            IReadOnlyList<SettlementCycle> cycles = hasCycles ? await running.ListCyclesAsync().ConfigureAwait(false) : [];
            return await Task.Run(() => Compare(audit, isReached, cycles, isFull, began, cancel), cancel).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<bool> ReadModelsReachAsync(long position, CancellationToken cancel)
    {
        long began = Stopwatch.GetTimestamp();
        while (readSide.Position < position)
        {
            if (Stopwatch.GetElapsedTime(began).TotalMilliseconds >= limits.ReadModelsWaitMs) return false;
            await Task.Delay(ReadModelsLookedAtEvery, cancel).ConfigureAwait(false);
        }

        return true;
    }

    private ReconciliationReport Compare(
        BooksAudit audit, bool isReached, IReadOnlyList<SettlementCycle> cycles, bool isFull, long began, CancellationToken cancel)
    {
        CheckedMovements movements = isFull && isReached ? new CheckedMovements(limits) : _checked;
        (long countBefore, long paymentsBefore) = (movements.Count, movements.PaymentsFollowed);
        var now = new MismatchList(limits.NamedMismatchesMax);
        foreach (BooksMismatch mismatch in audit.Mismatches) now.Add(mismatch);
        CurrencyTotals[] totals = [];
        bool isComplete = isReached && movements.Advance(
            readSide, [.. audit.Accounts.Select(account => account.Id), .. readSide.ListAccounts().Select(account => account.Id)],
            audit.Position, audit.FactsOfLastGroup, isFull ? long.MaxValue : limits.MovementsPerRunMax, cancel);
        if (isReached) CompareCycles(movements, cycles);
        if (isComplete)
        {
            CompareBalances(audit, movements, now);
            totals = [.. movements.Tallies.Select(tally => tally.Account.Currency).Distinct()
                .OrderBy(currency => currency.Code, StringComparer.Ordinal).Select(currency => movements.TotalsOf(currency, audit.Accounts))];
            foreach (CurrencyTotals total in totals) CheckTotals(total, movements, now);
        }

        _checked = movements;
        now.AddAll(movements.Mismatches);
        return new ReconciliationReport
        {
            Outcome = now.Count > 0 ? ReconciliationOutcome.Mismatched
                : !isReached ? ReconciliationOutcome.ReadModelsLag
                : isComplete ? ReconciliationOutcome.Matched : ReconciliationOutcome.Behind,
            Position = audit.Position,
            AtMs = audit.AtMs,
            TookMs = (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds,
            IsFull = isFull && isReached,
            AccountsChecked = isComplete ? audit.Accounts.Count : 0,
            LivePaymentsChecked = audit.LivePayments,
            MovementsChecked = movements.Count - countBefore,
            PaymentsChecked = movements.PaymentsFollowed - paymentsBefore,
            PaymentsCheckedInAll = movements.PaymentsFollowed,
            Totals = totals,
            Mismatches = now.Named,
            MismatchCount = now.Count,
        };
    }

    private void CompareBalances(BooksAudit audit, CheckedMovements movements, MismatchList mismatches)
    {
        Dictionary<AccountId, long> balances = audit.Accounts.ToDictionary(account => account.Id, account => account.BalanceMinor);
        foreach (AccountTally tally in movements.Tallies)
        {
            bool isKnown = balances.TryGetValue(tally.Account, out long balanceMinor);
            long differenceMinor = balanceMinor - tally.BalanceMinor;
            if (differenceMinor == 0) continue;
            List<Uetr> payments = PaymentsBehind(tally, differenceMinor, movements);
            string names = payments.Count == 0 ? "no single payment explains it" : $"it would be explained by payment {string.Join(" or ", payments)}";
            mismatches.Add(new BooksMismatch(
                isKnown ? "balance-differs" : "account-unknown", tally.Account, payments.Count == 0 ? null : payments[0], differenceMinor,
                $"{tally.Account} {(isKnown ? $"has a balance of {balanceMinor}" : "is not known to the switch")}; its {tally.Last?.Number ?? 0} movements come to {tally.BalanceMinor}: {names}."));
        }
    }

    /// <summary>Payments that alone explain why a balance differs: booked twice, not at all, or only at their other end.</summary>
    private List<Uetr> PaymentsBehind(AccountTally tally, long differenceMinor, CheckedMovements movements)
    {
        List<Uetr> found = [.. movements.Mismatches.Named
            .Where(mismatch => mismatch.Payment is not null && Math.Abs(mismatch.DifferenceMinor) == Math.Abs(differenceMinor))
            .Select(mismatch => mismatch.Payment!.Value).Distinct().Take(PaymentsNamedMax)];
        long number = tally.Last?.Number ?? 0;
        for (long from = Math.Max(1, number - MovementsLookedBackMax + 1); from <= number && found.Count < PaymentsNamedMax; from += 1000)
        {
            foreach (Movement movement in readSide.ReadMovements(tally.Account, from, (int)Math.Min(1000, number - from + 1)))
            {
                if (movement.Uetr is Uetr payment && movement.AmountMinor == -differenceMinor && found.Count < PaymentsNamedMax && !found.Contains(payment)) found.Add(payment);
            }
        }

        return found;
    }

    private static void CompareCycles(CheckedMovements movements, IReadOnlyList<SettlementCycle> cycles)
    {
        foreach (Movement movement in movements.CycleSettlements)
        {
            // Cycles that settled long ago have left memory: their reports have them.
            SettlementCycle? cycle = cycles.FirstOrDefault(
                cycle => cycle.Opened?.Currency == movement.Account.Currency && movement.Reference == $"cycle {cycle.Id.Number}");
            if (cycle is null) continue;
            long netMinor = cycle.Positions.FirstOrDefault(position => position.Participant == movement.Account.Participant)?.NetMinor ?? 0;
            if (cycle.Status == CycleStatus.Settled && movement.AmountMinor == -netMinor) continue;
            movements.Mismatches.Add(new BooksMismatch(
                "cycle-booking-differs", movement.Account, null, movement.AmountMinor + netMinor,
                $"{movement.Account}: movement {movement.Number} of {movement.AmountMinor} settles cycle {cycle.Id}, which is {cycle.Status} with a net position of {netMinor}."));
        }
    }

    private static void CheckTotals(CurrencyTotals total, CheckedMovements movements, MismatchList mismatches)
    {
        if (total.SumMinor != 0)
        {
            mismatches.Add(new BooksMismatch(
                "sum-not-zero", null, null, long.CreateSaturating(total.SumMinor),
                $"{total.Currency}: accounts {total.AccountsMinor}, mirror of the settlement bank {total.SettlementBankMinor} and in transit {total.InTransitMinor} add up to {total.SumMinor}, not to zero."));
        }

        if (total.InTransitMinor == movements.OnItsWayMinor(total.Currency)) return;
        Uetr[] payments = [.. movements.Mismatches.Named
            .Where(mismatch => mismatch.Payment is not null && mismatch.Account?.Currency == total.Currency)
            .Select(mismatch => mismatch.Payment!.Value).Distinct().Take(PaymentsNamedMax)];
        mismatches.Add(new BooksMismatch(
            "in-transit", null, payments.Length == 0 ? null : payments[0], long.CreateSaturating(total.InTransitMinor),
            $"{total.Currency}: {total.InTransitMinor} left an account and reached none{(payments.Length == 0 ? "" : $"; see payment {string.Join(", ", payments)}")}."));
    }
}
