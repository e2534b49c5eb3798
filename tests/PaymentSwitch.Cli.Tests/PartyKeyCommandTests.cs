using PaymentSwitch.Storage.Privacy;
using Xunit;

namespace PaymentSwitch.Cli.Tests;

/// <summary><c>payswitch party-keys reseal</c>.</summary>
public sealed class PartyKeyCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paymentswitch-").FullName;

    [Fact]
    public async Task Keys_are_sealed_sealed_anew_and_opened_and_stay_the_same()
    {
        string file = Path.Combine(_folder, "party-keys.txt"), first = KeyFile("first.txt", 'a'), second = KeyFile("second.txt", 'b');
        PartyKeyFile made = PartyKeyFile.Open(file, "");
        made.Save();
        Assert.Equal(ExitCode.AllValid, (await CommandRun.Of("party-keys", "reseal", file, "--new-key", first)).Code);
        Assert.Equal(made.Keys.Id, PartyKeyFile.Open(file, first).Keys.Id);
        CommandRun run = await CommandRun.Of("party-keys", "reseal", file, "--key", first, "--new-key", second);
        Assert.Equal(ExitCode.AllValid, run.Code);
        Assert.Contains(made.Keys.Id, run.Output, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => PartyKeyFile.Open(file, first));
        Assert.Equal(ExitCode.AllValid, (await CommandRun.Of("party-keys", "reseal", file, "--key", second)).Code);
        Assert.Equal(made.Keys.Id, PartyKeyFile.Open(file, "").Keys.Id);
    }

    [Fact]
    public async Task What_cannot_be_opened_stays_as_it_is()
    {
        string file = Path.Combine(_folder, "party-keys.txt"), key = KeyFile("key.txt", 'a');
        CommandRun run = await CommandRun.Of("party-keys", "reseal", file, "--new-key", key);
        Assert.Equal(ExitCode.SomeInvalid, run.Code);
        Assert.Contains("is not there", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        PartyKeyFile.Open(file, "").Save();
        string before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.SomeInvalid, (await CommandRun.Of("party-keys", "reseal", file, "--key", key)).Code);
        Assert.Equal(ExitCode.SomeInvalid, (await CommandRun.Of("party-keys", "reseal", file, "--new-key", key + ".none")).Code);
        Assert.Equal(before, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string KeyFile(string name, char digit)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, new string(digit, 64));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }
}
