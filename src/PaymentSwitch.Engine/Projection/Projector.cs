using System.Collections.Concurrent;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Liquidity;
using PaymentSwitch.Engine.Recovery;

namespace PaymentSwitch.Engine.Projection;

/// <summary>
/// Writes the read side behind the journal, in order. Committed groups are handed over in memory; when too many wait they
/// are let go and read from the journal later, so that a slow read side costs nothing but its own delay.
/// </summary>
internal sealed class Projector : IDisposable
{
    private const int GroupsWaitingMax = 1024;
    private const int FactsPerTransaction = 20_000;

    /// <summary>How long to let groups gather: a transaction costs much the same for one payment and for a thousand.</summary>
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(100);

    private readonly IJournal _journal;
    private readonly IReadSide _readSide;
    private readonly PaymentArchive _archive;
    private readonly LiquidityOutlook _outlook;
    private readonly Action<CommitGroup> _observe;
    private readonly ConcurrentQueue<CommitGroup> _waiting = new();
    private readonly Dictionary<AccountId, Account> _accounts;
    private readonly Dictionary<Uetr, Payment> _folded = [];
    private readonly SemaphoreSlim _wake = new(0);
    private readonly AutoResetEvent _gather = new(false);
    private readonly List<CommitGroup> _batch = [];
    private long _accountsPosition;
    private long _targetPosition;
    private bool _stopping;

    /// <summary>A projector that goes on where the read side stands.</summary>
    /// <param name="journal">Where to read what was not handed over.</param>
    /// <param name="readSide">What to write.</param>
    /// <param name="archive">Where to find payments that began before.</param>
    /// <param name="accounts">The accounts, to be changed by nobody else.</param>
    /// <param name="accountsPosition">The position that these accounts contain.</param>
    /// <param name="outlook">What follows where accounts are heading.</param>
    /// <param name="observe">Is called with each group.</param>
    public Projector(
        IJournal journal,
        IReadSide readSide,
        PaymentArchive archive,
        IEnumerable<AccountState> accounts,
        long accountsPosition,
        LiquidityOutlook outlook,
        Action<CommitGroup> observe)
    {
        _journal = journal;
        _readSide = readSide;
        _archive = archive;
        _outlook = outlook;
        _observe = observe;
        _accounts = accounts.ToDictionary(state => state.Id, Account.Restore);
        _accountsPosition = accountsPosition;
        _targetPosition = journal.LastPosition;
        _outlook.Take(Standings());
    }

    /// <summary>Hands a committed group over. Never waits.</summary>
    public void Enqueue(CommitGroup group)
    {
        if (_waiting.Count < GroupsWaitingMax) _waiting.Enqueue(group);
        Volatile.Write(ref _targetPosition, group.Position);
        if (_waiting.Count == GroupsWaitingMax / 2) _gather.Set();
        if (_wake.CurrentCount == 0) _wake.Release();
    }

    /// <summary>Works until <see cref="Stop"/>, then until everything handed over is projected.</summary>
    public void Run()
    {
        while (true)
        {
            if (_readSide.Position < Volatile.Read(ref _targetPosition))
            {
                ProjectSome();
                if (!Volatile.Read(ref _stopping) && _waiting.Count < GroupsWaitingMax / 2) _gather.WaitOne(GatherFor);
            }
            else if (Volatile.Read(ref _stopping)) return;
            else _wake.Wait();
        }
    }

    /// <summary>Projects some of what waits, without a thread of its own.</summary>
    /// <returns>Whether anything waited.</returns>
    public bool Step()
    {
        if (_readSide.Position >= _targetPosition) return false;
        ProjectSome();
        return true;
    }

    /// <summary>Asks <see cref="Run"/> to come to its end.</summary>
    public void Stop()
    {
        Volatile.Write(ref _stopping, true);
        _gather.Set();
        _wake.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gather.Dispose();
        _wake.Dispose();
    }

    private void ProjectSome()
    {
        long next = _readSide.Position + 1;
        _batch.Clear();
        int facts = 0;
        while (facts < FactsPerTransaction && TryTakeHandedOver(next, out CommitGroup? group))
        {
            _batch.Add(group);
            facts += group.Entries.Count;
            next++;
        }

        if (_batch.Count == 0) ReadFromJournal(next);
        foreach (CommitGroup group in _batch)
        {
            FollowAccounts(group);
            _outlook.Take(group);
            _observe(group);
        }

        AccountStanding[] standings = Standings();
        _outlook.Take(standings);
        _readSide.Project(_batch, standings);
    }

    private AccountStanding[] Standings() => [.. _accounts.Values.Select(account => account.Show())];

    private bool TryTakeHandedOver(long position, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CommitGroup? group)
    {
        while (_waiting.TryPeek(out group))
        {
            if (group.Position > position) return false;
            _waiting.TryDequeue(out _);
            if (group.Position == position) return true;
        }

        return false;
    }

    private void ReadFromJournal(long from)
    {
        int facts = 0;
        foreach (CommitGroup group in _journal.Read(from))
        {
            AttachPayments(group);
            _batch.Add(group);
            facts += group.Entries.Count;
            if (facts >= FactsPerTransaction) break;
        }

        _folded.Clear();
    }

    private void AttachPayments(CommitGroup group)
    {
        List<JournalEntry> entries = group.Entries;
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Event is not PaymentEvent fact) continue;
            Uetr uetr = entries[i].Entity.Payment;
            Payment after;
            if (_folded.TryGetValue(uetr, out Payment? before)) after = before.Evolve(fact);
            else if (fact is PaymentReceived) after = Payment.Unknown(uetr).Evolve(fact);
            else after = _archive.LoadAsOf(group.Position, i).After!;
            _folded[uetr] = after;
            entries[i] = entries[i] with { After = after };
        }
    }

    private void FollowAccounts(CommitGroup group)
    {
        if (group.Position <= _accountsPosition) return;
        _accountsPosition = group.Position;
        foreach (JournalEntry entry in group.Entries)
        {
            if (entry.Event is not AccountEvent fact) continue;
            if (!_accounts.TryGetValue(entry.Entity.Account, out Account? account))
                _accounts.Add(entry.Entity.Account, account = new Account(entry.Entity.Account));
            account.Evolve(fact);
        }
    }
}
