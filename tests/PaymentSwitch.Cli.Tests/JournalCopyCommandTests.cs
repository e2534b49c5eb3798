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

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
