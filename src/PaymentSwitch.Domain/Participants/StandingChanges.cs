namespace PaymentSwitch.Domain.Participants;

/// <summary>
/// Which changes fit which standing, and what comes of each: the one table. Invariants: only an operator's resume undoes what
/// an operator has taken away; nobody takes part who was not enabled first; who has left does not come back.
/// </summary>
public static class StandingChanges
{
    /// <summary>What comes of a change.</summary>
    /// <param name="now">How the participant stands.</param>
    /// <param name="change">What is asked for.</param>
    /// <returns>
    /// <see cref="ParticipantReply.Done"/> with the standing after it, which is <paramref name="now"/> where a participant
    /// repeats what it has said of itself; else why the change does not fit, and nothing changes.
    /// </returns>
    public static (ParticipantReply Reply, ParticipantStanding Then) Of(ParticipantStanding now, StandingChange change) => now switch
    {
        ParticipantStanding.Onboarding => change switch
        {
            StandingChange.Enable => To(ParticipantStanding.Enabled),
            StandingChange.Close => To(ParticipantStanding.Closed),
            _ => Not(ParticipantReply.NotYetEnabled),
        },
        ParticipantStanding.Enabled => change switch
        {
            StandingChange.Enable or StandingChange.Resume => Not(ParticipantReply.StandsSoAlready),
            StandingChange.Suspend => To(ParticipantStanding.Suspended),
            StandingChange.ReceiveOnly => To(ParticipantStanding.ReceiveOnly),
            StandingChange.SignOff or StandingChange.SignOffItself => To(ParticipantStanding.SignedOff),
            StandingChange.SignOnItself => To(now),
            StandingChange.Close => To(ParticipantStanding.Closed),
            _ => throw Unknown(change),
        },
        // Signed off it could sign itself on again, and would send, too.
        ParticipantStanding.ReceiveOnly => change switch
        {
            StandingChange.Enable => Not(ParticipantReply.NotOnboarding),
            StandingChange.Resume => To(ParticipantStanding.Enabled),
            StandingChange.Suspend => To(ParticipantStanding.Suspended),
            StandingChange.ReceiveOnly => Not(ParticipantReply.StandsSoAlready),
            StandingChange.SignOff or StandingChange.SignOffItself or StandingChange.SignOnItself => Not(ParticipantReply.StoppedByOperator),
            StandingChange.Close => To(ParticipantStanding.Closed),
            _ => throw Unknown(change),
        },
        ParticipantStanding.Suspended => change switch
        {
            StandingChange.Enable => Not(ParticipantReply.NotOnboarding),
            StandingChange.Resume => To(ParticipantStanding.Enabled),
            StandingChange.Suspend => Not(ParticipantReply.StandsSoAlready),
            StandingChange.ReceiveOnly => To(ParticipantStanding.ReceiveOnly),
            StandingChange.SignOff or StandingChange.SignOffItself or StandingChange.SignOnItself => Not(ParticipantReply.StoppedByOperator),
            StandingChange.Close => To(ParticipantStanding.Closed),
            _ => throw Unknown(change),
        },
        // It is away: payments to it would be met with silence.
        ParticipantStanding.SignedOff => change switch
        {
            StandingChange.Enable => Not(ParticipantReply.NotOnboarding),
            StandingChange.Resume or StandingChange.SignOnItself => To(ParticipantStanding.Enabled),
            StandingChange.Suspend => To(ParticipantStanding.Suspended),
            StandingChange.ReceiveOnly => Not(ParticipantReply.IsSignedOff),
            StandingChange.SignOff => Not(ParticipantReply.StandsSoAlready),
            StandingChange.SignOffItself => To(now),
            StandingChange.Close => To(ParticipantStanding.Closed),
            _ => throw Unknown(change),
        },
        ParticipantStanding.Closed => Not(ParticipantReply.Closed),
        _ => Not(ParticipantReply.NotEnrolled),
    };

    private static (ParticipantReply, ParticipantStanding) To(ParticipantStanding then) => (ParticipantReply.Done, then);

    private static (ParticipantReply, ParticipantStanding) Not(ParticipantReply why) => (why, 0);

    private static ArgumentOutOfRangeException Unknown(StandingChange change) => new(nameof(change), change, "There is no such change of standing.");
}

/// <summary>What can be asked of a participant's standing. Not stored.</summary>
public enum StandingChange
{
    /// <summary>Let one that was tested take part.</summary>
    Enable = 1,

    /// <summary>Let one that was stopped, or has signed off, take part again.</summary>
    Resume = 2,

    /// <summary>Stop it from sending and receiving.</summary>
    Suspend = 3,

    /// <summary>Let it receive, and not send.</summary>
    ReceiveOnly = 4,

    /// <summary>Sign it off for it; it can sign itself on again.</summary>
    SignOff = 5,

    /// <summary>Let it leave for good.</summary>
    Close = 6,

    /// <summary>It signs itself on. A repeat changes nothing.</summary>
    SignOnItself = 7,

    /// <summary>It signs itself off. A repeat changes nothing.</summary>
    SignOffItself = 8,
}
