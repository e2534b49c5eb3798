using System.Buffers.Binary;
using System.Security.Cryptography;
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
    // Most of what is in the file must not stand in the log again, which goes before it.
    private const int InFileBytes = 1_000_000, InLogBytes = 200_000;
    private const string Note = ".head";
    private static readonly string[] Files = ["journal.db", "journal.db-wal", "journal.db" + Note, "read.db", "read.db-wal", "snapshot.db", "snapshot.db-wal"];

    public static FaultRow Row { get; } = new(
        "flipped-bytes", "one bit of each byte of a stored journal and of its log is changed in turn",
        "noticed by verification, or all that is read is what was stored; a start that is refused for it writes nothing", RunAsync);

    private static async Task RunAsync(FaultSettings settings, FaultFindings findings)
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-flipped-").FullName;
        string copy = Path.Combine(folder, "journal.db");
        try
        {
            await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(settings with { PaymentsPerSecond = StoredPerSecond, WithSilence = false });
            await UntilLoggedAsync(faulted, InFileBytes);
            await faulted.StopAndRestartAsync();
            await UntilLoggedAsync(faulted, InLogBytes);
            await faulted.KillAsync();
            Copy(faulted.DataFolder, folder);
            JournalVerification whole = SqliteJournal.Verify(copy);
            findings.Expect(whole.IsGood && whole.GoodGroups > 0, $"the journal to be changed is not good: {whole.Problem}");

            await RefuseAsync(faulted, folder, findings);
            await faulted.FinishAsync(findings);

            Flip(copy, "", settings, whole, findings);
            Flip(copy, "-wal", settings, whole, findings);
            Flip(copy, Note, settings, whole, findings);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Waits until the log has some groups in it, however slow the machine is, and the read models have had time to follow.</summary>
    private static async Task UntilLoggedAsync(FaultedSwitch faulted, int bytes)
    {
        const int AttemptsMax = 600;
        var log = new FileInfo(Path.Combine(faulted.DataFolder, "journal.db-wal"));
        for (int attempt = 0; attempt < AttemptsMax && (!log.Exists || log.Length < bytes); attempt++)
        {
            await Task.Delay(50);
            log.Refresh();
        }

        await Task.Delay(300);
    }

    /// <summary>
    /// Starts on a log that is damaged in its middle, at its end, and there without the note of the journal's end, are refused and leave the
    /// files as they were; then the undamaged ones count again.
    /// </summary>
    private static async Task RefuseAsync(FaultedSwitch faulted, string folder, FaultFindings findings)
    {
        foreach ((double where, bool hasNote) in ((double, bool)[])[(0.5, true), (0.999, true), (0.5, false)])
        {
            string log = Path.Combine(faulted.DataFolder, "journal.db-wal");
            Change(log, (long)(new FileInfo(log).Length * where), 1);
            if (!hasNote) File.Delete(Path.Combine(faulted.DataFolder, "journal.db" + Note));
            Dictionary<string, string> before = HashesOf(faulted.DataFolder);
            int exitCode = await faulted.StartInVainAsync();
            findings.Expect(exitCode == FaultedSwitch.CannotStart, $"with a damaged log the switch ended with {exitCode}, expected {FaultedSwitch.CannotStart}");
            foreach ((string name, string hash) in HashesOf(faulted.DataFolder))
                findings.Expect(before.Remove(name, out string? was) && was == hash, $"the start that was refused has written {name}");
            findings.Expect(before.Count == 0, $"the start that was refused has removed {string.Join(", ", before.Keys)}");
            findings.Count("starts with a damaged log");
            Copy(folder, faulted.DataFolder);
        }

        await faulted.RestartAsync();
    }

    private static Dictionary<string, string> HashesOf(string folder) => Files.Where(name => File.Exists(Path.Combine(folder, name)))
        .ToDictionary(name => name, name => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name)))));

    private static void Flip(string journal, string ending, FaultSettings settings, JournalVerification whole, FaultFindings findings)
    {
        string target = journal + ending, where = ending switch { "" => "of the file", Note => "of the note", _ => "of the log" };
        var random = new Random(settings.Seed);
        int noticed = 0, harmless = 0, unheard = 0, changed = 0;
        // A switch that is killed after a commit and before it is noted has told nobody of that group.
        long noted = NotedIn(journal + Note);
        findings.Expect(noted >= whole.GoodGroups - 1, $"position {noted} was noted as the end of a journal of {whole.GoodGroups} groups");
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
            else if (found.GoodGroups == whole.GoodGroups - 1 && found.GoodGroups == noted) unheard++;
            else findings.Expect(false, $"bit {bit} of byte {at} {where} was changed, and the journal was found good with {found.GoodGroups} of {whole.GoodGroups} groups");
            Change(target, at, bit);
            // The index of the log is made anew from it.
            File.Delete(journal + "-shm");
        }

        findings.Count($"bytes {where} changed", changed);
        findings.Note($"{where}: {length} bytes, {changed} changed; {noticed} noticed by verification, {harmless} in bytes that carry nothing (all facts the same)"
            + (unheard > 0 ? $", {unheard} in the last group, which was committed and not noted when the switch was killed: nobody was told of it" : ""));
    }

    /// <summary>The last position that the note beside the journal names: eight bytes after its label of eight, in either of two places.</summary>
    private static long NotedIn(string file)
    {
        byte[] notes = File.ReadAllBytes(file);
        return Math.Max(BinaryPrimitives.ReadInt64BigEndian(notes.AsSpan(8)), BinaryPrimitives.ReadInt64BigEndian(notes.AsSpan(4096 + 8)));
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
