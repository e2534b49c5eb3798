using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Participants;

/// <summary>The table of standings, cell by cell: what comes of each change, or why it does not fit.</summary>
public sealed class StandingChangeTests
{
    private static readonly OperatorAct Act = new("test");

    // A standing: that is how it stands then. A dot: a repeat, nothing changes. In brackets: refused so.
    private static readonly string[] Table =
    [
        "now         | Enable            | Resume            | Suspend           | ReceiveOnly       | SignOff             | Close  | SignOnItself        | SignOffItself",
        "Onboarding  | Enabled           | (NotYetEnabled)   | (NotYetEnabled)   | (NotYetEnabled)   | (NotYetEnabled)     | Closed | (NotYetEnabled)     | (NotYetEnabled)",
        "Enabled     | (StandsSoAlready) | (StandsSoAlready) | Suspended         | ReceiveOnly       | SignedOff           | Closed | .                   | SignedOff",
        "ReceiveOnly | (NotOnboarding)   | Enabled           | Suspended         | (StandsSoAlready) | (StoppedByOperator) | Closed | (StoppedByOperator) | (StoppedByOperator)",
        "Suspended   | (NotOnboarding)   | Enabled           | (StandsSoAlready) | ReceiveOnly       | (StoppedByOperator) | Closed | (StoppedByOperator) | (StoppedByOperator)",
        "SignedOff   | (NotOnboarding)   | Enabled           | Suspended         | (IsSignedOff)     | (StandsSoAlready)   | Closed | Enabled             | .",
        "Closed      | (Closed)          | (Closed)          | (Closed)          | (Closed)          | (Closed)            | (Closed) | (Closed)          | (Closed)",
        "0           | (NotEnrolled)     | (NotEnrolled)     | (NotEnrolled)     | (NotEnrolled)     | (NotEnrolled)       | (NotEnrolled) | (NotEnrolled) | (NotEnrolled)",
    ];

    public static TheoryData<ParticipantStanding, StandingChange, string> Cells
    {
        get
        {
            var cells = new TheoryData<ParticipantStanding, StandingChange, string>();
            string[] changes = Table[0].Split('|', StringSplitOptions.TrimEntries);
            foreach (string line in Table[1..])
            {
                string[] words = line.Split('|', StringSplitOptions.TrimEntries);
                for (int i = 1; i < words.Length; i++) cells.Add(Enum.Parse<ParticipantStanding>(words[0]), Enum.Parse<StandingChange>(changes[i]), words[i]);
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_cell_is_as_the_table_has_it(ParticipantStanding now, StandingChange change, string expected)
    {
        Participant participant = new(new ParticipantId("ALPHDEFFXXX"), "Alpha", now, []);
        ParticipantDecision decision = participant.Decide(new ChangeStanding(change, Act), hasOpenAccounts: false, nowMs: 10);

        ParticipantEvent? then = Enum.TryParse(expected, out ParticipantStanding to) ? new ParticipantStandingChanged(10, to, Act) : null;
        ParticipantReply reply = expected[0] == '(' ? Enum.Parse<ParticipantReply>(expected.Trim('(', ')')) : ParticipantReply.Done;
        Assert.Equal((reply, then), (decision.Reply, decision.Event));
    }

    [Fact]
    public void The_table_has_every_standing_and_every_change()
    {
        Assert.Equal((Enum.GetValues<ParticipantStanding>().Length + 1) * Enum.GetValues<StandingChange>().Length, Cells.Count);
    }

    [Theory]
    [InlineData(ParticipantStanding.Enabled)]
    [InlineData(ParticipantStanding.Onboarding)]
    [InlineData(ParticipantStanding.Suspended)]
    public void Nobody_leaves_with_an_open_account(ParticipantStanding now)
    {
        Participant participant = new(new ParticipantId("ALPHDEFFXXX"), "Alpha", now, []);
        Assert.Equal(new ParticipantDecision(ParticipantReply.AccountsOpen), participant.Decide(new ChangeStanding(StandingChange.Close, Act), hasOpenAccounts: true, nowMs: 10));
    }
}
