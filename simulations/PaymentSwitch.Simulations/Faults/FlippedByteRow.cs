using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>
/// The bytes of a stored journal, each changed in turn by one bit: in the file, and in the log beside it that a killed switch
/// leaves. The journal was written by the real switch; it is looked at by the code behind <c>payswitch journal verify</c>, and
/// once, changed, by the start of the real switch.
/// </summary>
internal static class FlippedByteRow
{
    private const int StoredPerSecond = 5;
    private const int LatestGroups = 2;
    private static readonly string[] Files = ["journal.db", "journal.db-wal", "read.db", "read.db-wal", "snapshot.db", "snapshot.db-wal"];

    public static FaultRow Row { get; } = new(
        "flipped-bytes", "one bit of each byte of a stored journal and of its log is changed in turn",
        "noticed by verification or by the start, or all that is read is what was stored; only the last two groups of the log may be taken for cut off", RunAsync);

    private static async Task RunAsync(FaultSettings settings, FaultFindings findings)
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-flipped-").FullName;
        string copy = Path.Combine(folder, "journal.db");
        try
        {
            await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(settings with { PaymentsPerSecond = StoredPerSecond, WithSilence = false });
            await UntilLoggedAsync(faulted);
            await faulted.StopAndRestartAsync();
            await UntilLoggedAsync(faulted);
            await faulted.KillAsync();
            Copy(faulted.DataFolder, folder);
            JournalVerification whole = SqliteJournal.Verify(copy);
            findings.Expect(whole.IsGood && whole.GoodGroups > 0, $"the journal to be changed is not good: {whole.Problem}");

            // A start on a log that is damaged in its middle is refused; that leaves nothing behind, and the copy counts again.
            Change(Path.Combine(faulted.DataFolder, "journal.db-wal"), new FileInfo(copy + "-wal").Length / 2, 1);
            int exitCode = await faulted.StartInVainAsync();
            findings.Expect(exitCode == FaultedSwitch.CannotStart, $"with a damaged log the switch ended with {exitCode}, expected {FaultedSwitch.CannotStart}");
            findings.Count("starts with a damaged log");
            Copy(folder, faulted.DataFolder);
            await faulted.RestartAsync();
            await faulted.FinishAsync(findings);

            long projected = Projected(folder);
            Flip(copy, "", settings, whole, projected, findings);
            Flip(copy, "-wal", settings, whole, projected, findings);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Waits until the log has some groups in it, however slow the machine is, and the read models have had time to follow.</summary>
    private static async Task UntilLoggedAsync(FaultedSwitch faulted)
    {
        const int Bytes = 200_000, AttemptsMax = 600;
        var log = new FileInfo(Path.Combine(faulted.DataFolder, "journal.db-wal"));
        for (int attempt = 0; attempt < AttemptsMax && (!log.Exists || log.Length < Bytes); attempt++)
        {
            await Task.Delay(50);
            log.Refresh();
        }

        await Task.Delay(300);
    }

    private static void Flip(string journal, string ending, FaultSettings settings, JournalVerification whole, long projected, FaultFindings findings)
    {
        bool isLog = ending.Length > 0;
        string target = journal + ending, where = isLog ? "of the log" : "of the file";
        var random = new Random(settings.Seed);
        int noticed = 0, harmless = 0, atStart = 0, unseen = 0, changed = 0;
        long length = new FileInfo(target).Length;
        for (long at = random.Next(settings.FlipStride); at < length; at += settings.FlipStride)
        {
            byte bit = (byte)(1 << random.Next(8));
            Change(target, at, bit);
            changed++;
            JournalVerification? found = Look(journal);
            if (found is null) noticed++;
            // The hash of the last group was made anew of all that was read: nothing of it differs.
            else if (found == whole) harmless++;
            // Taken for a log whose end a crash has cut off. Read models that know of more are what tells the start otherwise.
            else if (isLog && found.GoodGroups < projected) atStart++;
            // A group that was stored a moment before the kill, and is not in the read models yet: nothing in the folder knows of it.
            else if (isLog && found.GoodGroups >= whole.GoodGroups - LatestGroups) unseen++;
            else findings.Expect(false, $"bit {bit} of byte {at} {where} was changed, and the journal was found good with {found.GoodGroups} of {whole.GoodGroups} groups");
            Change(target, at, bit);
            // The index of the log is made anew from it.
            File.Delete(journal + "-shm");
        }

        findings.Count($"bytes {where} changed", changed);
        findings.Note($"{where}: {length} bytes, {changed} changed; {noticed} noticed by verification, {harmless} in bytes that carry nothing (all facts the same)"
            + (isLog ? $", {atStart} noticed by the start alone (the log ends earlier then, and the read models know of more), {unseen} NOT noticed: in one of the last {LatestGroups} groups, which the read models did not have yet when the switch was killed" : ""));
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

    /// <summary>The last position that the read models beside the journal know of; asked of a copy, which asking changes.</summary>
    private static long Projected(string folder)
    {
        string copy = Directory.CreateDirectory(Path.Combine(folder, "projected")).FullName;
        Copy(folder, copy);
        using SqliteReadSide readSide = SqliteReadSide.Open(Path.Combine(copy, "read.db"));
        return readSide.Position;
    }

    private static void Copy(string from, string to)
    {
        foreach (string stale in Directory.GetFiles(to, "*.db*")) File.Delete(stale);
        foreach (string name in Files.Where(name => File.Exists(Path.Combine(from, name)))) File.Copy(Path.Combine(from, name), Path.Combine(to, name));
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
