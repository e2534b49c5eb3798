using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Engine.Journal;

/// <summary>
/// Where commit groups are kept for good, in one unbroken, hash-chained line. One writer at a time: whoever opens a
/// journal for writing takes a new epoch, and an append under an older one fails.
/// </summary>
public interface IJournal : IDisposable
{
    /// <summary>The position of the last group on stable storage; 0 for an empty journal.</summary>
    long LastPosition { get; }

    /// <summary>
    /// Makes sure that the host that begins may decide payments and accounts, or take them in: two hosts that both decided them would make
    /// money. Called before what is stored is read. A journal that no other host can share has nothing to look at.
    /// </summary>
    /// <param name="at">Where they are decided, as the host has it.</param>
    /// <exception cref="JournalException">They are decided elsewhere; the message says what to do.</exception>
    void ExpectAccounts(AccountsAt at)
    {
    }

    /// <summary>
    /// Lets the host that payments and accounts are decided in store, where it may not yet. Called by its ledger when all is recovered, before it
    /// takes anything in. A journal that no other host shares has nothing to let.
    /// </summary>
    /// <param name="transactionIds">Gives the transaction ids that must stay with their payments, each as the hash of sender and id.</param>
    /// <exception cref="JournalException">It cannot be let.</exception>
    void AdmitAccounts(Func<IReadOnlyList<(long Hash, Uetr Payment)>> transactionIds)
    {
    }

    /// <summary>
    /// Makes ready for appending; what can be read is on stable storage from then on. Called once what is stored was read and found good, and
    /// before anything of it is let out: a journal that can leaves what is stored untouched until then, so that damage can be looked into as
    /// it was found. Called again it does nothing.
    /// </summary>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    void Begin()
    {
    }

    /// <summary>
    /// Appends one group and returns when it is on stable storage. Called by one thread at a time.
    /// </summary>
    /// <exception cref="JournalException">
    /// It could not be stored, or it is not known whether it was. The caller must stop: after this, nothing may be
    /// answered and nothing appended.
    /// </exception>
    void Append(CommitGroup group);

    /// <summary>Reads groups in order, verifying the hash chain as it goes. May be called from any thread, beside appends.</summary>
    /// <param name="fromPosition">The first position wanted.</param>
    /// <exception cref="JournalException">A group is damaged, missing, or of a later version; the message names the position.</exception>
    IEnumerable<CommitGroup> Read(long fromPosition);

    /// <summary>Reads one group. May be called from any thread, beside appends.</summary>
    /// <exception cref="JournalException">It is damaged or missing.</exception>
    CommitGroup ReadGroup(long position);
}

/// <summary>The journal cannot be written or read as it must be. Never repaired silently: someone has to look.</summary>
public sealed class JournalException : Exception
{
    /// <summary>An error without words.</summary>
    public JournalException()
    {
    }

    /// <summary>An error that says what is wrong, and where.</summary>
    public JournalException(string message)
        : base(message)
    {
    }

    /// <summary>An error that says what is wrong, and where, and what lies behind it.</summary>
    public JournalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
