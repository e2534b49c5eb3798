using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PaymentSwitch.Domain;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>What the readers of one mailbox can cost: so many at a time, and nothing is made that nobody takes.</summary>
public sealed class MailboxReaderTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Reads_that_wait_count_and_those_of_another_mailbox_do_not()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(new GatewayLimits { MailboxReadsUnderWayMax = 2, WaitSecondsMax = 60, RetryAfterSeconds = 3 });
        Task<Reply>[] waiting = [.. Enumerable.Range(0, 2).Select(_ => gateway.GetAsync(Bravo, "/v1/mailbox?wait=60"))];
        Reply refused = await UntilAsync(() => gateway.GetAsync(Bravo, "/v1/mailbox"), HttpStatusCode.TooManyRequests);
        Assert.Equal(("3", "application/problem+json"), (refused.Headers["Retry-After"], refused.Type));
        Assert.Contains("Gateway:MailboxReadsUnderWayMax", refused.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.GetAsync(Bravo, "/v1/mailbox", ("Accept", "application/xml"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(Alpha, "/v1/mailbox")).Status);
        // Everything else of the same bank goes on: what it sends is no reading.
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(Bravo, "/v1/account")).Status);

        await gateway.PostAsync(Alpha, RunningGateway.CreditTransfer().Xml);
        Assert.All(await Task.WhenAll(waiting), reply => Assert.Equal(HttpStatusCode.OK, reply.Status));
        await UntilAsync(() => gateway.GetAsync(Bravo, "/v1/mailbox"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_does_not_take_pages_keeps_its_own_mailbox_busy_and_gives_it_back_when_it_goes()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(new GatewayLimits { MailboxReadsUnderWayMax = 2 });
        await FillAsync(gateway, 300);
        using (Socket first = await AskAsync(gateway, 300))
        using (Socket second = await AskAsync(gateway, 300))
        {
            await UntilAsync(() => gateway.GetAsync(Bravo, "/v1/mailbox?max=1"), HttpStatusCode.TooManyRequests);
            // They stay under way: all of their pages is not made while nobody takes it.
            await Task.Delay(300, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.GetAsync(Bravo, "/v1/mailbox?max=1")).Status);
            Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(Alpha, "/v1/mailbox")).Status);
        }

        await UntilAsync(() => gateway.GetAsync(Bravo, "/v1/mailbox?max=1"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_connection_that_takes_nothing_is_closed_after_a_while()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            new GatewayLimits { MailboxReadsUnderWayMax = 1 }, minResponseRate: new MinDataRate(1_000_000, TimeSpan.FromSeconds(1.5)));
        await FillAsync(gateway, 300);
        using Socket stalling = await AskAsync(gateway, 300);
        await UntilAsync(() => gateway.GetAsync(Bravo, "/v1/mailbox?max=1"), HttpStatusCode.TooManyRequests);
        await UntilAsync(() => gateway.GetAsync(Bravo, "/v1/mailbox?max=1"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_that_is_made_in_steps_has_all_messages_in_order()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await FillAsync(gateway, 120);
        foreach (int max in (int[])[1, 49, 50, 51, 100, 119, 120, 121, 1000])
        {
            JsonElement page = JsonDocument.Parse((await gateway.GetAsync(Bravo, $"/v1/mailbox?max={max}")).Body).RootElement;
            int[] cursors = [.. page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("cursor").GetInt32())];
            Assert.Equal(Enumerable.Range(1, Math.Min(max, 120)), cursors);
            Assert.Equal(cursors[^1], page.GetProperty("next").GetInt32());
        }
    }

    private static async Task FillAsync(RunningGateway gateway, int count)
    {
        for (int i = 0; i < count; i++)
        {
            (_, string xml) = RunningGateway.CreditTransfer(instruction => instruction with { Amount = new Money(1, Currency.Of("EUR")) });
            Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Alpha, xml)).Status);
        }
    }

    /// <summary>Asks for a page on a connection with little room, and reads nothing.</summary>
    private static async Task<Socket> AskAsync(RunningGateway gateway, int max)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2_048, NoDelay = true };
        await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        string ask = $"GET /v1/mailbox?max={max} HTTP/1.1\r\nHost: switch\r\nAuthorization: Bearer token-{Bravo}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(ask));
        return socket;
    }

    private static async Task<Reply> UntilAsync(Func<Task<Reply>> ask, HttpStatusCode status)
    {
        long end = Environment.TickCount64 + (long)Soon.TotalMilliseconds;
        while (true)
        {
            Reply reply = await ask();
            if (reply.Status == status) return reply;
            Assert.True(Environment.TickCount64 < end, $"Found {reply.Status}, expected {status}: {reply.Body}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
