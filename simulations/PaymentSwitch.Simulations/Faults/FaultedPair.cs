using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Crash;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Simulations.Takeover;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>Two servers and the banks that use them. They and their folder do not outlive this object.</summary>
internal sealed class FaultedPair : IAsyncDisposable
{
    private const int PaymentsPerSecondMax = 60;
    private readonly string _folder = Directory.CreateTempSubdirectory("paymentswitch-pair-").FullName;

    /// <summary>Where moments come from.</summary>
    public required Random Random { get; init; }

    /// <summary>The servers.</summary>
    public TwoServers Servers { get; private set; } = null!;

    /// <summary>The banks.</summary>
    public UnshakenBanks Banks { get; private set; } = null!;

    /// <summary>Starts both, and banks that pay each other.</summary>
    /// <param name="settings">How much of everything.</param>
    /// <param name="connections">How each of the two reaches the database.</param>
    /// <param name="leaseMs">How long the lease lasts, in ms.</param>
    /// <param name="make">Makes a payment.</param>
    public static async Task<FaultedPair> StartAsync(FaultSettings settings, string[] connections, int leaseMs, Func<Random, PaymentRecord> make)
    {
        var pair = new FaultedPair { Random = new Random(settings.Seed) };
        pair.Servers = await TwoServers.StartAsync(pair._folder, connections, leaseMs, "--Serilog:MinimumLevel:Default=Warning", "--Storage:Postgres:CommandTimeoutMs=5000");
        pair.Banks = new UnshakenBanks(
            pair.Servers.Active.Address, new Random(settings.Seed), Math.Min(PaymentsPerSecondMax, settings.PaymentsPerSecond), make, [pair.Servers.Standby.Address]);
        return pair;
    }

    /// <summary>Stops sending, reconciles, stops both and reads the journal.</summary>
    public async Task FinishAsync(TemporaryPostgres server, FaultFindings findings, Func<PaymentRecord, string?, bool> mayBeRejected)
    {
        findings.Take(await Banks.CheckAsync(mayBeRejected), Banks.Banks.Payments.Count);
        int code = await Servers.Active.StopAsync();
        findings.Expect(code == 0, $"at the end the active server stopped with {code}, expected 0");
        await Servers.Standby.KillAsync();
        StoredPayments.Check(FaultStore.Postgres(server), findings);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Banks?.Dispose();
        if (Servers is not null) await Servers.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
