using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using PaymentSwitch.Simulations.Crash;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Takeover;

/// <summary>
/// Two servers on one PostgreSQL under load through both addresses: the active one is killed (SIGKILL) at random moments and the
/// standby goes on; then it is frozen and wakes after the takeover; then it hands over by command, and by SIGTERM. At the end every promise
/// must have been kept.
/// </summary>
internal static class TakeoverRun
{
    private const int LeaseLost = 5;
    private static readonly TimeSpan TakeoverWithin = TimeSpan.FromSeconds(20);

    /// <summary>Runs it.</summary>
    /// <param name="kills">How often the active one is killed.</param>
    /// <param name="seed">Where everything comes from, but the moments at which other processes run.</param>
    /// <param name="paymentsPerSecond">How many payments are sent per second.</param>
    /// <param name="leaseMs">How long the lease lasts, in ms.</param>
    /// <param name="signals">Whether it is handed over by SIGTERM too.</param>
    /// <returns>What went wrong; empty for nothing.</returns>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL here.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(int kills, int seed, int paymentsPerSecond, int leaseMs, bool signals = true)
    {
        string binaries = TemporaryPostgres.FindBinaries() ?? throw new InvalidOperationException("There is no PostgreSQL here: set PAYMENTSWITCH_POSTGRES to the folder of its programs.");
        var random = new Random(seed);
        var wrong = new List<string>();
        string folder = Directory.CreateTempSubdirectory("paymentswitch-takeover-").FullName;
        await using TemporaryPostgres postgres = await TemporaryPostgres.StartAsync(binaries);
        await using TwoServers servers = await TwoServers.StartAsync(folder, postgres, leaseMs);
        using var banks = new UnshakenBanks(servers.Active.Address, new Random(random.Next()), paymentsPerSecond, others: [servers.Standby.Address]);
        await CheckStandbyAsync(servers.Standby, wrong);
        var deaths = new List<double>();
        for (int kill = 1; kill <= kills; kill++)
        {
            await Task.Delay(random.Next(200, 1_500));
            long since = Stopwatch.GetTimestamp();
            await servers.Active.KillAsync();
            deaths.Add((await servers.TakenOverAsync(since, TakeoverWithin)).TotalMilliseconds);
            Console.WriteLine($"  kill {kill,3}: taken over after {deaths[^1]:F0} ms; {banks.Banks.Payments.Count} payments sent");
            await servers.StartStandbyAsync();
        }

        await FreezeAsync(servers, wrong);
        await servers.StartStandbyAsync();
        await HandOverAsync(servers, "command", servers.HandOverAsync, wrong);
        if (signals)
        {
            await servers.StartStandbyAsync();
            await HandOverAsync(servers, "SIGTERM", null, wrong);
        }

        if (!await banks.FinishAsync()) wrong.Add($"A promise was broken, see above (seed {seed}; the logs are kept in {folder}).");
        if (deaths.Count > 0)
            Console.WriteLine($"{kills} kills, lease of {leaseMs} ms; taken over after: median {deaths.Order().ElementAt(deaths.Count / 2):F0} ms, longest {deaths.Max():F0} ms (from SIGKILL until the other one is ready)");
        int code = await servers.Active.StopAsync();
        if (code != 0) wrong.Add($"The last active server ended with {code}; expected 0.");
        if (wrong.Count == 0) Directory.Delete(folder, recursive: true);
        return wrong;
    }

    private static async Task CheckStandbyAsync(SwitchProcess standby, List<string> wrong)
    {
        using HttpClient client = ClientOf(standby);
        using HttpResponseMessage live = await client.GetAsync(new Uri("/healthz/live", UriKind.Relative));
        if (!live.IsSuccessStatusCode) wrong.Add($"The standby's /healthz/live answers {(int)live.StatusCode}.");
        string ready = await (await client.GetAsync(new Uri("/healthz/ready", UriKind.Relative))).Content.ReadAsStringAsync();
        if (ready != "standby\n") wrong.Add($"The standby's /healthz/ready says '{ready}'.");
        using HttpResponseMessage account = await client.GetAsync(new Uri("/v1/account", UriKind.Relative));
        if (account is not { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null })
            wrong.Add($"The standby answers {(int)account.StatusCode}; expected 503 with Retry-After.");
    }

    private static HttpClient ClientOf(SwitchProcess server)
    {
        var client = new HttpClient(new SwitchConnections()) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sandbox-alph");
        return client;
    }

    // The active one wakes when the other one has taken over, and has requests that came meanwhile: it may answer none of them.
    private static async Task FreezeAsync(TwoServers servers, List<string> wrong)
    {
        SwitchProcess frozen = servers.Active;
        using HttpClient client = ClientOf(frozen);
        string before = await client.GetStringAsync(new Uri("/v1/account", UriKind.Relative));
        if (before.Length == 0) wrong.Add("The active server shows no account.");
        long since = Stopwatch.GetTimestamp();
        frozen.Freeze();
        Task<int?>[] asked = [.. Enumerable.Range(0, 8).Select(_ => AskAsync(client))];
        double tookMs = (await servers.TakenOverAsync(since, TakeoverWithin)).TotalMilliseconds;
        frozen.Thaw();
        int code = await frozen.WaitForExitAsync(TakeoverWithin);
        int?[] answers = await Task.WhenAll(asked);
        Console.WriteLine($"  frozen: taken over after {tookMs:F0} ms; awake again it ended with {code}");
        if (code != LeaseLost) wrong.Add($"The server that woke after the takeover ended with {code}; expected {LeaseLost}.");
        foreach (int? answer in answers)
            if (answer is >= 200 and < 300) wrong.Add($"The server that woke after the takeover answered {answer}: another one was active.");
    }

    private static async Task<int?> AskAsync(HttpClient client)
    {
        try
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri("/v1/account", UriKind.Relative));
            return (int)response.StatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private static async Task HandOverAsync(TwoServers servers, string how, Func<Task>? command, List<string> wrong)
    {
        SwitchProcess before = servers.Active;
        string status = await servers.StatusAsync(active: true);
        if (!status.Contains("\"active\"", StringComparison.Ordinal)) wrong.Add($"The active server's status is {status}.");
        status = await servers.StatusAsync(active: false);
        if (!status.Contains("\"standby\"", StringComparison.Ordinal)) wrong.Add($"The standby's status is {status}.");
        long since = Stopwatch.GetTimestamp();
        Task<int> ended;
        if (command is null) ended = before.StopAsync();
        else
        {
            await command();
            ended = before.WaitForExitAsync(TakeoverWithin);
        }

        double tookMs = (await servers.TakenOverAsync(since, TakeoverWithin)).TotalMilliseconds;
        int code = await ended;
        Console.WriteLine($"  handed over by {how}: {tookMs:F0} ms until the other one was ready");
        if (code != 0) wrong.Add($"The server that handed over ended with {code}; expected 0.");
    }
}
