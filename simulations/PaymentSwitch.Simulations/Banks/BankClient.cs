using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Banks;

/// <summary>A bank's connection to the switch: the HTTP API, and nothing else. The address may change when the switch is started anew.</summary>
internal sealed class BankClient : IDisposable
{
    private const int UnavailableMax = 100;
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient _http;
    private readonly MessageArchive _archive;

    /// <summary>A client of one bank.</summary>
    /// <param name="address">Where the switch listens.</param>
    /// <param name="token">The bank's token.</param>
    /// <param name="archive">Keeps what is sent and received.</param>
    /// <param name="others">Where it listens too, or when it does not there: a standby, other nodes; null for none.</param>
    /// <param name="timeout">How long a request is waited for; null for longer than any answer takes.</param>
    public BankClient(Uri address, string token, MessageArchive archive, IReadOnlyList<Uri>? others = null, TimeSpan? timeout = null)
    {
        _archive = archive;
        HttpMessageHandler connections = new SwitchConnections(new SocketsHttpHandler { MaxConnectionsPerServer = 64, ConnectTimeout = ConnectWithin });
        if (others is not null) connections = new AnyAddress([address, .. others], connections);
        _http = new HttpClient(connections) { BaseAddress = address, Timeout = timeout ?? TimeSpan.FromSeconds(40) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Sends one message.</summary>
    /// <param name="xml">The message.</param>
    /// <param name="name">What the message is called in the archive.</param>
    /// <exception cref="HttpRequestException">The switch is away: whether the message was taken in is not known.</exception>
    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string xml, string name)
    {
        _archive.KeepSent(name, xml);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(xml));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        using HttpResponseMessage response = await _http.PostAsync(new Uri("/v1/messages", UriKind.Relative), content);
        string body = await response.Content.ReadAsStringAsync();
        if (body.Length > 0) _archive.KeepReceived($"answer-{(int)response.StatusCode}-to-{name}", body);
        return (response.StatusCode, body);
    }

    /// <summary>Hands in the bank's own book as CSV.</summary>
    /// <param name="currency">Of which account.</param>
    /// <param name="query">The period and the closing balance.</param>
    /// <param name="csv">The book.</param>
    public async Task<(HttpStatusCode Status, string Body)> HandInBookAsync(string currency, string query, string csv)
    {
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        using HttpResponseMessage response = await _http.PostAsync(new Uri($"/v1/accounts/{currency}/book?{query}", UriKind.Relative), content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Reads on in the mailbox.</summary>
    /// <exception cref="HttpRequestException">The switch is away.</exception>
    public async Task<IReadOnlyList<MailboxEntry>> ReadMailboxAsync(long after, int waitSeconds, CancellationToken cancellation)
    {
        string query = string.Create(CultureInfo.InvariantCulture, $"/v1/mailbox?after={after}&max=200&wait={waitSeconds}");
        using HttpResponseMessage response = await _http.GetAsync(new Uri(query, UriKind.Relative), cancellation);
        response.EnsureSuccessStatusCode();
        using JsonDocument page = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(cancellation));
        var entries = new List<MailboxEntry>();
        foreach (JsonElement entry in page.RootElement.GetProperty("messages").EnumerateArray())
            entries.Add(new MailboxEntry(entry.GetProperty("cursor").GetInt64(), entry.GetProperty("type").GetString()!, TextOf(entry)));
        return entries;
    }

    /// <summary>The bank's account as the switch shows it, in cents.</summary>
    public async Task<(long BalanceMinor, long ReservedMinor)> ReadAccountAsync()
    {
        using JsonDocument account = JsonDocument.Parse(await ReadAccountTextAsync());
        return (Cents("balance"), Cents("reserved"));

        long Cents(string name) => (long)(decimal.Parse(account.RootElement.GetProperty(name).GetString()!, CultureInfo.InvariantCulture) * 100);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // A switch that is not sure of its lease says 503 for a moment, and means: ask again.
    private async Task<string> ReadAccountTextAsync()
    {
        for (int tries = 1; ; tries++)
        {
            using HttpResponseMessage response = await _http.GetAsync(new Uri("/v1/account", UriKind.Relative));
            if (response.StatusCode < HttpStatusCode.InternalServerError || tries == UnavailableMax)
                return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            await Task.Delay(AskAgainAfter);
        }
    }

    private static string TextOf(JsonElement entry) =>
        entry.TryGetProperty("erased", out JsonElement erased) && erased.GetBoolean() ? "" : entry.GetProperty("xml").GetString()!;
}

/// <summary>A message in a mailbox.</summary>
/// <param name="Cursor">Its place.</param>
/// <param name="Type">The message definition.</param>
/// <param name="Xml">The message; empty where it was erased.</param>
internal sealed record MailboxEntry(long Cursor, string Type, string Xml);
