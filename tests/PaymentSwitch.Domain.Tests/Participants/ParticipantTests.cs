using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Participants;

/// <summary>Given facts of a participant, when a request, then a fact or none, and a reply.</summary>
public sealed class ParticipantTests
{
    private static readonly OperatorAct Act = new("test");
    private static readonly ReachableAgent[] Agents = [new(AgentIdentification.OfBic("ALPHDEFFXXX"), "Alpha", false)];
    private static readonly ReachableAgent[] More = [.. Agents, new(AgentIdentification.OfBic("PRTYDEFFXXX"), "Party", true)];
    private static readonly Credential[] Tokens = [new(CredentialKind.BearerToken, new string('a', 64), "token")];
    private static readonly ParticipantId[] Principals = [new("BRAVFRPPXXX")];
    private static readonly ParticipantEvent Enrolled = new ParticipantEnrolled(1, "Alpha", Agents, Act);
    private static readonly ParticipantEvent[] Agent = [new ParticipantEnrolled(1, "Agent", [], Act) { Role = ParticipantRole.InstructingParty }];
    private static readonly ParticipantEvent[] Scheduled = [Enrolled, new AgentsChangeScheduled(1, 50, "Alpha", More, Act)];
    private static readonly ParticipantEvent[] Suspended = [Enrolled, new ParticipantStandingChanged(1, ParticipantStanding.Suspended, Act)];
    private static readonly ParticipantEvent[] Closed = [Enrolled, new ParticipantStandingChanged(1, ParticipantStanding.Closed, Act)];

