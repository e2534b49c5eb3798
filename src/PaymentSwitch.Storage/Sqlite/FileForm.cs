namespace PaymentSwitch.Storage.Sqlite;

/// <summary>What a SQLite file of the switch holds, and in what form.</summary>
/// <param name="What">What it is, for messages: <c>a journal</c>.</param>
/// <param name="ApplicationId">Marks the file (<c>PRAGMA application_id</c>), so that no other database is taken for one.</param>
/// <param name="Version">The version of the form (<c>PRAGMA user_version</c>).</param>
/// <param name="Schema">What creates its tables.</param>
internal sealed record FileForm(string What, int ApplicationId, int Version, string Schema);
