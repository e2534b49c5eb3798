using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Operations.Approvals;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Dispatching;
using PaymentSwitch.Operations.Http;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Tests;

/// <summary>
/// The admin API behind a real web server on a free port, with an engine in memory behind it, a clock that stands still
/// until it is moved, two banks with 1,000.00 EUR each, and an operator for each role: the token of viewer is token-viewer.
/// </summary>
internal sealed class RunningOperations : IAsyncDisposable
{
    public const string Alpha = "ALPHDEFFXXX";
    public const string Bravo = "BRAVFRPPXXX";
    public const string SwitchBic = "PSWTBEBBXXX";
    private static readonly OperatorAct ByTest = new("test");
    private readonly WebApplication _web;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<Exception> _faults;

    private RunningOperations(WebApplication web, EmbeddedSwitch engine, InMemoryJournal journal, StandingClock clock, ConcurrentQueue<Exception> faults)
    {
        _web = web;
        _faults = faults;
        Engine = engine;
        Journal = journal;
        Clock = clock;
        Address = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        _http = new HttpClient { BaseAddress = Address };
    }

    public EmbeddedSwitch Engine { get; }

    public InMemoryJournal Journal { get; }

    public StandingClock Clock { get; }

    public Uri Address { get; }

    /// <summary>The way to the commands.</summary>
    public required CommandDispatcher Dispatcher { get; init; }

    /// <summary>The approvals that were taken up at start, each with what came of it.</summary>
    public IReadOnlyList<string> TookUp { get; private init; } = [];

    /// <summary>The token of a second supervisor: token-second.</summary>
    public const string Second = "token-second";

    /// <summary>Starts it.</summary>
    /// <param name="catalogue">The commands; null for the shipped ones.</param>
    /// <param name="fourEyes">Whether what needs a second pair of eyes waits for one.</param>
    /// <param name="profiles">The schemes; null for sct-inst.</param>
    /// <param name="before">A run that has ended, whose journal and clock this one goes on with; null for a new one.</param>
    /// <param name="reconciliation">Holds the books against each other; null for nothing.</param>
    /// <param name="books">Compares the books that banks hand in; null for nothing.</param>
    /// <param name="keys">The party keys; null for none.</param>
    /// <param name="destroyKey">Destroys one of them; null for <paramref name="keys"/> themselves.</param>
    public static async Task<RunningOperations> StartAsync(
        CommandCatalogue? catalogue = null, bool fourEyes = false, IReadOnlyList<SchemeProfile>? profiles = null, RunningOperations? before = null, IReconciliation? reconciliation = null,
        Func<IReadSide, IJournal, BankBooks>? books = null, PartyKeys? keys = null, Action<PartyHandle>? destroyKey = null)
    {
        StandingClock clock = before?.Clock ?? new StandingClock();
        InMemoryJournal journal = before?.Journal ?? new InMemoryJournal();
        var readSide = new InMemoryReadSide();
        EmbeddedSwitch engine = EmbeddedSwitch.Open(new EmbeddedSwitchSetup
        {
            Schemes = profiles ?? [SchemeProfileReader.BuiltIn("sct-inst")],
            ReadProfile = ReadProfile,
            Journal = journal,
            Snapshots = new InMemorySnapshotStore(),
            ReadSide = readSide,
            Clock = clock,
        });
        foreach ((string bank, string name) in before is not null ? [] : new[] { (Alpha, "Alpha Bank"), (Bravo, "Banque Bravo") })
        {
            var id = new ParticipantId(bank);
            var account = new AccountId(id, engine.Schemes.Default.Currency);
            await engine.CommandParticipantAsync(id, new EnrolParticipant(name, [new ReachableAgent(AgentIdentification.OfBic(bank), name, false)], ByTest));
            await engine.CommandAccountAsync(account, new SetAccountTerms(engine.Schemes.Default.SettlementModel, Cap.Unlimited, ByTest));
            await engine.CommandAccountAsync(account, new FundAccount(100_000, "opening", ByTest));
        }

        var faults = new ConcurrentQueue<Exception>();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication web = builder.Build();
        web.UseRouting();
        var operated = new OperatedSwitch(engine, readSide, SwitchBic, () => (engine.InboxDepth, engine.OpenPayments)) { Outlook = engine.Outlook, Reconciliation = reconciliation, BankBooks = books?.Invoke(readSide, journal), ReadProfile = ReadProfile, PartyKeys = keys, DestroyPartyKey = destroyKey ?? (keys is null ? null : party => keys.Erase(party)) };
        var approvals = new DurableApprovals(engine, TimeSpan.FromHours(24));
        var tookUp = new List<string>();
        var dispatcher = new CommandDispatcher(catalogue ?? CommandCatalogue.Shipped, operated, approvals, clock, fourEyes);
        await dispatcher.Granted.TakeUpAsync(
            1, (approval, result) => tookUp.Add($"{approval.Number} {(result as Refused)?.Code ?? "done"}"), (_, _, error) => throw error);
        web.MapOperations(new OperationsSetup
        {
            Dispatcher = dispatcher,
            Tokens = new OperatorTokens(Enum.GetValues<OperatorRole>().Select(role =>
                (SHA256.HashData(Encoding.UTF8.GetBytes(TokenOf(role))), new SwitchOperator($"the-{role.ToString().ToLowerInvariant()}", [role])))
                .Append((SHA256.HashData(Encoding.UTF8.GetBytes(Second)), new SwitchOperator("the-second", [OperatorRole.Supervisor])))),
            BodyBytesMax = 16 * 1024,
            Ran = (_, _) => { },
            Fault = faults.Enqueue,
        });
        await web.StartAsync();
        return new RunningOperations(web, engine, journal, clock, faults) { TookUp = tookUp, Dispatcher = dispatcher };
    }

