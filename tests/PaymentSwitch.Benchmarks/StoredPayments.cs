using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Benchmarks;

/// <summary>Fills a data folder as years of payments would: journal, read models and snapshots, through the engine.</summary>
internal static class StoredPayments
{
    private const int PaymentsPerBatch = 50_000;
    private const int InFlight = 1024;

    // Short, so that ten million fit on a disk: what grows with their number are the indexes and the identities.
    private const int MessageBytes = 200;
    private const int AnswerBytes = 100;

    /// <summary>Settles so many payments between banks that take no part in a load on the same folder.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="count">How many.</param>
    /// <returns>Bytes on disk per payment.</returns>
    public static async Task<double> FillAsync(string folder, int count)
    {
        using (SqliteStorage storage = SqliteStorage.Open(folder))
        {
            await using EmbeddedSwitch running = EmbeddedSwitch.Open(new EmbeddedSwitchSetup
            {
                Schemes = [SchemeProfileReader.BuiltIn("sct-inst")], Journal = storage.Journal, Snapshots = storage.Snapshots, ReadSide = storage.ReadSide,
            });
            await Instructions.EnrolAsync(running);
            for (int first = 0; first < count; first += PaymentsPerBatch)
            {
                long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 500;
                await EngineWithJournal.SettleAsync(running, Instructions.Batch(first, PaymentsPerBatch, nowMs, hot: false, MessageBytes, AnswerBytes), InFlight, took: null);
            }
        }

        return (double)Directory.GetFiles(folder).Sum(file => new FileInfo(file).Length) / count;
    }
}
