namespace PaymentSwitch.Simulations.Books;

/// <summary>A bank's own book of its account with the switch: what it was told, and nothing else.</summary>
/// <param name="openingMinor">What it brought in, in cents.</param>
internal sealed class BankBook(long openingMinor)
{
    private long _balanceMinor = openingMinor;

    /// <summary>What the bank thinks it has, in cents.</summary>
    public long BalanceMinor => Interlocked.Read(ref _balanceMinor);

    /// <summary>What it brought in, in cents.</summary>
    public long OpeningMinor { get; } = openingMinor;

    /// <summary>A payment of its own has settled.</summary>
    public void Pay(long amountMinor) => Interlocked.Add(ref _balanceMinor, -amountMinor);

    /// <summary>A payment to it has settled.</summary>
    public void Receive(long amountMinor) => Interlocked.Add(ref _balanceMinor, amountMinor);
}
