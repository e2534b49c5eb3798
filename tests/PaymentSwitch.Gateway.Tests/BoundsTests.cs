using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Gateway.Http;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>What one bank can cost, and what banks are told while the switch fails or stops.</summary>
public sealed class BoundsTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;

    [Theory]
    [InlineData(262_144, HttpStatusCode.BadRequest)]
    [InlineData(262_145, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_is_bounded_whether_its_length_is_announced_or_not(int length, HttpStatusCode expected)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        byte[] body = Encoding.ASCII.GetBytes(new string('x', length));
        Assert.Equal(expected, (await gateway.PostAsync(Alpha, body, "application/xml")).Status);

        using var http = new HttpClient { BaseAddress = gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages") { Content = new UnannouncedContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"token-{Alpha}");
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        string problem = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.RequestEntityTooLarge) Assert.Contains("262144 bytes (setting Messages:BytesMax)", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_message_without_announced_length_is_taken_whole()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (_, string xml) = RunningGateway.CreditTransfer();
        byte[] body = Encoding.UTF8.GetBytes(xml.Replace("<Document", new string(' ', 60_000) + "<Document", StringComparison.Ordinal));
        using var http = new HttpClient { BaseAddress = gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages") { Content = new UnannouncedContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"token-{Alpha}");
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Alpha, body, "application/xml")).Status);
    }

    [Fact]
    public async Task A_mailbox_answer_ends_after_so_many_bytes_and_the_reader_goes_on_from_its_cursor()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(new GatewayLimits { MailboxBytesMax = 4_000 });
        for (int i = 0; i < 5; i++) await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer().Xml);
        var cursors = new List<int>();
        int pages = 0;
        for (int after = 0; after < 5; pages++)
        {
            JsonElement page = JsonDocument.Parse((await gateway.GetAsync(Bravo, $"/v1/mailbox?after={after}&max=5")).Body).RootElement;
            cursors.AddRange(page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("cursor").GetInt32()));
            Assert.Equal(cursors[^1], page.GetProperty("next").GetInt32());
            after = cursors[^1];
        }

        Assert.Equal([1, 2, 3, 4, 5], cursors);
        Assert.InRange(pages, 2, 5);
    }

    [Fact]
    public async Task While_it_stops_nobody_is_kept_waiting_and_it_is_not_ready()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(new GatewayLimits { WaitSecondsMax = 300 });
        Task<Reply> reader = gateway.GetAsync(Bravo, "/v1/mailbox?wait=300");
        Task<Reply> xmlReader = gateway.GetAsync(Bravo, "/v1/mailbox?after=1&wait=300", ("Accept", "application/xml"));
        Task<Reply> sender = gateway.PostAsync(Alpha, RunningGateway.CreditTransfer().Xml, ("Prefer", "wait=300"));
        Assert.Single(JsonDocument.Parse((await reader).Body).RootElement.GetProperty("messages").EnumerateArray());
        reader = gateway.GetAsync(Bravo, "/v1/mailbox?after=1&wait=300");

        await gateway.StopAsync();

        Assert.Equal("""{"messages":[],"next":1}""", (await reader).Body);
        Assert.Equal(HttpStatusCode.NoContent, (await xmlReader).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await sender).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.GetAsync(null, "/healthz/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(null, "/healthz/live")).Status);
    }

    [Fact]
    public async Task A_switch_that_is_not_ready_takes_nothing_in_and_says_when_to_come_back()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(new GatewayLimits { RetryAfterSeconds = 7 });
        await gateway.Engine.DisposeAsync();
        Reply[] replies =
        [
            await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer().Xml),
            await gateway.PostAsync(Bravo, RunningGateway.Answer(RunningGateway.CreditTransfer().Uetr, "ACCP")),
            await gateway.PostAsync(Alpha, RunningGateway.StatusRequest(Alpha, RunningGateway.CreditTransfer().Uetr)),
            await gateway.GetAsync(Alpha, "/v1/account"),
            await gateway.GetAsync(Alpha, $"/v1/payments/{RunningGateway.CreditTransfer().Uetr}"),
        ];
        Assert.All(replies, reply => Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "7", "application/problem+json"), (reply.Status, reply.Headers["Retry-After"], reply.Type)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.GetAsync(null, "/healthz/ready")).Status);
    }

    [Fact]
    public async Task A_machine_that_lacks_what_others_know_tells_a_load_balancer_so_and_answers_whoever_comes()
    {
        bool mayServe = false;
        await using RunningGateway gateway = await RunningGateway.StartAsync(mayServe: () => mayServe);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.GetAsync(null, "/healthz/ready")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer().Xml)).Status);
        mayServe = true;
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(null, "/healthz/ready")).Status);
    }

    [Fact]
    public async Task Where_the_switch_fails_the_sender_is_told_that_the_outcome_is_not_known()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(wrap: engine => FailingSwitch.Around(engine));
        Reply failed = await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer().Xml);
        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (failed.Status, failed.Type));
        Assert.Contains("Outcome not known", failed.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("the disk is on fire", failed.Body, StringComparison.Ordinal);
        Assert.True(gateway.Faults.TryDequeue(out Exception? fault));
        Assert.Equal("the disk is on fire", fault.Message);
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0", false)]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false)]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01", false)]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01", false)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c+b7ad6b7169203331-01", false)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319\u001b-b7ad6b7169203331-01", false)]
    [InlineData(null, false)]
    public void Only_a_well_formed_trace_parent_is_kept(string? header, bool isKept) => Assert.Equal(isKept ? header : null, TraceContext.Of(header));

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer  token-ALPHDEFFXXX")]
    [InlineData("Basic token-ALPHDEFFXXX")]
    [InlineData("token-ALPHDEFFXXX")]
    [InlineData("Bearer token-ALPHDEFFXX")]
    [InlineData("Bearer token-alphdeffxxx")]
    public async Task Nobody_comes_in_with_less_than_the_whole_token(string authorization)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Reply reply = await gateway.GetAsync(null, "/v1/account", ("Authorization", authorization));
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer realm=\"paymentswitch\""), (reply.Status, reply.Headers["WWW-Authenticate"]));
    }

    /// <summary>Content whose length is not announced: it goes out in chunks.</summary>
    private sealed class UnannouncedContent : HttpContent
    {
        private readonly byte[] _body;

        public UnannouncedContent(byte[] body)
        {
            _body = body;
            Headers.ContentType = MediaTypeHeaderValue.Parse("application/xml");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (int at = 0; at < _body.Length; at += 10_000) await stream.WriteAsync(_body.AsMemory(at, Math.Min(10_000, _body.Length - at)));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>A switch that fails to take payments in, and passes everything else on.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1852", Justification = "The proxy is derived from it.")]
    private class FailingSwitch : System.Reflection.DispatchProxy
    {
        private IPaymentSwitch? _inner;

        public static IPaymentSwitch Around(IPaymentSwitch inner)
        {
            IPaymentSwitch proxy = Create<IPaymentSwitch, FailingSwitch>();
            ((FailingSwitch)(object)proxy)._inner = inner;
            return proxy;
        }

        protected override object? Invoke(System.Reflection.MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(IPaymentSwitch.SubmitAsync)
                ? throw new InvalidOperationException("the disk is on fire")
                : targetMethod.Invoke(_inner, args);
    }
}
