using Npgsql;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Cluster.Journal;

/// <summary>
/// Which payment has a sender's transaction id, where a scheme has them unique: whoever claims it first, for good. What is claimed while a
/// claim is under way is claimed at once with the next: one round trip and one commit for many payments, on one connection.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="schema">The entities' schema.</param>
internal sealed class TransactionIds(NpgsqlDataSource database, string schema)
{
    /// <summary>How many are claimed at once.</summary>
    private const int ClaimsMax = 1_000;

    private readonly Lock _gate = new();
    private readonly Queue<Claim> _waiting = new();
    private bool _isClaiming;

    /// <summary>Claims one. It is on stable storage when this returns.</summary>
    /// <param name="hash">The hash of sender and transaction id.</param>
    /// <param name="payment">For which payment.</param>
    /// <returns>The payment that has it: this one, or another.</returns>
    public ValueTask<Uetr> ClaimAsync(long hash, Uetr payment)
    {
        var claim = new Claim(hash, payment);
        lock (_gate)
        {
            _waiting.Enqueue(claim);
            if (_isClaiming) return new ValueTask<Uetr>(claim.Holder.Task);
            _isClaiming = true;
        }

        _ = ClaimWaitingAsync();
        return new ValueTask<Uetr>(claim.Holder.Task);
    }

    /// <summary>Who has one; null for nobody.</summary>
    public async ValueTask<Uetr?> FindAsync(long hash)
    {
        await using NpgsqlCommand command = database.CreateCommand($"""SELECT payment FROM "{schema}".transaction_id WHERE hash = $1""");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = hash });
        return await command.ExecuteScalarAsync().ConfigureAwait(false) is Guid holder ? new Uetr(holder) : null;
    }

    private async Task ClaimWaitingAsync()
    {
        var taken = new List<Claim>();
        while (true)
        {
            taken.Clear();
            lock (_gate)
            {
                while (taken.Count < ClaimsMax && _waiting.TryDequeue(out Claim? claim)) taken.Add(claim);
                if (taken.Count == 0)
                {
                    _isClaiming = false;
                    return;
                }
            }

            try
            {
                Dictionary<long, Uetr> holders = await InsertAsync(taken).ConfigureAwait(false);
                foreach (Claim claim in taken)
                {
                    if (holders.TryGetValue(claim.Hash, out Uetr holder)) claim.Holder.TrySetResult(holder);
                    // Another node has claimed it in the meantime: it is there the next time.
                    else lock (_gate) _waiting.Enqueue(claim);
                }
            }
            // Whatever it was, those who wait have to know.
            catch (Exception error)
            {
                foreach (Claim claim in taken) claim.Holder.TrySetException(error);
            }
        }
    }

    private async Task<Dictionary<long, Uetr>> InsertAsync(List<Claim> claims)
    {
        // In the order of hashes on all nodes: two of them that claim the same ones wait for each other in one direction only.
        await using NpgsqlCommand command = database.CreateCommand($"""
            WITH wanted AS (SELECT * FROM unnest($1, $2) AS wanted (hash, payment)),
              claimed AS (INSERT INTO "{schema}".transaction_id (hash, payment) SELECT hash, payment FROM wanted ORDER BY hash ON CONFLICT DO NOTHING RETURNING hash, payment)
            SELECT hash, payment FROM claimed UNION ALL SELECT hash, payment FROM "{schema}".transaction_id WHERE hash = ANY ($1)
            """);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. claims.Select(claim => claim.Hash)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. claims.Select(claim => claim.Payment.Value)] });
        var holders = new Dictionary<long, Uetr>(claims.Count);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false)) holders[reader.GetInt64(0)] = new Uetr(reader.GetGuid(1));
        return holders;
    }

    private sealed record Claim(long Hash, Uetr Payment)
    {
        public TaskCompletionSource<Uetr> Holder { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
