using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>Who is reached through whom, now and from a moment on.</summary>
public abstract class DirectoryScenarios
{
    private const string Party = "PRTYDEFFXXX";
    private const string Another = "ANOTDEFFXXX";

    protected abstract ScenarioHost NewHost();

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_party_moves_to_another_participant_at_one_moment(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await StartAsync();
        long moment = scheme.Host.Clock.NowMs + 60_000;
        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Alpha, null, Scheme.Alpha.Value, Party));
        Assert.Equal(ParticipantReply.AgentTaken, await scheme.ReachAsync(Scheme.Bravo, moment, Scheme.Bravo.Value, Party));

        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Alpha, moment, Scheme.Alpha.Value));
        Assert.Equal(ParticipantReply.AgentTaken, await scheme.ReachAsync(Scheme.Bravo, moment - 1, Scheme.Bravo.Value, Party));
        Assert.Equal(ParticipantReply.AgentTaken, await scheme.ReachAsync(Scheme.Bravo, null, Scheme.Bravo.Value, Party));
        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Bravo, moment, Scheme.Bravo.Value, Party));
        scheme.Host.Clock.Advance(59_999);
        Assert.Equal(Scheme.Alpha, await scheme.ReachedAtAsync(Party));
        if (restartFromJournalAlone is bool before) await scheme.Host.RestartAsync(before);
        Assert.Equal(Scheme.Alpha, await scheme.ReachedAtAsync(Party));

        scheme.Host.Clock.Advance(1);
        if (restartFromJournalAlone is bool after) await scheme.Host.RestartAsync(after);

        Assert.Equal(Scheme.Bravo, await scheme.ReachedAtAsync(Party));
        Assert.Null((await scheme.ParticipantAsync(Scheme.Alpha)).Scheduled);
        Assert.Equal(ParticipantReply.AgentTaken, await scheme.ReachAsync(Scheme.Alpha, null, Scheme.Alpha.Value, Party));
    }

    [Fact]
    public async Task Nobody_is_promised_what_another_one_was_or_keeps()
    {
        await using Scheme scheme = await StartAsync();
        long moment = scheme.Host.Clock.NowMs + 60_000;
        await scheme.ReachAsync(Scheme.Alpha, null, Scheme.Alpha.Value, Party);
        await scheme.ReachAsync(Scheme.Alpha, moment, Scheme.Alpha.Value);
        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Bravo, moment, Scheme.Bravo.Value, Party, Another));

        Assert.Equal(ParticipantReply.AgentTaken, await scheme.ReachAsync(Scheme.Charlie, moment + 5, Scheme.Charlie.Value, Party));
        Assert.Equal(ParticipantReply.AgentTaken, await scheme.ReachAsync(Scheme.Charlie, null, Scheme.Charlie.Value, Another));
        // Alpha can neither keep it nor give it away later than it had said, until Bravo has taken its change back.
        Assert.Equal(ParticipantReply.AgentTaken, await scheme.ReachAsync(Scheme.Alpha, null, Scheme.Alpha.Value, Party));
        Assert.Equal(ParticipantReply.AgentTaken, await scheme.ReachAsync(Scheme.Alpha, moment + 1, Scheme.Alpha.Value));
        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Bravo, null, Scheme.Bravo.Value));
        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Alpha, moment + 1, Scheme.Alpha.Value));

        scheme.Host.Clock.Advance(60_000);
        Assert.Equal(Scheme.Alpha, await scheme.ReachedAtAsync(Party));
        scheme.Host.Clock.Advance(1);
        Assert.Null(await scheme.ReachedAtAsync(Party));
        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Charlie, null, Scheme.Charlie.Value, Another));
    }

    [Fact]
    public async Task A_moment_that_has_passed_is_refused_and_a_repeat_changes_nothing()
    {
        await using Scheme scheme = await StartAsync();
        long moment = scheme.Host.Clock.NowMs + 1_000;
        Assert.Equal(ParticipantReply.InThePast, await scheme.ReachAsync(Scheme.Alpha, scheme.Host.Clock.NowMs, Scheme.Alpha.Value, Party));
        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Alpha, moment, Scheme.Alpha.Value, Party));
        long position = scheme.Host.JournalPosition;
        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Alpha, moment, Scheme.Alpha.Value, Party));
        Assert.Equal(position, scheme.Host.JournalPosition);

        // A change for now takes the place of the one to come.
        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Alpha, null, Scheme.Alpha.Value, Another));
        scheme.Host.Clock.Advance(1_000);
        Assert.Equal(Scheme.Alpha, await scheme.ReachedAtAsync(Another));
        Assert.Null(await scheme.ReachedAtAsync(Party));
    }

    [Fact]
    public async Task One_name_belongs_to_one_participant_however_it_is_written()
    {
        await using Scheme scheme = await StartAsync();
        Assert.Equal(ParticipantReply.AgentTaken, await scheme.ReachAsync(Scheme.Alpha, null, Scheme.Alpha.Value, Scheme.Bravo.Value[..8]));
        var both = new ReachableAgent(new AgentIdentification(Party, "GBDSC", "123456"), "both", IsReachableParty: true);
        var own = new ReachableAgent(AgentIdentification.OfBic(Scheme.Alpha.Value), "Alpha", IsReachableParty: false);
        Assert.Equal(ParticipantReply.Done, await scheme.AskParticipantAsync(Scheme.Alpha, new EnrolParticipant("Alpha", [own, both], Scheme.Operator)));

        var sameNumber = new ReachableAgent(new AgentIdentification(Another, "GBDSC", "123456"), "number", IsReachableParty: true);
        Assert.Equal(ParticipantReply.AgentTaken, await scheme.AskParticipantAsync(new("DELTGB2LXXX"), new EnrolParticipant("Delta", [sameNumber], Scheme.Operator)));
        var otherSystem = new ReachableAgent(new AgentIdentification(Another, "USABA", "123456"), "other", IsReachableParty: true);
        Assert.Equal(ParticipantReply.Done, await scheme.AskParticipantAsync(new("DELTGB2LXXX"), new EnrolParticipant("Delta", [otherSystem], Scheme.Operator)));
    }

    [Fact]
    public async Task After_a_bank_has_left_another_one_is_reached_under_its_name()
    {
        await using Scheme scheme = await StartAsync();
        Assert.Equal(ParticipantReply.AgentTaken, await scheme.ReachAsync(Scheme.Alpha, null, Scheme.Alpha.Value, Scheme.Bravo.Value));
        await scheme.AskAccountAsync(Scheme.Bravo, new Domain.Accounts.WithdrawFromAccount(100_000, "all", Scheme.Operator));
        await scheme.AskAccountAsync(Scheme.Bravo, new Domain.Accounts.CloseAccount(Scheme.Operator));
        await scheme.StandAsync(Scheme.Bravo, ParticipantStanding.Closed);
        Assert.Null(await scheme.ReachedAtAsync(Scheme.Bravo.Value));

        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Alpha, null, Scheme.Alpha.Value, Scheme.Bravo.Value));

        Assert.Equal(Scheme.Alpha, await scheme.ReachedAtAsync(Scheme.Bravo.Value));
    }

    private async Task<Scheme> StartAsync()
    {
        Scheme scheme = await Scheme.StartAsync(NewHost());
        await scheme.EnrolAsync(Scheme.Charlie);
        await scheme.FundAsync(Scheme.Charlie, 1_000, "opening");
        return scheme;
    }
}
