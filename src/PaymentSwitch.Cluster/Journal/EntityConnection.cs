using Npgsql;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Cluster.Journal;

/// <summary>How the entities' journal reaches the database that the ledger is in.</summary>
internal static class EntityConnection
{
    /// <summary>
    /// The whole connection string, with the password from its file as it is now. Whatever the server or the role says by default, a commit is on
    /// stable storage, and on the synchronous standbys', when it is told of; unless a server that forgets is allowed.
    /// </summary>
    public static string Of(PostgresSettings settings)
    {
        var connection = new NpgsqlConnectionStringBuilder(settings.ConnectionString) {
            // No session keeps anything that the next one would have to be rid of.
            Enlist = false, NoResetOnClose = true,
        };
        connection.ApplicationName ??= "payment-switch entities";
        if (settings.PasswordFile.Length > 0) connection.Password = File.ReadAllText(settings.PasswordFile).TrimEnd('\r', '\n');
        if (!settings.AllowLossyServer) connection.Options = $"{connection.Options} -c synchronous_commit=on".TrimStart();
        if (connection.Host!.Contains(',', StringComparison.Ordinal)) connection.TargetSessionAttributes ??= "primary";
        return connection.ToString();
    }

    /// <summary>
    /// The same for actors: what they ask is asked over and over, of one index, and planned once. Not so what follows a table that grows: planned while that
    /// is empty, it would be sorted whole ever after.
    /// </summary>
    public static string OfStores(PostgresSettings settings) => new NpgsqlConnectionStringBuilder(Of(settings)) { MaxAutoPrepare = 32 }.ToString();
}
