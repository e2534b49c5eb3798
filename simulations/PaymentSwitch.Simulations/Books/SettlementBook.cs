namespace PaymentSwitch.Simulations.Books;

/// <summary>
/// The settlement bank's own book, in minor units: each bank's money there, what each has brought into the scheme, and the
/// scheme's account for cycles, over which net debtors pay net creditors. What leaves one goes into another; nothing else does.
/// </summary>
internal sealed class SettlementBook
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Bank, string Currency), long> _own = [];
    private readonly Dictionary<(string Bank, string Currency), long> _broughtIn = [];
    private readonly Dictionary<string, long> _cycles = [];

    /// <summary>Gives a bank money of the central bank's: what it has in the morning, or is lent during the day.</summary>
    public void Lend(string bank, string currency, long amountMinor)
    {
        lock (_gate) Add(_own, (bank, currency), amountMinor);
    }

    /// <summary>From a bank's own money into the scheme; back where the amount is negative.</summary>
    /// <returns>Whether the bank had it.</returns>
    public bool BringIn(string bank, string currency, long amountMinor)
    {
        lock (_gate)
        {
            if (_own.GetValueOrDefault((bank, currency)) < amountMinor) return false;
            Add(_own, (bank, currency), -amountMinor);
            Add(_broughtIn, (bank, currency), amountMinor);
            return true;
        }
    }

    /// <summary>A net debtor pays for a cycle.</summary>
    /// <returns>Whether it had the money.</returns>
    public bool PayIn(string bank, string currency, long amountMinor, bool fromPrefunding)
    {
        lock (_gate)
        {
            Dictionary<(string, string), long> from = fromPrefunding ? _broughtIn : _own;
            if (from.GetValueOrDefault((bank, currency)) < amountMinor) return false;
            Add(from, (bank, currency), -amountMinor);
            Add(_cycles, currency, amountMinor);
            return true;
        }
    }

    /// <summary>A net creditor is paid for a cycle.</summary>
    /// <returns>Whether the net debtors have paid in enough.</returns>
    public bool PayOut(string bank, string currency, long amountMinor)
    {
        lock (_gate)
        {
            if (_cycles.GetValueOrDefault(currency) < amountMinor) return false;
            Add(_cycles, currency, -amountMinor);
            Add(_own, (bank, currency), amountMinor);
            return true;
        }
    }

    /// <summary>A bank's own money.</summary>
    public long OwnMinor(string bank, string currency)
    {
        lock (_gate) return _own.GetValueOrDefault((bank, currency));
    }

    /// <summary>What a bank has brought into the scheme and not taken out.</summary>
    public long BroughtInMinor(string bank, string currency)
    {
        lock (_gate) return _broughtIn.GetValueOrDefault((bank, currency));
    }

    /// <summary>What net debtors have paid in and net creditors have not got yet.</summary>
    public long UnderWayMinor(string currency)
    {
        lock (_gate) return _cycles.GetValueOrDefault(currency);
    }

    private static void Add<TKey>(Dictionary<TKey, long> sums, TKey key, long amountMinor)
        where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + amountMinor;
}
