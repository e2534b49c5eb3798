using System.Globalization;
using System.Text.RegularExpressions;
using PaymentSwitch.Simulations.Postgres;

namespace PaymentSwitch.Benchmarks;

/// <summary>
/// The peer of the whole: double entry as one stored function in PostgreSQL, called by pgbench. No XML, no HTTP, no second
/// bank that answers: what a ledger in a database does at its best, every transfer synced before the call returns.
/// </summary>
internal static partial class PostgresDoubleEntry
{
    private const string Schema = """
        CREATE TABLE account (id int PRIMARY KEY, balance bigint NOT NULL) WITH (fillfactor = 50);
        CREATE TABLE transfer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, reference uuid NOT NULL UNIQUE, debtor int NOT NULL, creditor int NOT NULL, amount bigint NOT NULL);
        CREATE TABLE entry (transfer bigint NOT NULL, account int NOT NULL, amount bigint NOT NULL);
        INSERT INTO account SELECT number, 1000000000 FROM generate_series(1, 1000) AS number;
        CREATE FUNCTION pay(debtor int, creditor int, amount bigint) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE made bigint;
        BEGIN
          INSERT INTO transfer (reference, debtor, creditor, amount) VALUES (gen_random_uuid(), debtor, creditor, amount) RETURNING id INTO made;
          -- Always the lower account first: otherwise two transfers in opposite directions would block each other.
          IF debtor < creditor THEN
            UPDATE account SET balance = balance - amount WHERE id = debtor AND balance >= amount;
            IF NOT FOUND THEN RAISE EXCEPTION 'insufficient funds'; END IF;
            UPDATE account SET balance = balance + amount WHERE id = creditor;
          ELSE
            UPDATE account SET balance = balance + amount WHERE id = creditor;
            UPDATE account SET balance = balance - amount WHERE id = debtor AND balance >= amount;
            IF NOT FOUND THEN RAISE EXCEPTION 'insufficient funds'; END IF;
          END IF;
          INSERT INTO entry VALUES (made, debtor, -amount), (made, creditor, amount);
          RETURN made;
        END $$;
        """;

    // The creditor is another account than the debtor: 1 to 999 behind it, round and round.
    private const string Spread = "\\set debtor random(1, 1000)\n\\set creditor 1 + (:debtor - 1 + random(1, 999)) % 1000\nSELECT pay(:debtor, :creditor, 1);\n";
    private const string Hot = "\\set creditor random(2, 1000)\nSELECT pay(1, :creditor, 1);\n";

    /// <summary>Measures it on a server started for it.</summary>
    /// <param name="clients">How many connections call at a time.</param>
    /// <param name="seconds">How long.</param>
    /// <returns>Transfers per second between a thousand accounts, and with one of them in every transfer; null where PostgreSQL or pgbench is not installed.</returns>
    public static async Task<(double Spread, double Hot)?> MeasureAsync(int clients, int seconds)
    {
        if (TemporaryPostgres.FindBinaries() is not { } binaries || !File.Exists(Path.Combine(binaries, "pgbench"))) return null;
        await using TemporaryPostgres postgres = await TemporaryPostgres.StartAsync(binaries);
        string folder = Directory.CreateTempSubdirectory("paymentswitch-pgbench-").FullName;
        try
        {
            await postgres.RunClientAsync("psql", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-c", Schema);
            return (await RunAsync(Spread), await RunAsync(Hot));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task<double> RunAsync(string script)
        {
            string file = Path.Combine(folder, "script.sql");
            await File.WriteAllTextAsync(file, script);
            string printed = await postgres.RunClientAsync(
                "pgbench", "-n", "-M", "prepared", "-c", Text(clients), "-j", "1", "-T", Text(seconds), "-f", file, "postgres");
            return double.Parse(TransactionsPerSecond().Match(printed).Groups[1].Value, CultureInfo.InvariantCulture);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex TransactionsPerSecond();
}
