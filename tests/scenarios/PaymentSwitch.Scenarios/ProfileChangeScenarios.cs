using System.Text;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A scheme that goes by another profile from a moment on, without a stop.</summary>
public abstract class ProfileChangeScenarios
{
    protected abstract ScenarioHost NewHost();

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_payment_ends_by_the_clock_it_began_with(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await StartAsync(TestProfiles.Gross);
        Assert.Equal(SchemeReply.Done, await ScheduleAsync(scheme, "test-gross EUR Gross 3000", 60_000));
        scheme.Host.Clock.Advance(59_999);
        var before = await scheme.PayAsync(100);
        await RestartAsync();

        scheme.Host.Clock.Advance(1);
        await RestartAsync();
        var after = await scheme.PayAsync(200);

        Payment[] payments = [await scheme.PaymentAsync(before), await scheme.PaymentAsync(after)];
        Assert.Equal([(0, 9_999L), (1, 3_000L)], payments.Select(payment => (payment.Received!.ProfileVersion, payment.Received.DeadlineMs - scheme.Host.Clock.NowMs)));
        Assert.Equal(1, scheme.Host.Switch.Schemes.Current[0].Version);
        Assert.Equal(PaymentStatus.Expired, (await scheme.UntilFinalAsync(after, 3_010)).Status);
        await RestartAsync();
        Assert.Equal(PaymentStatus.Reserved, (await scheme.PaymentAsync(before)).Status);
        Assert.Equal(PaymentStatus.Settled, (await scheme.AnswerAsync(before, "ACCP")).Payment!.Status);
        await scheme.AssertBooksAsync(200_000);

        async Task RestartAsync()
        {
            if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);
        }
    }

    [Fact]
    public async Task Changes_follow_each_other_and_each_has_its_version()
    {
        await using Scheme scheme = await StartAsync(TestProfiles.Gross);
        await ScheduleAsync(scheme, "test-gross EUR Gross 3000", 1_000);
        await ScheduleAsync(scheme, "test-gross EUR Gross 4000", 2_000);
        Assert.Equal([1, 2], (await scheme.Host.Switch.ListProfileChangesAsync()).Select(entry => entry.Change.Version));

        // Both moments pass while the switch is down.
        scheme.Host.Clock.Advance(2_000);
        await scheme.Host.RestartAsync(fromJournalAlone: false);

        Assert.Equal(4_000, (await scheme.PaymentAsync(await scheme.PayAsync(1))).Received!.DeadlineMs - scheme.Host.Clock.NowMs);
        Assert.Equal(SchemeReply.Done, await ScheduleAsync(scheme, "test-gross EUR Gross 5000", 1_000));
        Assert.Equal("olivia", (await scheme.Host.Switch.ListProfileChangesAsync())[^1].Change.Act.By);
        scheme.Host.Clock.Advance(1_000);
        Assert.Equal((3, 5_000L), ((await scheme.PaymentAsync(await scheme.PayAsync(1))).Received!.ProfileVersion, scheme.Host.Switch.Schemes.Current[0].Clock.AnswerWithinMs));
    }

    [Theory]
    [InlineData("test-gross EUR Gross 3000", 0, SchemeReply.InThePast)]
    [InlineData("test-gross EUR Gross 3000", 500, SchemeReply.InThePast)] // before a change that was decided earlier
    [InlineData("test-gross GBP Gross 3000", 5_000, SchemeReply.OtherScheme)]
    [InlineData("test-other EUR Gross 3000", 5_000, SchemeReply.OtherScheme)]
    [InlineData("test-gross EUR DeferredNet 3000", 5_000, SchemeReply.OtherScheme)]
    [InlineData("nonsense", 5_000, SchemeReply.Unreadable)]
    public async Task What_cannot_be_is_refused_and_changes_nothing(string document, long afterMs, SchemeReply reply)
    {
        await using Scheme scheme = await StartAsync(TestProfiles.Gross);
        await ScheduleAsync(scheme, "test-gross EUR Gross 9000", 1_000);
        long position = scheme.Host.JournalPosition;

        Assert.Equal(reply, await ScheduleAsync(scheme, document, afterMs));
        Assert.Equal(SchemeReply.Unknown, await scheme.Host.Switch.ScheduleProfileAsync("other", default, scheme.Host.Clock.NowMs + 1, Scheme.Operator));

        Assert.Equal(position, scheme.Host.JournalPosition);
        scheme.Host.Clock.Advance(10_000);
        Assert.Equal(9_000, (await scheme.PaymentAsync(await scheme.PayAsync(1))).Received!.DeadlineMs - scheme.Host.Clock.NowMs);
    }

    [Fact]
    public async Task Where_nobody_reads_profiles_none_can_be_scheduled()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        Assert.Equal(SchemeReply.Unreadable, await ScheduleAsync(scheme, "test-gross EUR Gross 3000", 1_000));
    }

    [Fact]
    public async Task A_net_schemes_cycle_goes_on_over_the_change()
    {
        await using Scheme scheme = await StartAsync(TestProfiles.Net);
        var before = await scheme.SettledAsync(100);
        var inFlight = await scheme.PayAsync(200);
        await ScheduleAsync(scheme, "test-net GBP DeferredNet 3000", 1_000);
        scheme.Host.Clock.Advance(1_000);
        var after = await scheme.SettledAsync(300);
        await scheme.AnswerAsync(inFlight, "ACCP");

        Assert.Equal((0, 0, 1), (await VersionAsync(before), await VersionAsync(inFlight), await VersionAsync(after)));
        Assert.Equal([new CyclePosition(1, 600, 0, 3, 0)], await scheme.PositionsAsync(Scheme.Alpha));
        await scheme.CutAsync();
        Assert.Equal([CycleStatus.Netted, CycleStatus.Open], await scheme.StatusesAsync());
        await scheme.AssertBooksAsync(200_000);

        async Task<int> VersionAsync(Domain.Identification.Uetr uetr) => (await scheme.PaymentAsync(uetr)).Received!.ProfileVersion;
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_profile_that_is_withdrawn_before_its_moment_never_counts(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await StartAsync(TestProfiles.Gross);
        await ScheduleAsync(scheme, "test-gross EUR Gross 3000", 1_000);
        await ScheduleAsync(scheme, "test-gross EUR Gross 4000", 2_000);
        Assert.Equal(SchemeReply.Unknown, await scheme.Host.Switch.WithdrawProfileAsync("other", 1, Scheme.Operator));
        Assert.Equal(SchemeReply.NoSuchVersion, await WithdrawAsync(3));
        Assert.Equal(SchemeReply.Done, await WithdrawAsync(1));
        long position = scheme.Host.JournalPosition;
        Assert.Equal(SchemeReply.Done, await WithdrawAsync(1));
        Assert.Equal(position, scheme.Host.JournalPosition);
        Assert.Equal([2], (await scheme.Host.Switch.ListProfileChangesAsync()).Select(entry => entry.Change.Version));
        if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);

        scheme.Host.Clock.Advance(1_000);
        Assert.Equal(0, (await scheme.PaymentAsync(await scheme.PayAsync(1))).Received!.ProfileVersion);
        scheme.Host.Clock.Advance(1_000);
        Assert.Equal(2, (await scheme.PaymentAsync(await scheme.PayAsync(1))).Received!.ProfileVersion);
        Assert.Equal(SchemeReply.InForce, await WithdrawAsync(2));
        // The version is not given again.
        await ScheduleAsync(scheme, "test-gross EUR Gross 5000", 1_000);
        Assert.Equal([2, 3], (await scheme.Host.Switch.ListProfileChangesAsync()).Select(entry => entry.Change.Version));

        async Task<SchemeReply> WithdrawAsync(int version) => await scheme.Host.Switch.WithdrawProfileAsync(scheme.Profile.Name, version, Scheme.Operator);
    }

    private async Task<Scheme> StartAsync(SchemeProfile profile)
    {
        ScenarioHost host = NewHost();
        host.ReadProfile = Read;
        return await Scheme.StartAsync(host, profile);
    }

    private static async Task<SchemeReply> ScheduleAsync(Scheme scheme, string document, long afterMs) =>
        await scheme.Host.Switch.ScheduleProfileAsync(scheme.Profile.Name, Encoding.UTF8.GetBytes(document), scheme.Host.Clock.NowMs + afterMs, Scheme.Operator);

    /// <summary>A profile in the words of these scenarios: name, currency, model, and within how many milliseconds an answer is due.</summary>
    private static SchemeProfile Read(ReadOnlyMemory<byte> document)
    {
        string[] words = Encoding.UTF8.GetString(document.Span).Split(' ');
        if (words.Length != 4) throw new FormatException("A profile has four words.");
        return TestProfiles.Gross with
        {
            Name = words[0],
            Currency = Domain.Currency.Of(words[1]),
            SettlementModel = Enum.Parse<SettlementModel>(words[2]),
            Clock = TestProfiles.Gross.Clock with { AnswerWithinMs = long.Parse(words[3], System.Globalization.CultureInfo.InvariantCulture) },
        };
    }
}