    public static TheoryData<string, ParticipantEvent[], ParticipantCommand, bool, ParticipantReply, ParticipantEvent?> Cases => new()
    {
        // name, given, when, has open accounts, reply, then
        { "enrol", [], Enrol(Agents), false, ParticipantReply.Done, new ParticipantEnrolled(10, "Alpha", Agents, Act) },
        { "enrol for a test", [], Enrol(Agents) with { Standing = ParticipantStanding.Onboarding }, false, ParticipantReply.Done, new ParticipantEnrolled(10, "Alpha", Agents, Act) { Standing = ParticipantStanding.Onboarding } },
        { "enrol a settlement bank", [], Enrol([]) with { Role = ParticipantRole.SettlementBank }, false, ParticipantReply.Done, new ParticipantEnrolled(10, "Alpha", [], Act) { Role = ParticipantRole.SettlementBank } },
        { "enrol again", [Enrolled], Enrol(Agents), true, ParticipantReply.Done, null },
        { "enrol a new one", [], Enrol(Agents) with { MustBeNew = true }, false, ParticipantReply.Done, new ParticipantEnrolled(10, "Alpha", Agents, Act) },
        { "enrol as new who is there", [Enrolled], Enrol(More) with { MustBeNew = true }, true, ParticipantReply.Enrolled, null },
        { "enrol again as another", [Enrolled], Enrol(Agents) with { Role = ParticipantRole.InstructingParty }, true, ParticipantReply.WrongRole, null },
        { "enrol again with another standing", Suspended, Enrol(Agents), true, ParticipantReply.Done, null },
        { "other agents", [Enrolled], Enrol(More), true, ParticipantReply.Done, new ParticipantAgentsChanged(10, "Alpha", More, Act) },
        { "another name", [Enrolled], Enrol(Agents) with { Name = "Omega" }, true, ParticipantReply.Done, new ParticipantAgentsChanged(10, "Omega", Agents, Act) },
        { "other agents later", [Enrolled], Enrol(More) with { EffectiveAtMs = 50 }, true, ParticipantReply.Done, new AgentsChangeScheduled(10, 50, "Alpha", More, Act) },
        { "the same later again", Scheduled, Enrol(More) with { EffectiveAtMs = 50 }, true, ParticipantReply.Done, null },
        { "another moment", Scheduled, Enrol(More) with { EffectiveAtMs = 60 }, true, ParticipantReply.Done, new AgentsChangeScheduled(10, 60, "Alpha", More, Act) },
        { "what it has is to stay", Scheduled, Enrol(Agents), true, ParticipantReply.Done, new ParticipantAgentsChanged(10, "Alpha", Agents, Act) },
        { "now is not later", [Enrolled], Enrol(More) with { EffectiveAtMs = 10 }, true, ParticipantReply.InThePast, null },
        { "suspend", [Enrolled], Stand(StandingChange.Suspend), true, ParticipantReply.Done, new ParticipantStandingChanged(10, ParticipantStanding.Suspended, Act) },
        { "suspend again", Suspended, Stand(StandingChange.Suspend), true, ParticipantReply.StandsSoAlready, null },
        { "close with accounts", [Enrolled], Stand(StandingChange.Close), true, ParticipantReply.AccountsOpen, null },
        { "close", [Enrolled], Stand(StandingChange.Close), false, ParticipantReply.Done, new ParticipantStandingChanged(10, ParticipantStanding.Closed, Act) },
        { "close again", Closed, Stand(StandingChange.Close), false, ParticipantReply.Closed, null },
        { "come back", Closed, Stand(StandingChange.Resume), false, ParticipantReply.Closed, null },
        { "enrol who has left", Closed, Enrol(Agents), false, ParticipantReply.Closed, null },
        { "suspend nobody", [], Stand(StandingChange.Suspend), false, ParticipantReply.NotEnrolled, null },
        { "credentials", [Enrolled], new SetCredentials(Tokens, Act), true, ParticipantReply.Done, new CredentialsSet(10, Tokens, Act) },
        { "the same credentials", [Enrolled, new CredentialsSet(1, Tokens, Act)], new SetCredentials([Tokens[0]], Act), true, ParticipantReply.Done, null },
        { "principals", Agent, new SetPrincipals(Principals, Act), false, ParticipantReply.Done, new PrincipalsSet(10, Principals, Act) },
        { "the same principals", [.. Agent, new PrincipalsSet(1, Principals, Act)], new SetPrincipals([Principals[0]], Act), false, ParticipantReply.Done, null },
        { "principals of a bank", [Enrolled], new SetPrincipals(Principals, Act), true, ParticipantReply.WrongRole, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decides(string name, ParticipantEvent[] given, ParticipantCommand when, bool hasOpenAccounts, ParticipantReply reply, ParticipantEvent? then)
    {
        Participant participant = Of(given);

        ParticipantDecision decision = participant.Decide(when, hasOpenAccounts, nowMs: 10);

        Assert.Equal($"{name}: {reply} {Shown.Of(then)}", $"{name}: {decision.Reply} {Shown.Of(decision.Event)}");
        if (decision.Event is null) return;
        ParticipantDecision again = participant.Evolve(decision.Event).Decide(when, hasOpenAccounts, nowMs: 11);
        Assert.Null(again.Event);
        if (when is not (ChangeStanding or EnrolParticipant { MustBeNew: true })) Assert.Equal(ParticipantReply.Done, again.Reply);
    }

    [Fact]
    public void A_change_comes_at_its_moment_and_once()
    {
        Participant participant = Of(Scheduled);
        Assert.Null(participant.DecideScheduled(49));
        ParticipantEvent changed = participant.DecideScheduled(50)!;
        Assert.Equal(Shown.Of(new ParticipantAgentsChanged(50, "Alpha", More, Act)), Shown.Of(changed));
        participant = participant.Evolve(changed);
        Assert.Equal((More, null), (participant.Agents, participant.Scheduled));
        Assert.Null(participant.DecideScheduled(51));
    }

    [Theory]
    [InlineData(ParticipantStanding.Enabled, true, true)]
    [InlineData(ParticipantStanding.ReceiveOnly, false, true)]
    [InlineData(ParticipantStanding.Suspended, false, false)]
    [InlineData(ParticipantStanding.SignedOff, false, false)]
    [InlineData(ParticipantStanding.Onboarding, false, false)]
    [InlineData(ParticipantStanding.Closed, false, false)]
    public void Its_standing_says_what_it_may_do(ParticipantStanding standing, bool sends, bool receives)
    {
        Participant participant = Of([Enrolled]) with { Standing = standing };
        Assert.Equal((sends, receives), (participant.MaySend, participant.MayReceive));
    }

    [Fact]
    public void The_directory_finds_nobody_under_the_names_of_one_that_has_left()
    {
        Participant left = Of(Closed);
        Participant heir = new(new ParticipantId("BRAVFRPPXXX"), "Bravo", ParticipantStanding.Enabled, Agents);
        Assert.Null(ParticipantDirectory.Of([left]).Find(Agents[0].Identification));
        Assert.Equal(left, ParticipantDirectory.Of([left]).Find(left.Id));
        Assert.Equal(heir.Id, ParticipantDirectory.Of([left, heir]).Find(Agents[0].Identification)!.Participant.Id);
        Assert.Null(ParticipantDirectory.Of([left with { Role = ParticipantRole.SettlementBank }]).SettlementBank);
    }

    [Fact]
    public void An_unknown_fact_stops_the_replay() => Assert.Throws<InvalidOperationException>(() => Of([new FactOfTomorrow(1)]));

    private static EnrolParticipant Enrol(ReachableAgent[] agents) => new("Alpha", agents, Act);

    private static ChangeStanding Stand(StandingChange change) => new(change, Act);

    private static Participant Of(IEnumerable<ParticipantEvent> facts) =>
        facts.Aggregate(Participant.Unknown(new ParticipantId("ALPHDEFFXXX")), (participant, fact) => participant.Evolve(fact));

    private sealed record FactOfTomorrow(long AtMs) : ParticipantEvent(AtMs, ParticipantTests.Act);
}
