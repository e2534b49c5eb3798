using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>How commands show a participant and change what it may do.</summary>
internal static class ParticipantAnswers
{
    /// <summary>Nobody of that name is enrolled.</summary>
    public static Refused Unknown(ParticipantId id) => new("participant.unknown", $"No participant '{id}' is enrolled.", 404);

    /// <summary>Shows a participant, or says that there is none.</summary>
    public static OperatorResult Show(OperatorCall call, ParticipantId id)
    {
        if (call.Switch.Directory.Find(id) is not Participant participant) return Unknown(id);
        return new RecordResult(
        [
            new("participant", Cell.Participant(id)),
            new("name", Cell.Text(participant.Name)),
            new("standing", Cell.Text(participant.Standing.ToString())),
            new("maySend", Cell.Flag(participant.MaySend)),
            new("mayReceive", Cell.Flag(participant.MayReceive)),
            new("agents", Cell.Text(Named(participant, reachable: false))),
            new("reachable", Cell.Text(Named(participant, reachable: true))),
            new("lastCursor", Cell.Number(call.Switch.LastCursor(id))),
        ]);
    }

    /// <summary>Gives a participant another standing and shows it.</summary>
    public static async Task<OperatorResult> ChangeAsync(OperatorCall call, ParticipantStanding standing)
    {
        ParticipantId id = call.Arguments.Participant("participant");
        if (call.Switch.Directory.Find(id) is null) return Unknown(id);
        await call.Switch.ChangeStandingAsync(id, new ChangeStanding(standing, call.Act.By, call.Act.Why)).ConfigureAwait(false);
        return Show(call, id);
    }

    private static string? Named(Participant participant, bool reachable)
    {
        string names = string.Join(", ", participant.Agents.Where(agent => agent.IsReachableParty == reachable).Select(agent => agent.Identification));
        return names.Length == 0 ? null : names;
    }
}
