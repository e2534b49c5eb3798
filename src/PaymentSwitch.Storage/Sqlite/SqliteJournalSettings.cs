namespace PaymentSwitch.Storage.Sqlite;

/// <summary>The bounds of a journal in SQLite.</summary>
public sealed record SqliteJournalSettings
{
    /// <summary>
    /// After how many bytes of write-ahead log they are copied into the journal's file. Copying goes on beside appends;
    /// a larger log takes longer to be read at the next start after a crash.
    /// </summary>
    public long CheckpointBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>The most bytes the journal's file may take; null for as many as the disk has. Beyond, appending fails as on a full disk.</summary>
    public long? FileBytesMax { get; init; }
}
