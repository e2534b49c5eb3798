using System.Globalization;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>What a switch was doing when it was killed.</summary>
internal enum KillPhase
{
    /// <summary>It had not opened its journal yet.</summary>
    Starting,

    /// <summary>It had opened its journal, or held the lease of its database, and was not ready yet.</summary>
    Recovering,

    /// <summary>It had said that it was ready.</summary>
    Serving,
}

/// <summary>Finds out from outside what a switch is doing.</summary>
internal static class KillPhases
{
    // What the server calls the thread that renews its lease: it begins when the database is opened.
    private const string LeaseThread = "lease";

    /// <summary>Whether it has opened what its journal is in.</summary>
    public static bool HasOpenedItsJournal(SwitchProcess running)
    {
        string process = string.Create(CultureInfo.InvariantCulture, $"/proc/{running.ProcessId}");
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name == "journal.db")
                || Directory.EnumerateDirectories(Path.Combine(process, "task")).Any(task => File.ReadAllText(Path.Combine(task, "comm")).Trim() == LeaseThread);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // A file or thread that was there a moment before is closed again.
            return false;
        }
    }
}
