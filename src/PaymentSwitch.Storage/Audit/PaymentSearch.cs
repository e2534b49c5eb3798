using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Audit;

/// <summary>Finds the facts of one payment: its own, and those of accounts that book it. Not for several threads at once.</summary>
internal sealed class PaymentSearch
{
    private readonly Uetr _uetr;
    private readonly byte[] _bytes = new byte[16];
    private readonly FactReader _reader = new();

    public PaymentSearch(Uetr uetr)
    {
        _uetr = uetr;
        uetr.Value.TryWriteBytes(_bytes, bigEndian: true, out _);
    }

    /// <summary>The indexes of its facts in a row.</summary>
    /// <exception cref="JournalException">A fact that seems to be one of them cannot be read.</exception>
    public List<int> In(JournalRow row)
    {
        // Every such fact has the UETR as these sixteen bytes; nearly all rows have them nowhere.
        if (row.Payload.AsSpan().IndexOf(_bytes) < 0) return [];
        var found = new List<int>();
        IReadOnlyList<ReadOnlyMemory<byte>> facts = RowContents.Of(row).Facts;
        for (int i = 0; i < facts.Count; i++)
            if (facts[i].Span.IndexOf(_bytes) >= 0 && IsAbout(Read(facts[i].ToArray(), row.Numbers.Position))) found.Add(i);
        return found;
    }

    /// <summary>Reads a fact.</summary>
    /// <exception cref="JournalException">It is none that this version knows.</exception>
    public JournalEntry Read(byte[] fact, long position)
    {
        try
        {
            return _reader.Read(new StoredReader(fact, 0, fact.Length), position);
        }
        catch (InvalidDataException error)
        {
            throw new JournalException($"Journal position {position}: a fact cannot be read: {error.Message}.", error);
        }
    }

    /// <summary>Whether a fact is one of the payment, or books it.</summary>
    public bool IsAbout(in JournalEntry entry) => entry.Entity.Kind == EntityKind.Payment ? entry.Entity.Payment == _uetr : entry.Event switch
    {
        FundsReserved e => e.Key.Payment == _uetr,
        ReservationPosted e => e.Key.Payment == _uetr,
        ReservationReleased e => e.Key.Payment == _uetr,
        AccountCredited e => e.Key.Payment == _uetr,
        BookingForgotten e => e.Key.Payment == _uetr,
        _ => false,
    };
}
