using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Faults;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

/// <summary>The rows of the matrix of faults that are cheap, a few times each: all rows, often, are for `-- faults`.</summary>
public sealed class FaultTests
{
    private static readonly FaultSettings Few = new()
    {
        Seed = 3, PaymentsPerSecond = 80, Kills = 2, Times = 1, FlipStride = 997, BankPhase = TimeSpan.FromSeconds(1), WithSilence = false,
    };

    [Theory]
    [InlineData("kill-postgres")]
    [InlineData("sync-error")]
    [InlineData("write-error")]
    [InlineData("flipped-bytes")]
    [InlineData("postgres-restart")]
    [InlineData("postgres-death")]
    [InlineData("lying-bank")]
    [InlineData("partition-takeover")]
    [InlineData("takeover-under-faults")]
    public async Task Every_promise_is_kept(string name)
    {
        FaultFindings findings = await FaultsRun.RunRowAsync(FaultRow.All.Single(row => row.Name == name), Few);
        Assert.SkipWhen(findings.SkippedBecause is not null, findings.SkippedBecause ?? "");
        Assert.True(findings.Violations.Count == 0, string.Join('\n', findings.Violations));
        Assert.All(findings.Fired, fired => Assert.True(fired.Count > 0, $"Has not come about: {fired.What}."));
    }

    [Fact]
    public void Rows_have_names_of_their_own() => Assert.Equal(FaultRow.All.Count, FaultRow.All.Select(row => row.Name).Distinct().Count());

    [Fact]
    public async Task A_row_that_shows_nothing_or_breaks_off_is_not_kept()
    {
        var silent = new FaultRow("nothing", "", "", (_, _) => Task.CompletedTask);
        Assert.Equal(["the fault has not come about"], (await FaultsRun.RunRowAsync(silent, Few)).Violations);
        var broken = new FaultRow("broken", "", "", (_, findings) =>
        {
            findings.Count("faults");
            throw new InvalidOperationException("planted");
        });
        Assert.Contains("planted", Assert.Single((await FaultsRun.RunRowAsync(broken, Few)).Violations), StringComparison.Ordinal);
        var never = new FaultRow("never", "", "", (_, findings) =>
        {
            findings.Count("faults", 0);
            return Task.CompletedTask;
        });
        Assert.Equal(["has not come about: faults"], (await FaultsRun.RunRowAsync(never, Few)).Violations);
        var skipped = new FaultRow("skipped", "", "", (_, findings) =>
        {
            findings.Skip("not here");
            return Task.CompletedTask;
        });
        FaultFindings found = await FaultsRun.RunRowAsync(skipped, Few);
        Assert.Equal("not here", found.SkippedBecause);
        Assert.Equal([], found.Violations);
        Assert.False(found.IsKept);
    }

    [Fact]
    public async Task A_broken_promise_is_a_violation_of_its_row()
    {
        var row = new FaultRow("promises", "", "", (_, findings) =>
        {
            findings.Count("faults");
            findings.Take([new PromiseResult("kept", []), new PromiseResult("planted", ["one", "two"])], payments: 5);
            return Task.CompletedTask;
        });
        FaultFindings found = await FaultsRun.RunRowAsync(row, Few);
        Assert.Equal(["planted: one", "planted: two"], found.Violations);
        Assert.Equal(5, found.Payments);
    }

    [Fact]
    public async Task A_name_that_no_row_has_is_answered_by_exit_code_2() => Assert.Equal(2, await FaultsRun.RunAsync(Few, "no-such-row"));
}
