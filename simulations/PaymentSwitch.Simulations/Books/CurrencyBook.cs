using System.Globalization;
using System.Text;

namespace PaymentSwitch.Simulations.Books;

/// <summary>A bank's own book of its account with the switch in one currency: what it was told, by the switch or by the settlement bank. In minor units.</summary>
internal sealed class CurrencyBook
{
    private readonly Lock _gate = new();
    private readonly long[] _sums = new long[Enum.GetValues<BookEntry>().Length];
    private readonly int[] _counts = new int[Enum.GetValues<BookEntry>().Length];
    private readonly List<(Guid Uetr, long AmountMinor, bool IsReturn)> _ofPayments = [];

    /// <summary>What the bank thinks it has there.</summary>
    public long BalanceMinor
    {
        get
        {
            lock (_gate) return _sums.Sum();
        }
    }

    /// <summary>Payments and returns alone: what customers and other banks moved.</summary>
    public long PaymentsMinor =>
        SumOf(BookEntry.PaymentOut) + SumOf(BookEntry.PaymentIn) + SumOf(BookEntry.ReturnOut) + SumOf(BookEntry.ReturnIn);

    /// <summary>What no payment and no return moved: brought in, taken out, settled.</summary>
    public long OtherMinor => SumOf(BookEntry.Funding) + SumOf(BookEntry.Withdrawal) + SumOf(BookEntry.Cycle);

    /// <summary>The payments and returns one by one, as a file in the form in which the switch takes books in.</summary>
    public string PaymentsAsCsv()
    {
        lock (_gate)
        {
            var csv = new StringBuilder("uetr,amount,return\n");
            foreach ((Guid uetr, long amountMinor, bool isReturn) in _ofPayments)
                csv.Append(CultureInfo.InvariantCulture, $"{uetr},{amountMinor / 100m:0.00},{(isReturn ? "true" : "false")}\n");
            return csv.ToString();
        }
    }

    /// <summary>Books an entry: positive for what comes in, negative for what goes out.</summary>
    /// <param name="entry">Its kind.</param>
    /// <param name="amountMinor">How much, in minor units.</param>
    /// <param name="uetr">The payment; null where none moved it.</param>
    public void Book(BookEntry entry, long amountMinor, Guid? uetr = null)
    {
        lock (_gate)
        {
            _sums[(int)entry] += amountMinor;
            _counts[(int)entry]++;
            if (uetr is Guid payment) _ofPayments.Add((payment, amountMinor, entry is BookEntry.ReturnIn or BookEntry.ReturnOut));
        }
    }

    /// <summary>The sum of all entries of a kind.</summary>
    public long SumOf(BookEntry entry)
    {
        lock (_gate) return _sums[(int)entry];
    }

    /// <summary>How many entries of a kind there are.</summary>
    public int CountOf(BookEntry entry)
    {
        lock (_gate) return _counts[(int)entry];
    }
}

/// <summary>What a bank books, and who told it.</summary>
internal enum BookEntry
{
    /// <summary>A payment of its own has settled (pacs.002).</summary>
    PaymentOut,

    /// <summary>A payment to it has settled (pacs.002).</summary>
    PaymentIn,

    /// <summary>It has sent money back (pacs.002 for a pacs.004).</summary>
    ReturnOut,

    /// <summary>Money has come back (pacs.004).</summary>
    ReturnIn,

    /// <summary>Money was brought in (camt.054).</summary>
    Funding,

    /// <summary>Money was taken out (camt.025).</summary>
    Withdrawal,

    /// <summary>The settlement bank has moved the net position of a cycle: told by the settlement bank itself, not by the switch.</summary>
    Cycle,
}
