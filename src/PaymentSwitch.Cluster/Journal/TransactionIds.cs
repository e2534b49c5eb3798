using Npgsql;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Cluster.Journal;

/// <summary>Which payment has a sender's transaction id, where a scheme has them unique: whoever claims it first, for good.</summary>
/// <param name="database">The database.</param>
/// <param name="schema">The entities' schema.</param>
internal sealed class TransactionIds(NpgsqlDataSource database, string schema)
{
    /// <summary>Claims one. It is on stable storage when this returns.</summary>
    /// <param name="hash">The hash of sender and transaction id.</param>
    /// <param name="payment">For which payment.</param>
    /// <returns>The payment that has it: this one, or another.</returns>
    public async ValueTask<Uetr> ClaimAsync(long hash, Uetr payment)
    {
        await using NpgsqlCommand command = database.CreateCommand($"""
            WITH claimed AS (INSERT INTO "{schema}".transaction_id (hash, payment) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING payment)
            SELECT payment FROM claimed UNION ALL SELECT payment FROM "{schema}".transaction_id WHERE hash = $1 LIMIT 1
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = hash });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = payment.Value });
        // Nothing where another one has claimed it in the meantime: it is there the second time.
        return await command.ExecuteScalarAsync().ConfigureAwait(false) is Guid holder ? new Uetr(holder) : await ClaimAsync(hash, payment).ConfigureAwait(false);
    }

    /// <summary>Who has one; null for nobody.</summary>
    public async ValueTask<Uetr?> FindAsync(long hash)
    {
        await using NpgsqlCommand command = database.CreateCommand($"""SELECT payment FROM "{schema}".transaction_id WHERE hash = $1""");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = hash });
        return await command.ExecuteScalarAsync().ConfigureAwait(false) is Guid holder ? new Uetr(holder) : null;
    }
}
