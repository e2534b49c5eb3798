using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>How commands show a participant and change what it may do.</summary>
internal static class ParticipantAnswers
{
    /// <summary>Nobody of that name is enrolled.</summary>
    public static Refused Unknown(ParticipantId id) => Refusals.Of(ParticipantReply.NotEnrolled, id);

    /// <summary>The participant of this name, whatever its standing; null where nobody of it was ever enrolled.</summary>
    public static async Task<Participant?> FindAsync(OperatorCall call, ParticipantId id) =>
        (await call.Switch.Running.ListParticipantsAsync().ConfigureAwait(false)).FirstOrDefault(participant => participant.Id == id);

    /// <summary>Shows a participant, or says that there is none.</summary>
    public static async Task<OperatorResult> ShowAsync(OperatorCall call, ParticipantId id)
    {
        if (await FindAsync(call, id).ConfigureAwait(false) is not Participant participant) return Unknown(id);
        return new RecordResult(
        [
            new("participant", Cell.Participant(id)),
            new("name", Cell.Text(participant.Name)),
            new("role", Cell.Text(participant.Role.ToString())),
            new("standing", Cell.Text(participant.Standing.ToString())),
            new("maySend", Cell.Flag(participant.MaySend)),
            new("mayReceive", Cell.Flag(participant.MayReceive)),
            new("agents", Cell.Text(Named(participant, reachable: false))),
            new("reachable", Cell.Text(Named(participant, reachable: true))),
            new("credentials", Cell.Number(participant.Credentials.Count)),
            new("principals", Cell.Text(participant.Principals.Count == 0 ? null : string.Join(", ", participant.Principals))),
            new("agentsChangeAt", Cell.Time(participant.Scheduled?.EffectiveAtMs ?? 0)),
            new("agentsToBe", Cell.Text(participant.Scheduled is { } change ? string.Join(", ", change.Agents.Select(agent => agent.Identification)) : null)),
            new("lastCursor", Cell.Number(call.Switch.Running.Mailboxes.LastCursor(id))),
        ]);
    }

    /// <summary>Changes a participant's standing and shows it.</summary>
    public static async Task<OperatorResult> ChangeAsync(OperatorCall call, StandingChange change)
    {
        ParticipantId id = call.Arguments.Participant("participant");
        return await AskAsync(call, id, new ChangeStanding(change, call.Act)).ConfigureAwait(false);
    }

    /// <summary>Asks a participant for something and shows it then.</summary>
    public static async Task<OperatorResult> AskAsync(OperatorCall call, ParticipantId id, ParticipantCommand command)
    {
        ParticipantReply reply = await call.Switch.Running.CommandParticipantAsync(id, command).ConfigureAwait(false);
        return reply == ParticipantReply.Done ? await ShowAsync(call, id).ConfigureAwait(false) : Refusals.Of(reply, id);
    }

    private static string? Named(Participant participant, bool reachable)
    {
        string names = string.Join(", ", participant.Agents.Where(agent => agent.IsReachableParty == reachable).Select(agent => agent.Identification));
        return names.Length == 0 ? null : names;
    }
}
