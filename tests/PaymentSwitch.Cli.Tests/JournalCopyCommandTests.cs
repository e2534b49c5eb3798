using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Sqlite;
using Xunit;

namespace PaymentSwitch.Cli.Tests;

/// <summary><c>payswitch journal copy</c> as it is called; what copying does is tested with the storage.</summary>
public sealed class JournalCopyCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paymentswitch-").FullName;

    [Theory]
    [InlineData("data", "sqlite:other", "--from: found 'data', expected sqlite:FOLDER or postgres:CONNECTION.")]
    [InlineData("sqlite:data", "postgres:Host=db", "--to: it names no Database.")]
    [InlineData("sqlite:data", "postgres:Host=db;Database=x;Password=y", "--to: it has a password")]
    public async Task A_place_that_is_none_is_named(string from, string to, string told)
    {
        CommandRun run = await CommandRun.Of("journal", "copy", "--from", from, "--to", to);
        Assert.Equal(ExitCode.WrongUsage, run.Code);
        Assert.Contains(told, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_in_a_folder_is_copied_into_another_one_and_not_twice()
    {
        string data = Path.Combine(_folder, "data"), other = Path.Combine(_folder, "other");
        SqliteStorage.Open(data).Dispose();
        CommandRun run = await CommandRun.Of("journal", "copy", "--from", $"sqlite:{data}", "--to", $"sqlite:{other}");
        Assert.Equal((ExitCode.AllValid, "The journal is empty: there was nothing to copy."), (run.Code, run.Output.Trim()));
        run = await CommandRun.Of("journal", "copy", "--from", $"sqlite:{data}", "--to", $"sqlite:{other}");
        Assert.Equal(ExitCode.SomeInvalid, run.Code);
        Assert.Contains("Nothing was copied.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("is there already", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from", "sqlite:data", "--to-entities", "--from: found 'sqlite:data', expected postgres:CONNECTION.")]
    [InlineData("--from", "postgres:Host=db;Database=x", "--schema=Upper", "--to-entities", "--schema: found 'Upper'")]
    [InlineData("--from", "sqlite:data", "One of --to and --to-entities is needed, and not both.")]
    [InlineData("--from", "sqlite:data", "--to", "sqlite:other", "--to-entities", "One of --to and --to-entities is needed, and not both.")]
    public async Task Where_it_goes_is_one_thing(params string[] arguments)
    {
        CommandRun run = await CommandRun.Of(["journal", "copy", .. arguments[..^1]]);
        Assert.Equal(ExitCode.WrongUsage, run.Code);
        Assert.Contains(arguments[^1], run.Errors + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_goes_into_the_entities_of_a_cluster_and_only_once()
    {
        Assert.SkipWhen(TemporaryPostgres.FindBinaries() is null, "PostgreSQL is not installed.");
        await using TemporaryPostgres server = await TemporaryPostgres.StartAsync(TemporaryPostgres.FindBinaries()!);
        var settings = new PostgresSettings { ConnectionString = server.ConnectionString, Schema = "mine" };
        string[] copy = ["journal", "copy", "--from", $"postgres:{server.ConnectionString}", "--schema", "mine", "--to-entities"];
        var account = new AccountId(new ParticipantId("ALPHDEFFXXX"), Currency.Of("EUR"));
        using (PostgresJournal journal = PostgresJournal.Open(settings))
        {
            var group = new CommitGroup { Position = 1, AtMs = 1 };
            group.Entries.Add(new JournalEntry(EntityKey.Of(account), 1, 0, new AccountFunded(1, 500, "opening", new OperatorAct("test"))));
            journal.Append(group);
        }

        using (var lease = PostgresLease.Open(settings, "a server", TimeSpan.FromMinutes(1)))
        {
            Assert.True(lease.TryTake());
            CommandRun refused = await CommandRun.Of(copy);
            Assert.Equal(ExitCode.SomeInvalid, refused.Code);
            Assert.Contains("Nothing was handed over", refused.Errors, StringComparison.Ordinal);
            Assert.Contains("a server holds the lease", refused.Errors, StringComparison.Ordinal);
            lease.Release();
        }

        CommandRun run = await CommandRun.Of(copy);
        Assert.Equal((ExitCode.AllValid, ""), (run.Code, run.Errors));
        Assert.StartsWith("Positions 1 to 1: 1 facts of payments and accounts are copied into schema mine_entities, in 1 rows", run.Output, StringComparison.Ordinal);
        run = await CommandRun.Of(copy);
        Assert.Equal(ExitCode.AllValid, run.Code);
        Assert.Contains("there was nothing to copy", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
