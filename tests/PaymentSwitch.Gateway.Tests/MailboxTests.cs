using System.Net;
using System.Text.Json;
using PaymentSwitch.Domain.Identification;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

public sealed class MailboxTests
{
    [Fact]
    public async Task A_mailbox_is_read_by_cursor_as_often_as_wanted()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        for (int i = 0; i < 5; i++) await gateway.PostAsync(RunningGateway.Alpha, RunningGateway.CreditTransfer().Xml);

        JsonElement[] all = await gateway.MailboxAsync(RunningGateway.Bravo);
        JsonElement page = JsonDocument.Parse((await gateway.GetAsync(RunningGateway.Bravo, "/v1/mailbox?after=2&max=2")).Body).RootElement;
        Reply one = await gateway.GetAsync(RunningGateway.Bravo, "/v1/mailbox?after=3", ("Accept", "application/xml"));

        Assert.Equal([1, 2, 3, 4, 5], all.Select(message => message.GetProperty("cursor").GetInt32()));
        Assert.Equal([3, 4], page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("cursor").GetInt32()));
        Assert.Equal(4, page.GetProperty("next").GetInt32());
        Assert.Equal((HttpStatusCode.OK, "application/xml", "4"), (one.Status, one.Type, one.Headers["Mailbox-Cursor"]));
        Assert.Equal(all[3].GetProperty("xml").GetString(), one.Body);
        Assert.Equal(HttpStatusCode.NoContent, (await gateway.GetAsync(RunningGateway.Bravo, "/v1/mailbox?after=5", ("Accept", "application/xml"))).Status);
        Assert.Equal(all.Select(message => message.GetRawText()), (await gateway.MailboxAsync(RunningGateway.Bravo)).Select(message => message.GetRawText()));
    }

    [Fact]
    public async Task A_reader_that_waits_is_woken_by_the_next_message()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Task<JsonElement[]> waiting = gateway.MailboxAsync(RunningGateway.Bravo, wait: 20);
        (Uetr uetr, string xml) = RunningGateway.CreditTransfer();
        await gateway.PostAsync(RunningGateway.Alpha, xml);
        Assert.Equal(uetr.ToString(), Assert.Single(await waiting).GetProperty("uetr").GetString());
    }

    [Theory]
    [InlineData("after=-1")]
    [InlineData("after=x")]
    [InlineData("max=0")]
    [InlineData("max=1001")]
    [InlineData("wait=31")]
    public async Task A_query_out_of_range_is_refused(string query)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.GetAsync(RunningGateway.Alpha, $"/v1/mailbox?{query}")).Status);
    }

    [Fact]
    public async Task Health_and_description_need_no_token_and_the_description_names_every_route()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(null, "/healthz/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(null, "/healthz/ready")).Status);
        JsonElement description = JsonDocument.Parse((await gateway.GetAsync(null, "/openapi/v1.json")).Body).RootElement;
        Assert.Equal("3.1.0", description.GetProperty("openapi").GetString());
        Assert.Equal(gateway.Routes.Order(StringComparer.Ordinal), description.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }
}
