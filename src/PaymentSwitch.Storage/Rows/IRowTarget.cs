using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Rows;

/// <summary>An empty journal that rows of another one are copied into, as they are. Without <see cref="Finish"/> nothing of it stays.</summary>
internal interface IRowTarget : IDisposable
{
    /// <summary>Takes the next rows.</summary>
    /// <exception cref="JournalException">They could not be stored.</exception>
    void Add(IReadOnlyList<JournalRow> rows);

    /// <summary>Keeps what was taken; the next writer takes an epoch after this one.</summary>
    /// <exception cref="JournalException">It could not be stored.</exception>
    void Finish(long epoch);
}
