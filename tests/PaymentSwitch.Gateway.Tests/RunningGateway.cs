using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Gateway.Authentication;
using PaymentSwitch.Gateway.Reporting;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>The gateway behind a real web server on a free port, with an engine in memory behind it, and two banks.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    public const string Alpha = "ALPHDEFFXXX";
    public const string Bravo = "BRAVFRPPXXX";
    public const string SwitchBic = "PSWTBEBBXXX";
    /// <summary>The keys under which every gateway of the tests seals.</summary>
    public static readonly PartyKeys Keys = PartyKeys.Of(SHA512.HashData("party keys of the tests"u8));

    private static readonly SchemaCatalogue Schemas = SchemaCatalogue.LoadShipped();
    private static readonly SchemeProfile SctInst = Quiet(SchemeProfileReader.BuiltIn("sct-inst"));
    private readonly WebApplication _web;
    private readonly HttpClient _http;

    private readonly CancellationTokenSource _stopping;
    private readonly bool _ownsStores;

    private RunningGateway(
        WebApplication web, EmbeddedSwitch engine, Stores stores, bool ownsStores, CancellationTokenSource stopping, ConcurrentQueue<Exception> faults)
    {
        _web = web;
        Faults = faults;
        _stopping = stopping;
        Engine = engine;
        Stores = stores;
        _ownsStores = ownsStores;
        Address = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        _http = new HttpClient { BaseAddress = Address };
    }

    public EmbeddedSwitch Engine { get; }

    /// <summary>The books that banks have handed in.</summary>
    public required BankBooks BankBooks { get; init; }

    /// <summary>What the switch has stored: another gateway may go on with it.</summary>
    public Stores Stores { get; }

    /// <summary>A scheme that tells no bookings, so that a mailbox has what a test is about and nothing else.</summary>
    public static SchemeProfile Quiet(SchemeProfile profile) => profile with
    {
        Notifications = new NotificationTerms { Bookings = BookingNotices.None, SettlementReports = false },
    };

    public InMemoryJournal Journal => Stores.Journal;

    public Uri Address { get; }

    public IEnumerable<string> Routes => ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)_web).DataSources
        .SelectMany(source => source.Endpoints).OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>().Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/'));

    /// <summary>Starts a gateway.</summary>
    /// <param name="limits">The gateway's bounds.</param>
    /// <param name="engineLimits">The engine's bounds.</param>
    /// <param name="clock">The clock of engine and gateway.</param>
    /// <param name="wrap">Puts something between the gateway and the engine.</param>
    /// <param name="profile">The scheme; sct-inst where none is named.</param>
    /// <param name="banks">The banks and how messages name them; Alpha and Bravo where none are named.</param>
    /// <param name="prepare">Does what operators do before the gateway listens: enrols others, sets limits.</param>
    /// <param name="stores">What another switch has stored; then nobody is enrolled, and the stores are not disposed of.</param>
    /// <param name="profiles">The schemes, where there are several.</param>
    /// <param name="keys">What it seals under; <see cref="Keys"/> where none are named.</param>
    /// <param name="minResponseRate">How fast answers must be taken; null for as slowly as anybody likes.</param>
    public static async Task<RunningGateway> StartAsync(
        GatewayLimits? limits = null, EngineLimits? engineLimits = null, TimeProvider? clock = null, Func<IPaymentSwitch, IPaymentSwitch>? wrap = null,
        SchemeProfile? profile = null, IReadOnlyDictionary<string, AgentIdentification>? banks = null,
        Func<EmbeddedSwitch, Task>? prepare = null, Stores? stores = null, IReadOnlyList<SchemeProfile>? profiles = null,
        PartyKeys? keys = null, MinDataRate? minResponseRate = null, Func<bool>? mayServe = null)
    {
        clock ??= TimeProvider.System;
        Stores opened = stores ?? new Stores(new InMemoryJournal(), new InMemorySnapshotStore(), new InMemoryReadSide());
        EmbeddedSwitch engine = EmbeddedSwitch.Open(new EmbeddedSwitchSetup
        {
            Schemes = profiles ?? [profile ?? SctInst],
            Journal = opened.Journal,
            Snapshots = opened.Snapshots,
            ReadSide = opened.ReadSide,
            Limits = engineLimits ?? new EngineLimits(),
            Clock = clock,
        });
        banks ??= new[] { Alpha, Bravo }.ToDictionary(bic => bic, AgentIdentification.OfBic);
        foreach ((string bank, AgentIdentification name) in stores is null ? banks : new Dictionary<string, AgentIdentification>())
        {
            var account = new AccountId(new ParticipantId(bank), engine.Schemes.Default.Currency);
            await EnrolAsync(engine, bank, name);
            await engine.CommandAccountAsync(account, new SetAccountTerms(engine.Schemes.Default.SettlementModel, Cap.Unlimited, new OperatorAct("test")));
            await engine.CommandAccountAsync(account, new FundAccount(100_000, "opening", new OperatorAct("test")));
        }

        if (prepare is not null) await prepare(engine);
        var books = new BankBooks(opened.ReadSide, opened.Journal, clock);
        var stopping = new CancellationTokenSource();
        var faults = new ConcurrentQueue<Exception>();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        // Little room on the way, so that an answer that nobody reads stays with the gateway; connections have it from the listener.
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.CreateBoundListenSocket = endpoint =>
        {
            Socket listener = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            listener.SendBufferSize = 32 * 1024;
            return listener;
        }).ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = minResponseRate;
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        WebApplication web = builder.Build();
        web.UseRouting();
        web.MapGateway(new GatewaySetup
        {
            Switch = wrap?.Invoke(engine) ?? engine,
            Clock = clock,
            Stopping = stopping.Token,
            Reader = new MessageReader(Schemas, new MessageLimits()),
            Authentication = new DirectoryTokens(engine, clock),
            Reports = new ReportSource(opened.ReadSide, opened.Journal),
            BankBooks = books,
            SwitchBic = SwitchBic,
            PartyKeys = keys ?? Keys,
            MayServe = mayServe,
            Limits = limits ?? new GatewayLimits(),
            Fault = faults.Enqueue,
        });
        await web.StartAsync();
        return new RunningGateway(web, engine, opened, stores is null, stopping, faults) { BankBooks = books };
    }

    /// <summary>Enrols a participant with the token that its name gives.</summary>
    public static async Task EnrolAsync(EmbeddedSwitch engine, string id, AgentIdentification name, ParticipantRole role = ParticipantRole.Direct)
    {
        var participant = new ParticipantId(id);
        await engine.CommandParticipantAsync(participant, new EnrolParticipant(id, [new ReachableAgent(name, id, false)], new OperatorAct("test")) { Role = role });
        await engine.CommandParticipantAsync(participant, new SetCredentials([TokenOf(id)], new OperatorAct("test")));
    }

    /// <summary>The credential of the token that tests send for a participant.</summary>
    public static Credential TokenOf(string id, long? untilMs = null) =>
        new(CredentialKind.BearerToken, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"token-{id}"))), "test", untilMs);

    /// <summary>What requests ran into and nobody foresaw. A test that expects some takes them out: what is left fails it.</summary>
    public ConcurrentQueue<Exception> Faults { get; }

    /// <summary>Says that the process is to stop.</summary>
    public Task StopAsync() => _stopping.CancelAsync();

    /// <summary>A credit transfer over 12.50 EUR from Alpha to Bravo, accepted now.</summary>
    public static (Uetr Uetr, string Xml) CreditTransfer(Func<CreditTransferInstruction, CreditTransferInstruction>? vary = null, TimeProvider? clock = null)
    {
        Uetr uetr = Uetr.FromRandom(RandomNumberGenerator.GetBytes(16));
        string id = uetr.Value.ToString("N");
        DateTimeOffset now = (clock ?? TimeProvider.System).GetUtcNow();
        long nowMs = now.ToUnixTimeMilliseconds();
        var instruction = new CreditTransferInstruction
        {
            MessageId = "M" + id,
            CreatedAtMs = nowMs,
            InstructionId = "I" + id,
            EndToEndId = "E" + id,
            TransactionId = "T" + id,
            Uetr = uetr,
            Amount = new Money(1_250, Currency.Of("EUR")),
            SettlementDate = SctInst.BusinessDayZone.DateAt(nowMs),
            AcceptedAtMs = nowMs,
            ServiceLevel = "SEPA",
            LocalInstrument = "INST",
            InstructingAgent = AgentIdentification.OfBic(Alpha),
            DebtorAgent = AgentIdentification.OfBic(Alpha),
            DebtorName = "Zoë \"Z\" O'Neill & Söhne \\ Co",
            DebtorAccount = "DE89370400440532013000",
            CreditorAgent = AgentIdentification.OfBic(Bravo),
            CreditorName = "Élodie <Bar>",
            CreditorAccount = "FR1420041010050500013M02606",
        };
        instruction = vary?.Invoke(instruction) ?? instruction;
        var output = new ArrayBufferWriter<byte>();
        CreditTransferWriter.Write(output, new OutgoingHeader(Alpha, SwitchBic, "B" + id, "pacs.008.001.08", nowMs), instruction);
        return (uetr, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    public static string Answer(Uetr uetr, string status, string? endToEndId = null)
    {
        long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        string id = uetr.Value.ToString("N");
        var output = new ArrayBufferWriter<byte>();
        StatusReportWriter.Write(output, new OutgoingHeader(Bravo, SwitchBic, "A" + id, StatusReportWriter.MessageDefinition, nowMs), new StatusReport
        {
            MessageId = "A" + id,
            CreatedAtMs = nowMs,
            OriginalMessageId = "M" + id,
            OriginalMessageDefinition = "pacs.008.001.08",
            OriginalEndToEndId = endToEndId ?? "E" + id,
            Uetr = uetr,
            Status = status,
            Reasons = status == "RJCT" ? [new Domain.Schemes.StatusReason("AC04")] : [],
        });
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>A question for the status of a payment (pacs.028).</summary>
    public static string StatusRequest(string bic, Uetr uetr)
    {
        long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        string id = "Q" + uetr.Value.ToString("N");
        var output = new ArrayBufferWriter<byte>();
        StatusRequestWriter.Write(
            output,
            new OutgoingHeader(bic, SwitchBic, id, StatusRequestWriter.MessageDefinition, nowMs),
            new StatusRequest { MessageId = id, CreatedAtMs = nowMs, Uetr = uetr });
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Posts to a path.</summary>
    public Task<Reply> PostToAsync(string path, string bic, string body, string contentType = "application/xml", params (string Name, string Value)[] headers) =>
        PostToAsync(path, bic, Encoding.UTF8.GetBytes(body), contentType, headers);

    public Task<Reply> PostAsync(string bic, string xml, params (string Name, string Value)[] headers) =>
        PostAsync(bic, Encoding.UTF8.GetBytes(xml), "application/xml", headers);

    public Task<Reply> PostAsync(string bic, byte[] body, string contentType, params (string Name, string Value)[] headers) =>
        PostToAsync("/v1/messages", bic, body, contentType, headers);

    /// <summary>Posts to validate instead of to send.</summary>
    public Task<Reply> ValidateAsync(string? bic, string body, string contentType = "application/xml") =>
        PostToAsync("/v1/validate", bic, Encoding.UTF8.GetBytes(body), contentType, []);

    private async Task<Reply> PostToAsync(string path, string? bic, byte[] body, string contentType, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await SendAsync(bic, request, headers);
    }

    public async Task<Reply> GetAsync(string? bic, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(bic, request, headers);
    }

    /// <summary>The messages of a mailbox.</summary>
    public async Task<JsonElement[]> MailboxAsync(string bic, long after = 0, int wait = 5)
    {
        Reply reply = await GetAsync(bic, $"/v1/mailbox?after={after}&wait={wait}");
        Assert(reply.Status == HttpStatusCode.OK, reply.Body);
        return [.. JsonDocument.Parse(reply.Body).RootElement.GetProperty("messages").EnumerateArray()];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _web.DisposeAsync();
        BankBooks.Dispose();
        await Engine.DisposeAsync();
        if (_ownsStores) Stores.Dispose();
        _stopping.Dispose();
        if (Faults.TryDequeue(out Exception? fault)) throw new InvalidOperationException("A request ran into a fault.", fault);
    }

    private async Task<Reply> SendAsync(string? bic, HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        if (bic is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"token-{bic}");
        foreach ((string name, string value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage response = await _http.SendAsync(request);
        return new Reply(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    private static void Assert(bool condition, string message)
    {
        if (!condition) throw new InvalidOperationException(message);
    }
}

/// <summary>What a switch stores.</summary>
internal sealed record Stores(InMemoryJournal Journal, InMemorySnapshotStore Snapshots, InMemoryReadSide ReadSide) : IDisposable
{
    public void Dispose()
    {
        Journal.Dispose();
        ReadSide.Dispose();
    }
}

/// <summary>What came back.</summary>
internal sealed record Reply(HttpStatusCode Status, string? Type, string Body, IReadOnlyDictionary<string, string> Headers);
