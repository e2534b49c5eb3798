using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;
using static PaymentSwitch.Operations.Tests.TwoOperators;

namespace PaymentSwitch.Operations.Tests;

/// <summary>What was granted and breaks off before, or after, its deed: it is done, and done once.</summary>
public sealed class TakeUpTests
{
    [Fact]
    public async Task What_breaks_off_before_its_deed_is_carried_out_later_and_once()
    {
        var breaking = new Breaking { BreaksBefore = 2 };
        await using RunningOperations running = await StartAsync(breaking);
        Assert.Equal("500 switch.failed", RefusalOf(await running.BothAsync("break-off", "")));
        Assert.IsType<TimeoutException>(running.TakeFault());
        Assert.Equal((0, "Granted"), (await MovedAsync(running), await StatusAsync(running)));

        Assert.Equal(["broke off 1 times"], await TakeUpAsync(running, 5));
        Assert.Equal(["done"], await TakeUpAsync(running, 5));
        Assert.Equal((1, "CarriedOut"), (await MovedAsync(running), await StatusAsync(running)));
        Assert.Empty(await TakeUpAsync(running, 5));
        Assert.Equal((1, 3), (await MovedAsync(running), breaking.Runs));
    }

    [Fact]
    public async Task What_breaks_off_after_its_deed_is_not_done_again()
    {
        var breaking = new Breaking { BreaksAfter = 1 };
        await using RunningOperations running = await StartAsync(breaking);
        Assert.Equal("500 switch.failed", RefusalOf(await running.BothAsync("break-off", "")));
        Assert.IsType<TimeoutException>(running.TakeFault());

        Assert.Equal((1, "CarriedOut"), (await MovedAsync(running), await StatusAsync(running)));
        Assert.Empty(await TakeUpAsync(running, 5));
        Assert.Equal((1, 1), (await MovedAsync(running), breaking.Runs));
        Assert.Equal("done", await running.FieldAsync("approval-show", "\"number\":1", "outcome"));
    }

    [Fact]
    public async Task A_deed_asked_for_twice_under_one_approval_is_done_once()
    {
        var breaking = new Breaking { Deeds = 2 };
        await using RunningOperations running = await StartAsync(breaking);
        Assert.Equal(200, (await running.BothAsync("break-off", "")).Status);
        Assert.Equal(1, await MovedAsync(running));
    }

    [Fact]
    public async Task What_breaks_off_again_and_again_waits_for_the_next_start()
    {
        var breaking = new Breaking { BreaksBefore = int.MaxValue };
        await using RunningOperations running = await StartAsync(breaking);
        await running.BothAsync("break-off", "");
        Assert.IsType<TimeoutException>(running.TakeFault());

        Assert.Equal(["broke off 1 times"], await TakeUpAsync(running, 2));
        Assert.Equal(["broke off 2 times"], await TakeUpAsync(running, 2));
        Assert.Empty(await TakeUpAsync(running, 2));
        Assert.Equal((0, "Granted"), (await MovedAsync(running), await StatusAsync(running)));
    }

    private static Task<RunningOperations> StartAsync(Breaking breaking) => RunningOperations.StartAsync(
        new CommandCatalogue([.. CommandCatalogue.Shipped.Commands, breaking]), fourEyes: true);

    private static async Task<List<string>> TakeUpAsync(RunningOperations running, int attemptsMax)
    {
        var heard = new List<string>();
        await running.Dispatcher.Granted.TakeUpAsync(
            attemptsMax, (_, result) => heard.Add((result as Refused)?.Code ?? "done"), (_, times, _) => heard.Add($"broke off {times} times"));
        return heard;
    }

    private static Task<string?> StatusAsync(RunningOperations running) => running.FieldAsync("approval-show", "\"number\":1", "status");

    private static async Task<int> MovedAsync(RunningOperations running) =>
        (await running.Engine.CaptureAccountsAsync()).Single(account => account.Id.Participant.Value == RunningOperations.Alpha).References.Count(pair => pair.Key != "opening");

    /// <summary>Books a cent under a reference that is another one each time, and breaks off where it is told to.</summary>
    private sealed class Breaking : IOperatorCommand
    {
        public int BreaksBefore { get; set; }

        public int BreaksAfter { get; set; }

        public int Deeds { get; init; } = 1;

        public int Runs { get; private set; }

        public CommandDefinition Definition { get; } = new("break off", "Breaks off.", "For these tests.", OperatorRole.Supervisor, CommandDanger.MovesMoney) { NeedsFourEyes = true };

        public async Task<OperatorResult> RunAsync(OperatorCall call)
        {
            Runs++;
            if (BreaksBefore-- > 0) throw new TimeoutException("before the deed");
            var account = new AccountId(new ParticipantId(RunningOperations.Alpha), call.Switch.DefaultScheme.Currency);
            for (int i = 0; i < Deeds; i++) Assert.Equal(AccountReply.Done, await call.Switch.Running.CommandAccountAsync(account, new FundAccount(1, $"run-{Runs}-{i}", call.Act)));
            if (BreaksAfter-- > 0) throw new TimeoutException("after the deed");
            return new RecordResult([]);
        }
    }
}
