using System.Collections.Concurrent;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Day;

/// <summary>The banks of the day and their settlement bank, connected to the switch over HTTP.</summary>
internal sealed class DayBanks : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _living;

    /// <summary>Connects them.</summary>
    /// <param name="address">Where the switch listens.</param>
    /// <param name="clock">The time that they go by.</param>
    public DayBanks(Uri address, TimeProvider clock)
    {
        var archive = new MessageArchive(null);
        All = [.. Cast.Banks.Select(bic => new SchemeBank(bic, new BankClient(address, Cast.TokenOf(bic), archive), Payments, clock))];
        Settlement = new SettlementBank(
            Cast.SettlementBank, new BankClient(address, Cast.TokenOf(Cast.SettlementBank), archive), clock,
            (bank, currency, amountMinor) => Of(bank).HearOfCycle(currency, amountMinor));
        foreach (Member member in Cast.Members) Settlement.Book.Lend(member.Bank, member.Currency, member.FundingMinor + member.OwnMinor);
        _living = Task.WhenAll([.. All.Select(bank => Task.Run(() => bank.LiveAsync(_stop.Token))), Task.Run(() => Settlement.LiveAsync(_stop.Token))]);
    }

    /// <summary>All payments, by identity.</summary>
    public ConcurrentDictionary<Guid, DayPayment> Payments { get; } = new();

    /// <summary>The banks.</summary>
    public IReadOnlyList<SchemeBank> All { get; }

    /// <summary>The settlement bank.</summary>
    public SettlementBank Settlement { get; }

    /// <summary>The bank of this BIC.</summary>
    public SchemeBank Of(string bic) => All.Single(bank => bank.Bic == bic);

    /// <summary>Sends a payment.</summary>
    public async Task PayAsync(DayPayment payment, Random random)
    {
        Payments[payment.Record.Uetr] = payment;
        await Of(payment.Record.Debtor).PayAsync(payment, random);
    }

    /// <summary>Whether every bank has heard all that there is to hear of every payment.</summary>
    public bool IsQuiet => _living.IsFaulted || (Payments.Values.All(IsDone) && All.All(bank => bank.WithdrawalsOpen == 0));

    /// <summary>Has them stop reading, and waits for what they still do.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _living;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SchemeBank bank in All) bank.Dispose();
        Settlement.Dispose();
        _stop.Dispose();
    }

    private static bool IsDone(DayPayment payment)
    {
        PaymentRecord record = payment.Record;
        if (!record.IsAcknowledged) return record.Sent is not null;
        if (record.HeardByDebtor.Count == 0) return false;
        // A late answer is told off once more.
        if (record.Forwarded.Count > 0 && record.HeardByCreditor.Count < (record.Behaviour == Behaviour.AcceptLate ? 2 : 1)) return false;
        if (payment.SentBackMinor != payment.GotBackMinor) return false;
        return !payment.IsRecalled || payment.RecallRefusedFor is not null || payment.GotBackMinor > 0;
    }
}
