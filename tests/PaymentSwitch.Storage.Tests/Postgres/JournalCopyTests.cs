using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Sqlite;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Postgres;

/// <summary>A journal moves from SQLite to PostgreSQL and back and stays the same, or nothing of it moves.</summary>
public sealed class JournalCopyTests(PostgresServer server) : IDisposable
{
    private readonly PostgresSettings _settings = server.NewSettings();
    private readonly TemporaryFolder _folder = new();

    private string First => _folder.File("journal.db");

    [Fact]
    public void There_and_back_again_it_has_the_same_positions_epochs_and_hashes_and_can_be_written_on()
    {
        Fill(First, 300);
        Fill(First, 40);
        (long groups, string lastHash) = JournalPlace.Copy(JournalPlace.OfSqlite(First), JournalPlace.OfPostgres(_settings));
        Assert.Equal((340, SqliteJournal.Verify(First).LastHash), (groups, lastHash));
        using (PostgresJournal journal = PostgresJournal.Open(_settings))
        {
            Assert.Equal(Described(340), journal.Read(1).Select(SampleFacts.Describe));
            journal.Append(SampleFacts.Group(341));
        }

        Assert.Equal(2L, PostgresServer.Execute(_settings, "SELECT count(DISTINCT epoch) FROM journal WHERE position <= 340"));
        string back = _folder.File("back.db");
        JournalPlace.Copy(JournalPlace.OfPostgres(_settings), JournalPlace.OfSqlite(back));
        Assert.Equal(PostgresJournal.Verify(_settings), SqliteJournal.Verify(back));
        Fill(back, 1);
        Assert.Equal(342, SqliteJournal.Verify(back).GoodGroups);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.copying*"));
    }

    [Fact]
    public void A_target_that_is_not_empty_is_left_as_it_is()
    {
        Fill(First, 3);
        using (PostgresJournal journal = PostgresJournal.Open(_settings)) journal.Append(SampleFacts.Group(1));
        Assert.Contains("there is a journal already", Refused(JournalPlace.OfSqlite(First), JournalPlace.OfPostgres(_settings)), StringComparison.Ordinal);
        Assert.Contains("is there already", Refused(JournalPlace.OfPostgres(_settings), JournalPlace.OfSqlite(First)), StringComparison.Ordinal);
        Assert.Equal(1, PostgresJournal.Verify(_settings).GoodGroups);
        Assert.Equal(3, SqliteJournal.Verify(First).GoodGroups);
    }

    [Fact]
    public void A_damaged_journal_is_not_copied_and_the_target_stays_empty()
    {
        Fill(First, 400);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={First};Pooling=False"))
        {
            connection.Open();
            using Microsoft.Data.Sqlite.SqliteCommand damage = connection.CreateCommand();
            damage.CommandText = "UPDATE journal SET at_ms = at_ms + 1 WHERE position = 390";
            damage.ExecuteNonQuery();
        }

        Assert.Contains("position 390 is damaged", Refused(JournalPlace.OfSqlite(First), JournalPlace.OfPostgres(_settings)), StringComparison.Ordinal);
        Assert.Equal(0L, PostgresServer.Execute(_settings, "SELECT count(*) FROM journal"));
        Assert.Contains("position 390 is damaged", Refused(JournalPlace.OfSqlite(First), JournalPlace.OfSqlite(_folder.File("other.db"))), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "other*"));
    }

    [Fact]
    public void A_journal_that_is_being_written_or_is_not_there_is_not_copied()
    {
        Assert.Contains("is not there", Refused(JournalPlace.OfSqlite(First), JournalPlace.OfPostgres(_settings)), StringComparison.Ordinal);
        using SqliteJournal writing = SqliteJournal.Open(First);
        writing.Append(SampleFacts.Group(1));
        Assert.Contains("being written by another process", Refused(JournalPlace.OfSqlite(First), JournalPlace.OfPostgres(_settings)), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Refused(JournalPlace from, JournalPlace to) => Assert.Throws<JournalException>(() => JournalPlace.Copy(from, to)).Message;

    private static IEnumerable<string> Described(int groups) => Enumerable.Range(1, groups).Select(position => SampleFacts.Describe(SampleFacts.Group(position)));

    private static void Fill(string path, int groups)
    {
        using SqliteJournal journal = SqliteJournal.Open(path);
        for (int i = 0; i < groups; i++) journal.Append(SampleFacts.Group(journal.LastPosition + 1));
    }
}
