using Npgsql;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Postgres.Entities;

/// <summary>
/// Takes payments and accounts back from a cluster: shuts the gate before its entities, takes what they have stored into the journal, takes up
/// what they had begun, and leaves all of it to the embedded host. Interrupted, it is done again.
/// </summary>
public static class EntitiesBack
{
    /// <summary>Takes them back.</summary>
    /// <param name="settings">Where the journal is.</param>
    /// <param name="setup">What the embedded switch is made of, on stores that are opened here.</param>
    /// <returns>How many rows of entities the journal had not had; null where there was nothing to take back.</returns>
    /// <exception cref="JournalException">A ledger still renews its lease, or something is damaged or missing.</exception>
    public static async Task<long?> RunAsync(PostgresSettings settings, Func<PostgresStorage, EmbeddedSwitchSetup> setup)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(setup);
        long rows = 0;
        using (PostgresStorage storage = PostgresStorage.Open(settings))
        {
            HandoverState? state = storage.Journal.Handover.Read();
            if (state is null or { Decides: HandoverState.Embedded }) return null;
            if (state is { Decides: HandoverState.Cluster })
            {
                storage.Journal.Handover.ShutGate();
                rows = await TakeInAsync(storage, setup(storage)).ConfigureAwait(false);
                // What the embedded host decides from here on the entities do not have.
                storage.Journal.Handover.Note(HandoverState.Returning, storage.Journal.LastPosition);
            }
        }

        using (PostgresStorage storage = PostgresStorage.Open(settings))
        {
            EmbeddedSwitch back = EmbeddedSwitch.Open(setup(storage) with { AccountsComeBack = true });
            try
            {
                await back.SettleAsync().ConfigureAwait(false);
            }
            finally
            {
                await back.DisposeAsync().ConfigureAwait(false);
            }

            await back.Completion.ConfigureAwait(false);
            HandoverState state = storage.Journal.Handover.Read()!.Value;
            storage.Journal.Handover.Note(HandoverState.Embedded, state.Position);
        }

        return rows;
    }

    private static async Task<long> TakeInAsync(PostgresStorage storage, EmbeddedSwitchSetup setup)
    {
        long taken = 0;
        EmbeddedSwitch ledger = EmbeddedSwitch.Open(setup with { Accounts = new NobodyReplies(), AccountsComeBack = true });
        try
        {
            EntityTail tail = storage.Journal.EntityTail;
            while (await ReadAsync(tail, ledger.Tail).ConfigureAwait(false) is { Count: > 0 } rows)
            {
                await ledger.TakeInAsync(rows).ConfigureAwait(false);
                taken += rows.Count;
            }
        }
        finally
        {
            await ledger.DisposeAsync().ConfigureAwait(false);
        }

        await ledger.Completion.ConfigureAwait(false);
        return taken;
    }

    private static async Task<IReadOnlyList<TailRow>> ReadAsync(EntityTail tail, TailMark after)
    {
        try
        {
            return await tail.ReadAtRestAsync(after).ConfigureAwait(false);
        }
        catch (NpgsqlException error)
        {
            throw PostgresErrors.Cannot($"The entities cannot be read behind {after}", error);
        }
    }

    // The ledger takes in and asks nothing: what it would have to ask is taken up afterwards, where accounts are at hand.
    private sealed class NobodyReplies : IAccountsElsewhere
    {
        public void Ask(AccountId account, AccountCommand command, bool tells, Action<AccountReply, long> replied) =>
            throw new InvalidOperationException($"{account} was asked while it is taken back.");
    }
}