    public static string TokenOf(OperatorRole role) => $"token-{role.ToString().ToLowerInvariant()}";

    /// <summary>Runs a command by POST.</summary>
    /// <param name="role">Whose token is sent; null for none.</param>
    /// <param name="slug">The command.</param>
    /// <param name="body">The body.</param>
    public Task<Reply> PostAsync(OperatorRole? role, string slug, string body) => PostAsync(role is OperatorRole known ? TokenOf(known) : null, slug, body);

    public async Task<Reply> PostAsync(string? token, string slug, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{OperationsEndpoints.Commands}/{slug}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await SendAsync(token, request);
    }

    public async Task<Reply> GetAsync(string? token, string pathAndQuery)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, pathAndQuery);
        return await SendAsync(token, request);
    }

    public async Task<Reply> SendAsync(string? token, HttpRequestMessage request)
    {
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await _http.SendAsync(request);
        string challenge = response.Headers.WwwAuthenticate.ToString();
        return new Reply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), challenge);
    }

    /// <summary>A payment over 12.50 EUR from Alpha to Bravo: forwarded after 0 ms, accepted 250 ms later, and projected.</summary>
    public async Task<Uetr> SettleAsync(string uetrText = "b1f2a3c4-d5e6-4789-8abc-def012345678")
    {
        Uetr uetr = Uetr.Parse(uetrText);
        byte[] message = Encoding.UTF8.GetBytes($"<Document>{uetr}</Document>");
        long nowMs = Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await Engine.SubmitAsync(
            new SubmitPayment
            {
                Sender = new ParticipantId(Alpha),
                Digest = SHA256.HashData(message),
                Message = new OriginalMessage(message, 0, message.Length),
                Transfer = new CreditTransfer
                {
                    Uetr = uetr,
                    MessageDefinition = "pacs.008.001.08",
                    MessageId = "M-1",
                    EndToEndId = "E-1",
                    TransactionId = "T-1",
                    Amount = new Money(1_250, Currency.Of("EUR")),
                    AcceptedAtMs = nowMs,
                    DebtorAgent = AgentIdentification.OfBic(Alpha),
                    CreditorAgent = AgentIdentification.OfBic(Bravo),
                },
            },
            awaitFinal: false);
        Clock.Advance(250);
        PaymentResult answered = await Engine.AnswerAsync(new AnswerPayment { Sender = new ParticipantId(Bravo), Uetr = uetr, Status = "ACCP", Message = message });
        if (answered.Payment?.Status != PaymentStatus.Settled) throw new InvalidOperationException($"The payment is {answered.Payment?.Status}, {answered.Reply}.");
        for (int tries = 0; (await GetAsync("token-viewer", $"{OperationsEndpoints.Commands}/payments-list")).Body.Contains(uetrText, StringComparison.Ordinal) is false; tries++)
        {
            if (tries == 500) throw new TimeoutException("The read models do not follow the journal.");
            await Task.Delay(10);
        }

        return uetr;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _web.DisposeAsync();
        await Engine.DisposeAsync();
        if (!KeepsJournal) Journal.Dispose();
        if (_faults.TryDequeue(out Exception? fault)) throw new InvalidOperationException("A request ran into a fault.", fault);
    }

    /// <summary>Whether another run goes on with the journal.</summary>
    public bool KeepsJournal { get; set; }

    private static SchemeProfile ReadProfile(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var json = new MemoryStream(document.ToArray());
            return SchemeProfileReader.Read(json);
        }
        catch (SchemeProfileException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    /// <summary>The next fault, taken out; a test that expects none leaves them, and fails at its end.</summary>
    public Exception? TakeFault() => _faults.TryDequeue(out Exception? fault) ? fault : null;
}

/// <summary>What came back.</summary>
internal sealed record Reply(int Status, string? Type, string Body, string Challenge);

/// <summary>A clock that stands still until it is told to move.</summary>
internal sealed class StandingClock : TimeProvider
{
    private long _nowMs = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public void Advance(long ms) => Interlocked.Add(ref _nowMs, ms);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref _nowMs));
}
