using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using PaymentSwitch.Cluster.PetabridgeCmd;
using PaymentSwitch.Operations.Calling;
using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Operations.Tests.Palette;

/// <summary>What pbm shows, against a real switch behind a real web server.</summary>
public sealed partial class PaletteRunTests : IDisposable
{
    private readonly string _tokenFile = Path.GetTempFileName();

    [Fact]
    public async Task A_view_is_the_command_lines_text()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        PaletteReply reply = await RunAsync(running.Address, OperatorRole.Viewer, "account-show", ("--participant", "ALPHDEFFXXX"));
        Assert.False(reply.IsError);
        Assert.Contains("available    1000.00", Assert.Single(reply.Pieces).Split('\n'));
        PaletteReply json = await RunAsync(running.Address, OperatorRole.Viewer, "account-show", ("--participant", "ALPHDEFFXXX"), ("--output", "json"));
        Assert.Equal("1000.00", JsonDocument.Parse(Assert.Single(json.Pieces)).RootElement.GetProperty("record").GetProperty("available").GetString());
    }

    [Fact]
    public async Task Roles_are_the_admin_apis()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        (string, string?)[] fund = [("--participant", "ALPHDEFFXXX"), ("--amount", "12.50"), ("--reference", "FT-1"), ("--why", "cover"), ("--yes", "true")];
        PaletteReply viewer = await RunAsync(running.Address, OperatorRole.Viewer, "account-fund", fund);
        Assert.Equal((true, "operator.not-allowed: account fund needs the role Supervisor; the-viewer has Viewer."), (viewer.IsError, Assert.Single(viewer.Pieces)));
        PaletteReply unmeant = await RunAsync(running.Address, OperatorRole.Supervisor, "account-fund", fund[..^1]);
        Assert.True(unmeant.IsError);
        Assert.Contains("balance      1000.00", await AccountAsync(running));
        PaletteReply supervisor = await RunAsync(running.Address, OperatorRole.Supervisor, "account-fund", fund);
        Assert.False(supervisor.IsError);
        Assert.Contains("balance      1012.50", await AccountAsync(running));
    }

    [Fact]
    public async Task Four_eyes_are_the_admin_apis()
    {
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true);
        PaletteReply waits = await RunAsync(
            running.Address, OperatorRole.Supervisor, "account-fund", ("--participant", "ALPHDEFFXXX"), ("--amount", "12.50"), ("--why", "cover"), ("--yes", "true"));
        Assert.Equal((false, "Waits for a second pair of eyes: approval 1."), (waits.IsError, Assert.Single(waits.Pieces)));
        Assert.Contains("balance      1000.00", await AccountAsync(running));
    }

    [Fact]
    public async Task What_the_switch_refuses_is_an_error_with_its_code()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        PaletteReply missing = await RunAsync(running.Address, OperatorRole.Viewer, "account-show");
        Assert.Equal((true, true), (missing.IsError, Assert.Single(missing.Pieces).StartsWith("argument.missing: participant: found nothing", StringComparison.Ordinal)));
        PaletteReply json = await RunAsync(running.Address, OperatorRole.Viewer, "account-show", ("--participant", "NOBODY"), ("--output", "json"));
        Assert.True(json.IsError);
        Assert.Equal("account.not-open", JsonDocument.Parse(Assert.Single(json.Pieces)).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_token_is_read_for_every_command()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        using var client = new OperationsClient(running.Address);
        var run = new PaletteRun(new PetabridgeCmdSettings { TokenFile = _tokenFile }, client);
        await File.WriteAllTextAsync(_tokenFile, "token-nobody", TestContext.Current.CancellationToken);
        Assert.StartsWith("operator.not-authenticated: ", Assert.Single((await run.RunAsync(Find("status"), [])).Pieces), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_tokenFile, RunningOperations.TokenOf(OperatorRole.Viewer) + "\n", TestContext.Current.CancellationToken);
        Assert.False((await run.RunAsync(Find("status"), [])).IsError);
        await File.WriteAllTextAsync(_tokenFile, " \n", TestContext.Current.CancellationToken);
        Assert.StartsWith("TokenFile: it is empty", Assert.Single((await run.RunAsync(Find("status"), [])).Pieces), StringComparison.Ordinal);
        File.Delete(_tokenFile);
        Assert.StartsWith("TokenFile: Could not find file", Assert.Single((await run.RunAsync(Find("status"), [])).Pieces), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switch_that_is_not_there_is_an_error()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var nowhere = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        probe.Stop();
        PaletteReply reply = await RunAsync(nowhere, OperatorRole.Viewer, "status");
        Assert.Equal((true, true), (reply.IsError, Assert.Single(reply.Pieces).StartsWith("The switch cannot be reached at ", StringComparison.Ordinal)));
    }

    [Theory]
    // text, the most characters of a piece, pieces
    [InlineData("one\ntwo\n", 100, new[] { "one\ntwo" })]
    [InlineData("", 5, new[] { "" })]
    [InlineData("one\ntwo\nthree", 7, new[] { "one\ntwo", "three" })]
    [InlineData("one\n\ntwo", 4, new[] { "one\n", "two" })]
    [InlineData("abcdefgh\nij", 3, new[] { "abc", "def", "gh", "ij" })]
    [InlineData("ab\U0001F600cd", 3, new[] { "ab", "\U0001F600c", "d" })]
    public void A_long_answer_is_cut_at_its_lines(string text, int lengthMax, string[] pieces) => Assert.Equal(pieces, TextPieces.Of(text, lengthMax));

    [Theory]
    // host, port, read-only, address, token file, what is wrong
    [InlineData("127.0.0.1", 9110, true, "http://127.0.0.1:8081", "token", null)]
    [InlineData("::1", 9110, false, "https://node-1:8081", "token", null)]
    [InlineData("10.0.0.7", 9110, true, "http://127.0.0.1:8081", "token", null)]
    [InlineData("0.0.0.0", 9110, false, "http://127.0.0.1:8081", "token", "ReadOnly: found false with Host '0.0.0.0'")]
    [InlineData("node-1\", port = 1", 9110, true, "http://127.0.0.1:8081", "token", "Host: found 'node-1\", port = 1', expected the IP address")]
    [InlineData("127.0.0.1", 0, true, "http://127.0.0.1:8081", "token", "Port: found 0, expected 1 to 65535.")]
    [InlineData("127.0.0.1", 9110, true, "127.0.0.1:8081", "token", "OperationsAddress: found '127.0.0.1:8081'")]
    [InlineData("127.0.0.1", 9110, true, "http://127.0.0.1:8081", " ", "TokenFile: found nothing")]
    public void Wrong_settings_are_named(string host, int port, bool readOnly, string address, string tokenFile, string? says)
    {
        var settings = new PetabridgeCmdSettings { Host = host, Port = port, ReadOnly = readOnly, OperationsAddress = address, TokenFile = tokenFile };
        if (says is null) Assert.Null(settings.Wrong);
        else Assert.StartsWith(says, settings.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_said_it_is_loopback_and_read_only_as_the_cluster_host_has_it()
    {
        var settings = new PetabridgeCmdSettings { TokenFile = "token" };
        Assert.Equal((true, null), (settings.ReadOnly, settings.Wrong));
        Assert.Equal("petabridge.cmd { host = \"127.0.0.1\", port = 9110 }", settings.Hocon);
        string cluster = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../src/PaymentSwitch.Cluster/cluster.conf"));
        Assert.Contains(settings.Hocon.Replace(",", "", StringComparison.Ordinal), Spaces().Replace(cluster, " "), StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string file = "") => file;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    public void Dispose() => File.Delete(_tokenFile);

    private async Task<string[]> AccountAsync(RunningOperations running) =>
        (await RunAsync(running.Address, OperatorRole.Viewer, "account-show", ("--participant", "ALPHDEFFXXX"))).Pieces[0].Split('\n');

    private async Task<PaletteReply> RunAsync(Uri server, OperatorRole role, string name, params (string Switch, string? Value)[] typed)
    {
        await File.WriteAllTextAsync(_tokenFile, RunningOperations.TokenOf(role) + "\n", TestContext.Current.CancellationToken);
        using var client = new OperationsClient(server);
        return await new PaletteRun(new PetabridgeCmdSettings { TokenFile = _tokenFile }, client).RunAsync(Find(name), typed);
    }

    private static PaletteCommand Find(string name) => OfferedCommands.Of(CommandCatalogue.Shipped, readOnly: false).Commands.Single(command => command.Name == name);
}
