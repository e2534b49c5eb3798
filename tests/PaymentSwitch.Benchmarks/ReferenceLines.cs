using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace PaymentSwitch.Benchmarks;

/// <summary>What the machine gives when nothing but the bare thing is done: the lines that figures of the switch are held against.</summary>
internal static class ReferenceLines
{
    /// <summary>
    /// A ledger without facts, checks or messages: identity into a hash table, two balances changed, identity out again.
    /// </summary>
    /// <returns>Payments per second on one thread; the median of five rounds.</returns>
    public static double BareLedger()
    {
        const int Payments = 500_000;
        const int Open = 1_000;
        var perSecond = new List<double>();
        for (int round = 0; round < 5; round++)
        {
            var random = new Random(round);
            Guid[] identities = new Guid[Payments];
            for (int i = 0; i < Payments; i++) identities[i] = Guid.NewGuid();
            var open = new Dictionary<Guid, long>(Open * 2);
            long[] balances = new long[16];
            long began = Stopwatch.GetTimestamp();
            for (int i = 0; i < Payments; i++)
            {
                open.Add(identities[i], random.Next(10_000));
                if (i < Open) continue;
                open.Remove(identities[i - Open], out long amount);
                balances[i & 15] -= amount;
                balances[(i + 1) & 15] += amount;
            }

            perSecond.Add(Payments / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return EngineAlone.Median(perSecond);
    }

    /// <summary>What the framework's own hash table takes for one identity and one position.</summary>
    /// <returns>Bytes per entry.</returns>
    public static double BytesPerEntryOfADictionary(int entries)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var table = new Dictionary<Guid, long>();
        for (int i = 0; i < entries; i++) table.Add(Guid.NewGuid(), i);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(table);
        return (double)(after - before) / entries;
    }

    /// <summary>Reads the rows of a journal and hashes them, and nothing else.</summary>
    /// <returns>How long it took, in seconds.</returns>
    public static double ReadAndHash(string journal)
    {
        using var connection = new SqliteConnection($"Data Source={journal};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand query = connection.CreateCommand();
        query.CommandText = "SELECT payload FROM journal ORDER BY position";
        long began = Stopwatch.GetTimestamp();
        using SqliteDataReader reader = query.ExecuteReader();
        while (reader.Read()) SHA256.HashData((byte[])reader.GetValue(0));
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Appends blocks of 4 KiB to a file, each synced before the next.</summary>
    /// <returns>Median and 99th percentile of one, in milliseconds.</returns>
    public static (double P50Ms, double P99Ms) SyncedAppend(string folder)
    {
        const int Times = 2_000;
        byte[] block = new byte[4096];
        var took = new List<double>(Times);
        using FileStream file = new(Path.Combine(folder, "synced"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (int i = 0; i < Times; i++)
        {
            long began = Stopwatch.GetTimestamp();
            file.Write(block);
            // Not the framework's flush, which has been seen to swallow errors.
            if (FDataSync(file.SafeFileHandle.DangerousGetHandle().ToInt32()) != 0) throw new IOException($"fdatasync failed: {Marshal.GetLastPInvokeError()}.");
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        took.Sort();
        return (took[Times / 2], took[Times * 99 / 100]);
    }

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FDataSync(int file);
}
