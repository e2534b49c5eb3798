namespace PaymentSwitch.Storage.Sqlite;

/// <summary>What a SQLite file of the switch holds, and in what form.</summary>
/// <param name="What">What it is, for messages: <c>a journal</c>.</param>
/// <param name="ApplicationId">Marks the file (<c>PRAGMA application_id</c>), so that no other database is taken for one.</param>
/// <param name="Version">The version of the form (<c>PRAGMA user_version</c>).</param>
/// <param name="PageBytes">The size of its pages, in bytes.</param>
/// <param name="WayOut">What to do about a file that cannot be used, for messages.</param>
/// <param name="Schema">What creates its tables.</param>
internal sealed record FileForm(string What, int ApplicationId, int Version, int PageBytes, string WayOut, string Schema)
{
    /// <summary>The way out where the file is the truth itself.</summary>
    public const string Restore = "Restore it from a copy; nothing was repaired.";

    /// <summary>The way out where everything in the file comes from the journal.</summary>
    public const string MoveAway = "Move it away with its -wal and -shm files: the journal has everything.";

    /// <summary>Whether everything in the file comes from the journal, so that a file of an older form is emptied and made anew.</summary>
    public bool ComesFromJournal => WayOut == MoveAway;
}
