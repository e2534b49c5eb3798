using System.Text.Json;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Schemes;
using static PaymentSwitch.Operations.Tests.TwoOperators;

namespace PaymentSwitch.Operations.Tests;

/// <summary>A settlement day as operators run it, of a scheme that settles net when they say so.</summary>
public sealed class SettlementStories
{
    private const string First = "\"number\":1";
    private static readonly SchemeProfile Net = SchemeProfileReader.BuiltIn("sct-inst") with { SettlementModel = SettlementModel.DeferredNet };

    [Fact]
    public async Task A_cycle_is_cut_netted_aborted_reopened_instructed_and_confirmed()
    {
        await using RunningOperations running = await StartAsync();
        JsonElement soFar = (await running.RowsAsync("account-positions", "\"participant\":\"ALPHDEFFXXX\"")).Single();
        Assert.Equal("-12.50", soFar.GetProperty("net").GetString());
        Assert.Equal("409 cycle.still-open", RefusalOf(await running.BothAsync("cycle-instruct", First)));
        Assert.Equal("Netted", AdminApiTests.RecordOf(await running.AskAsync("cycle-cut", First)).GetProperty("status").GetString());
        Assert.Equal("409 cycle.not-open", RefusalOf(await running.AskAsync("cycle-cut", First)));
        Assert.Equal(["Open", "Netted"], (await running.RowsAsync("cycles-list", "")).Select(row => row.GetProperty("status").GetString()));
        Assert.Equal("12.50", await running.FieldAsync("cycle-show", First, "netOwed"));

        Assert.Equal("Aborted", AdminApiTests.RecordOf(await running.BothAsync("cycle-abort", First)).GetProperty("status").GetString());
        Assert.Equal("409 cycle.aborted", RefusalOf(await running.BothAsync("cycle-instruct", First)));
        Assert.Equal(200, (await running.BothAsync("cycle-reopen", First)).Status);
        Assert.Equal("409 cycle.not-aborted", RefusalOf(await running.BothAsync("cycle-reopen", First)));

        Assert.Equal("Instructed", AdminApiTests.RecordOf(await running.BothAsync("cycle-instruct", First)).GetProperty("status").GetString());
        Assert.Equal("409 cycle.instructed-already", RefusalOf(await running.BothAsync("cycle-abort", First)));
        Assert.Equal("400 cycle.ambiguous", RefusalOf(await running.AskAsync("cycle-confirm", First)));
        Assert.Equal("Instructed", AdminApiTests.RecordOf(await running.BothAsync("cycle-confirm", $"{First},\"participant\":\"ALPHDEFFXXX\"")).GetProperty("status").GetString());
        JsonElement[] positions = await running.RowsAsync("cycle-positions", First);
        Assert.Equal(["Confirmed", "Sent"], positions.Select(row => row.GetProperty("instruction").GetString()));
        Assert.Equal("Settled", AdminApiTests.RecordOf(await running.BothAsync("cycle-confirm", $"{First},\"all\":true")).GetProperty("status").GetString());
        Assert.Equal("409 cycle.settled-already", RefusalOf(await running.BothAsync("cycle-confirm", $"{First},\"all\":true")));
        Assert.Empty(await running.RowsAsync("account-positions", "\"participant\":\"ALPHDEFFXXX\""));
        Assert.Equal("1", await running.FieldAsync("payment-show", "\"uetr\":\"b1f2a3c4-d5e6-4789-8abc-def012345678\"", "cycle"));
    }

    [Fact]
    public async Task A_defaulter_is_suspended_covered_and_resumed()
    {
        await using RunningOperations running = await StartAsync();
        await running.AskAsync("cycle-cut", First);
        await running.BothAsync("cycle-instruct", First);
        Assert.Equal("404 cycle.no-such-instruction", RefusalOf(await running.BothAsync("cycle-fail", $"{First},\"participant\":\"NOBODY\",\"reason\":\"AM04\"")));
        Assert.Equal(200, (await running.BothAsync("cycle-fail", $"{First},\"participant\":\"ALPHDEFFXXX\",\"reason\":\"AM04\"")).Status);
        Assert.Equal("Suspended", await running.FieldAsync("participant-show", "\"participant\":\"ALPHDEFFXXX\"", "standing"));
        Assert.Equal("Covering", (await running.RowsAsync("cycle-positions", First))[0].GetProperty("instruction").GetString());
        Assert.Equal("404 cycle.no-such-instruction", RefusalOf(await running.BothAsync("cycle-cover", $"{First},\"participant\":\"ALPHDEFFXXX\"")));
        Assert.Equal("Settled", AdminApiTests.RecordOf(await running.BothAsync("cycle-confirm", $"{First},\"all\":true")).GetProperty("status").GetString());
        Assert.Equal(200, (await running.BothAsync("participant-resume", "\"participant\":\"ALPHDEFFXXX\"")).Status);
    }

    [Fact]
    public async Task A_receiver_whose_instruction_failed_is_tried_again_and_not_covered()
    {
        await using RunningOperations running = await StartAsync();
        await running.AskAsync("cycle-cut", First);
        await running.BothAsync("cycle-instruct", First);
        Assert.Equal("Failed", AdminApiTests.RecordOf(await running.BothAsync("cycle-fail", $"{First},\"participant\":\"BRAVFRPPXXX\",\"reason\":\"AC04\"")).GetProperty("status").GetString());
        Assert.Equal("Enabled", await running.FieldAsync("participant-show", "\"participant\":\"BRAVFRPPXXX\"", "standing"));
        Assert.Equal("409 cycle.not-covered", RefusalOf(await running.BothAsync("cycle-cover", $"{First},\"participant\":\"BRAVFRPPXXX\"")));
        Assert.Equal("Instructed", AdminApiTests.RecordOf(await running.BothAsync("cycle-retry", $"{First},\"participant\":\"BRAVFRPPXXX\"")).GetProperty("status").GetString());
        Assert.Equal("Settled", AdminApiTests.RecordOf(await running.BothAsync("cycle-confirm", $"{First},\"all\":true")).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("cycle-cut", "")]
    [InlineData("cycle-show", "")]
    [InlineData("cycle-positions", "")]
    [InlineData("cycle-instruct", "")]
    [InlineData("cycle-confirm", ",\"all\":true")]
    [InlineData("cycle-fail", ",\"participant\":\"ALPHDEFFXXX\",\"reason\":\"AM04\"")]
    public async Task There_is_no_such_cycle(string slug, string more)
    {
        await using RunningOperations running = await StartAsync();
        Assert.Equal("404 cycle.unknown", RefusalOf(await running.AskAsync(slug, $"\"number\":99{more}")));
        Assert.Equal("404 cycle.unknown", RefusalOf(await running.AskAsync(slug, $"{First}{more},\"scheme\":\"nowhere\"")));
    }

    private static async Task<RunningOperations> StartAsync()
    {
        RunningOperations running = await RunningOperations.StartAsync(fourEyes: true, profiles: [Net]);
        await running.SettleAsync();
        return running;
    }
}
