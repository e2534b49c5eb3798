using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Gateway;
using PaymentSwitch.Gateway.Authentication;
using PaymentSwitch.Gateway.Reporting;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Storage.Privacy;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Simulations.Day;

/// <summary>
/// The switch as it is delivered, engine, storage and gateway, within this process: the one way to give it a clock that is not the
/// machine's. Banks reach it over HTTP all the same.
/// </summary>
internal sealed class DaySwitch : IAsyncDisposable
{
    /// <summary>The file with the party keys, in the data folder.</summary>
    public const string KeyFile = "party-keys.txt";

    private readonly WebApplication _web;
    private readonly EmbeddedSwitch _engine;
    private readonly CancellationTokenSource _stopping;

    private DaySwitch(
        WebApplication web, EmbeddedSwitch engine, PartyKeys keys, SqliteStorage storage, CancellationTokenSource stopping, ConcurrentQueue<Exception> faults)
    {
        _web = web;
        _engine = engine;
        Keys = keys;
        Storage = storage;
        _stopping = stopping;
        Faults = faults;
        Address = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The switch, as operators steer it.</summary>
    public IOperatedSwitch Operated => _engine;

    /// <summary>The keys that messages are sealed under.</summary>
    public PartyKeys Keys { get; }

    /// <summary>Its data.</summary>
    public SqliteStorage Storage { get; }

    /// <summary>What requests ran into and nobody foresaw.</summary>
    public ConcurrentQueue<Exception> Faults { get; }

    /// <summary>Starts it on an empty data folder, or on what a day has left in one.</summary>
    /// <param name="dataFolder">The folder.</param>
    /// <param name="clock">The clock of engine and gateway.</param>
    /// <param name="observer">Hears what the engine does.</param>
    public static async Task<DaySwitch> StartAsync(string dataFolder, TimeProvider clock, IEngineObserver observer)
    {
        SqliteStorage storage = SqliteStorage.Open(dataFolder);
        bool isNew = storage.Journal.LastPosition == 0;
        EmbeddedSwitch engine = EmbeddedSwitch.Open(new EmbeddedSwitchSetup
        {
            Schemes = [Profile("day-gbp.json"), Profile("day-eur.json")],
            Journal = storage.Journal,
            Snapshots = storage.Snapshots,
            ReadSide = storage.ReadSide,
            Clock = clock,
            Observer = observer,
        });
        PartyKeys keys = await KeysAsync(Path.Combine(dataFolder, KeyFile), engine, isNew);
        var stopping = new CancellationTokenSource();
        var faults = new ConcurrentQueue<Exception>();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication web = builder.Build();
        web.UseRouting();
        web.MapGateway(new GatewaySetup
        {
            Switch = engine,
            Clock = clock,
            Stopping = stopping.Token,
            Reader = new MessageReader(SchemaCatalogue.LoadShipped(), new MessageLimits()),
            Authentication = new DirectoryTokens(engine, clock),
            Reports = new ReportSource(storage.ReadSide, storage.Journal),
            BankBooks = new BankBooks(storage.ReadSide, storage.Journal, clock),
            SwitchBic = Cast.Switch,
            PartyKeys = keys,
            Fault = faults.Enqueue,
        });
        await web.StartAsync();
        return new DaySwitch(web, engine, keys, storage, stopping, faults);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _web.DisposeAsync();
        await _engine.DisposeAsync();
        Storage.Dispose();
        _stopping.Dispose();
    }

    // A folder from before messages were sealed has no keys, and is not given any: what it is opened for is to be read as it was stored.
    private static async Task<PartyKeys> KeysAsync(string path, EmbeddedSwitch engine, bool isNew)
    {
        PartyKeyring keyring = await engine.ShowPartyKeyringAsync();
        if (!isNew && keyring.KeysId is null) return PartyKeys.Create();
        PartyKeyFile file = PartyKeyFile.Open(path, "");
        file.Keep(keyring);
        if (!isNew) return file.Keys;
        file.Save();
        await engine.AdoptPartyKeysAsync(file.Keys.Id);
        return file.Keys;
    }

    private static SchemeProfile Profile(string name)
    {
        using Stream json = typeof(DaySwitch).Assembly.GetManifestResourceStream(name)!;
        return SchemeProfileReader.Read(json);
    }
}
