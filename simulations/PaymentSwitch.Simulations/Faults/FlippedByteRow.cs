using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>
/// The bytes of a stored journal, each changed in turn by one bit: in the file, and in the log beside it that a killed switch
/// leaves. The journal was written by the real switch; it is looked at by the code behind <c>payswitch journal verify</c>.
/// </summary>
internal static class FlippedByteRow
{
    private const int StoredPerSecond = 5;

    public static FaultRow Row { get; } = new(
        "flipped-bytes", "one bit of each byte of a stored journal and of its log is changed in turn", "noticed, or all that is read is bit for bit what was stored", RunAsync);

    private static async Task RunAsync(FaultSettings settings, FaultFindings findings)
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-flipped-").FullName;
        string copy = Path.Combine(folder, "journal.db");
        try
        {
            await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(settings with { PaymentsPerSecond = StoredPerSecond, WithSilence = false });
            await Task.Delay(1_500);
            await faulted.StopAndRestartAsync();
            await Task.Delay(1_500);
            await faulted.KillAsync();
            foreach (string ending in new[] { "", "-wal" }) File.Copy(Path.Combine(faulted.DataFolder, "journal.db" + ending), copy + ending);
            await faulted.RestartAsync();
            await faulted.FinishAsync(findings);

            JournalVerification whole = SqliteJournal.Verify(copy);
            findings.Expect(whole.IsGood && whole.GoodGroups > 0, $"the journal to be changed is not good: {whole.Problem}");
            Flip(copy, copy, "of the file", settings, whole, findings);
            Flip(copy, copy + "-wal", "of the log", settings, whole, findings);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Flip(string journal, string target, string where, FaultSettings settings, JournalVerification whole, FaultFindings findings)
    {
        var random = new Random(settings.Seed);
        int noticed = 0, harmless = 0, shortened = 0, changed = 0;
        long length = new FileInfo(target).Length;
        for (long at = random.Next(settings.FlipStride); at < length; at += settings.FlipStride)
        {
            byte bit = (byte)(1 << random.Next(8));
            Change(target, at, bit);
            changed++;
            switch (Look(journal))
            {
                case null:
                    noticed++;
                    break;
                case { } found when found.LastHash == whole.LastHash && found.GoodGroups == whole.GoodGroups && found.GoodFacts == whole.GoodFacts:
                    // The hash of the last group was made anew of all that was read: nothing of it differs.
                    harmless++;
                    break;
                case { } found when where == "of the log" && found.GoodGroups < whole.GoodGroups:
                    shortened++;
                    break;
                case { } found:
                    findings.Expect(false, $"bit {bit} of byte {at} {where} was changed, and the journal was found good with {found.GoodGroups} groups instead of {whole.GoodGroups}");
                    break;
            }

            Change(target, at, bit);
            // The index of the log is made anew from it.
            File.Delete(journal + "-shm");
        }

        findings.Count($"bytes {where} changed", changed);
        findings.Note($"{where}: {length} bytes, {changed} changed; {noticed} noticed, {harmless} in bytes that carry nothing (all facts the same)");
        if (where == "of the log")
            findings.Note($"{where}: {shortened} taken for the end of a log that a crash cut off: a prefix of the groups, none of them changed; who has noted the last hash elsewhere sees it");
    }

    /// <summary>What the verification says; null where it has noticed something.</summary>
    private static JournalVerification? Look(string journal)
    {
        try
        {
            return SqliteJournal.Verify(journal) is { IsGood: true } found ? found : null;
        }
        catch (JournalException)
        {
            return null;
        }
    }

    private static void Change(string file, long at, byte bit)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = at;
        int before = stream.ReadByte();
        stream.Position = at;
        stream.WriteByte((byte)(before ^ bit));
    }
}
