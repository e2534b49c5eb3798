using Microsoft.Data.Sqlite;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Projection;
using PaymentSwitch.Engine.Reporting;
using PaymentSwitch.Storage.Sqlite;
using PaymentSwitch.Storage.Tests.Conformance;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

/// <summary>Movements in SQLite beyond what every read side does: damage, and files of the form before them.</summary>
public sealed class SqliteMovementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RandomAccounts _accounts = new(71, new ParticipantId("HOTBANK"));

    private string ReadModels => _folder.File("read.db");

    [Theory]
    [InlineData("DELETE FROM movement WHERE account_and_block & 0xFFFFFFFF = 1", "block 1 of an account's movements is missing")]
    [InlineData("UPDATE movement SET records = zeroblob(45 * 89)", "has not the length of one")]
    [InlineData("UPDATE movement SET records = zeroblob(44)", "has not the length of one")]
    [InlineData("UPDATE movement SET records = zeroblob(0)", "has not the length of one")]
    [InlineData("UPDATE movement SET records = 'text'", "column records has not the type it must have")]
    [InlineData("UPDATE movement SET balance_before_minor = balance_before_minor + 1 WHERE account_and_block & 0xFFFFFFFF = 1", "Account HOTBANK/EUR: no statement can be made: the balance after movement 89")]
    [InlineData("UPDATE movement SET records = zeroblob(45 * 88) WHERE account_and_block & 0xFFFFFFFF = 0", "Account HOTBANK/EUR: no statement can be made")]
    public void A_changed_block_is_found_and_no_statement_made_of_it(string change, string told)
    {
        AccountId account = Fill();
        Execute(change);
        using SqliteReadSide readSide = SqliteReadSide.Open(ReadModels);
        string message = Assert.Throws<JournalException>(() => AccountStatement.Of(readSide, new StatementRequest(account, 0, long.MaxValue))).Message;
        Assert.Contains(told, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_the_form_before_movements_is_emptied_and_made_anew_from_the_journal()
    {
        using var journal = new InMemoryJournal();
        foreach (CommitGroup group in new ProjectedGroups(72).Take(80)) journal.Append(group);
        using var expected = new InMemoryReadSide();
        ReadModelRebuild.Run(journal, expected);
        Execute(FormBeforeMovements);

        // A reader alone does not empty it.
        Assert.Contains("is of version 1", Assert.Throws<JournalException>(() => SqliteFile.OpenForReading(ReadModels, SqliteReadSide.Form)).Message, StringComparison.Ordinal);
        using SqliteReadSide readSide = SqliteReadSide.Open(ReadModels);
        Assert.Equal(0, readSide.Position);
        Assert.Equal(80, ReadModelRebuild.Run(journal, readSide));
        ReadSideSpec.Compare(expected, readSide, new Random(1));
        Assert.Equal(2L, Execute("PRAGMA user_version"));
        Assert.Equal(0L, Execute("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'of_before'"));
    }

    [Fact]
    public void A_file_of_a_later_form_is_left_as_it_is()
    {
        using (SqliteReadSide.Open(ReadModels))
        {
        }

        Execute("PRAGMA user_version = 3; CREATE TABLE of_later (x)");
        Assert.Contains("is of version 3", Assert.Throws<JournalException>(() => SqliteReadSide.Open(ReadModels)).Message, StringComparison.Ordinal);
        Assert.Equal(1L, Execute("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'of_later'"));
    }

    public void Dispose() => _folder.Dispose();

    // As version 0.1 of the read models was made, with what a group had left in it.
    private const string FormBeforeMovements = """
        CREATE TABLE progress (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL);
        INSERT INTO progress VALUES (1, 40);
        CREATE TABLE participant (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        INSERT INTO participant (name) VALUES ('BANK3');
        CREATE TABLE payment (
          number INTEGER PRIMARY KEY, uetr BLOB NOT NULL, debtor INTEGER NOT NULL, creditor INTEGER,
          amount_minor INTEGER NOT NULL, currency TEXT NOT NULL, status INTEGER NOT NULL, reason TEXT,
          received_at_ms INTEGER NOT NULL, final_at_ms INTEGER NOT NULL);
        INSERT INTO payment VALUES (7, zeroblob(16), 1, 1, 5, 'EUR', 3, NULL, 1, 2);
        CREATE TABLE payment_of_participant (
          participant INTEGER NOT NULL, first INTEGER NOT NULL, numbers BLOB NOT NULL,
          PRIMARY KEY (participant, first)) WITHOUT ROWID;
        CREATE INDEX payment_not_settled ON payment (status, number) WHERE status <> 3;
        CREATE TABLE account (
          participant INTEGER NOT NULL, currency TEXT NOT NULL, model INTEGER NOT NULL, limit_minor INTEGER,
          balance_minor INTEGER NOT NULL, reserved_minor INTEGER NOT NULL, use_minor INTEGER NOT NULL,
          PRIMARY KEY (participant, currency)) WITHOUT ROWID;
        INSERT INTO account VALUES (1, 'EUR', 1, NULL, 5, 0, 0);
        CREATE TABLE mailbox (
          participant INTEGER NOT NULL, block INTEGER NOT NULL, pointers BLOB NOT NULL,
          PRIMARY KEY (participant, block)) WITHOUT ROWID;
        CREATE TABLE of_before (x);
        PRAGMA application_id = 0x50535231;
        PRAGMA user_version = 1;
        """;

    /// <summary>Projects more movements of an account than two blocks hold.</summary>
    private AccountId Fill()
    {
        using SqliteReadSide readSide = SqliteReadSide.Open(ReadModels);
        for (long position = 1; position <= 100; position++)
        {
            var group = new CommitGroup { Position = position, AtMs = position };
            _accounts.AddTo(group, factsMax: 20);
            readSide.Project([group], []);
        }

        AccountId account = _accounts.All[0].Id;
        Assert.InRange(readSide.LastMovement(account)!.Value.Number, 180, 1000);
        Assert.Equal(_accounts.All[0].BalanceMinor, AccountStatement.Of(readSide, new StatementRequest(account, 0, long.MaxValue)).Statement!.ClosingBalanceMinor);
        return account;
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = ReadModels, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
