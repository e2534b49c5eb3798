using Microsoft.AspNetCore.Server.Kestrel.Core;
using PaymentSwitch.Server.Configuration;
using Serilog.Core;

namespace PaymentSwitch.Server.Startup;

/// <summary>The two sides on which the program is reached: banks' and operators'.</summary>
internal sealed class SwitchFronts : IAsyncDisposable
{
    private static readonly TimeSpan ResponseGrace = TimeSpan.FromSeconds(5);

    /// <summary>Puts both together; they do not listen yet.</summary>
    public SwitchFronts(SwitchSettings settings, Logger log)
    {
        Banks = new Front(settings.Http.Listen, "Http:Listen", kestrel => Limit(kestrel, settings.Http), log);
        Operators = settings.Operations.Listen.Length == 0
            ? null
            : new Front(settings.Operations.Listen, "Operations:Listen", kestrel => Limit(kestrel, settings.Operations), log);
    }

    /// <summary>Where banks reach it.</summary>
    public Front Banks { get; }

    /// <summary>Where operators do; null where there is no admin API.</summary>
    public Front? Operators { get; }

    /// <summary>Begins to listen on both, where it does not yet.</summary>
    /// <exception cref="CannotStartException">An address cannot be listened on.</exception>
    public async Task ListenAsync()
    {
        await Banks.ListenAsync();
        if (Operators is not null) await Operators.ListenAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Banks.DisposeAsync();
        if (Operators is not null) await Operators.DisposeAsync();
    }

    private static void Limit(KestrelServerOptions kestrel, HttpSettings http)
    {
        kestrel.Limits.MaxConcurrentConnections = http.ConnectionsMax;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(http.KeepAliveSeconds);
        // Who asks and does not read gives back what it holds.
        kestrel.Limits.MinResponseDataRate = new MinDataRate(http.ResponseBytesPerSecondMin, ResponseGrace);
        // The gateway has the bound on messages, and its own answer beyond it.
        kestrel.Limits.MaxRequestBodySize = null;
    }

    private static void Limit(KestrelServerOptions kestrel, OperationsSettings operations)
    {
        kestrel.Limits.MaxConcurrentConnections = operations.ConnectionsMax;
        kestrel.Limits.MaxRequestBodySize = operations.BodyBytesMax;
    }
}
