using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>participant enrol</c>.</summary>
internal sealed class ParticipantEnrol : IOperatorCommand
{
    /// <summary>What there is to say of a new participant.</summary>
    public static ArgumentDefinition[] Arguments { get; } =
    [
        CommonArguments.Participant,
        ArgumentDefinition.Required("name", ArgumentKind.Text, "its name, for people"),
        ArgumentDefinition.Optional("bic", ArgumentKind.Text, "the BIC by which messages name it"),
        ArgumentDefinition.Optional("member-id", ArgumentKind.Text, "its member id in a clearing system"),
        ArgumentDefinition.Optional("clearing-system", ArgumentKind.Text, "that clearing system, as USABA"),
    ];

    public CommandDefinition Definition { get; } = new(
        "participant enrol", "Enrols a bank that is not yet in the scheme.",
        "From then on messages may name it. It may send and receive as soon as that is granted, but has no account yet (account open) and no token (credentials generate). "
        + "How messages name it is said with --bic, --member-id or both; without, its name in the switch has to be a BIC.",
        OperatorRole.Supervisor, CommandDanger.ChangesState,
        Arguments) { NeedsFourEyes = true };

    public Task<Refused?> CheckAsync(OperatorCall call) => CheckNewAsync(call);

    public Task<OperatorResult> RunAsync(OperatorCall call) => EnrolAsync(call, ParticipantStanding.Enabled);

    /// <summary>What keeps a participant from being enrolled already; null for nothing.</summary>
    public static async Task<Refused?> CheckNewAsync(OperatorCall call) => (await ReadAsync(call, ParticipantStanding.Enabled).ConfigureAwait(false)).Wrong;

    /// <summary>Enrols a participant that is not there yet.</summary>
    public static async Task<OperatorResult> EnrolAsync(OperatorCall call, ParticipantStanding standing)
    {
        (Refused? wrong, EnrolParticipant? command) = await ReadAsync(call, standing).ConfigureAwait(false);
        return wrong ?? await ParticipantAnswers.AskAsync(call, call.Arguments.Participant("participant"), command!).ConfigureAwait(false);
    }

    private static async Task<(Refused? Wrong, EnrolParticipant? Command)> ReadAsync(OperatorCall call, ParticipantStanding standing)
    {
        ParticipantId id = call.Arguments.Participant("participant");
        if (await ParticipantAnswers.FindAsync(call, id).ConfigureAwait(false) is not null) return (Refusals.Of(ParticipantReply.Enrolled, id), null);
        string? member = call.Arguments.TextOrNull("member-id");
        string? bic = call.Arguments.TextOrNull("bic") ?? (member is null ? id.Value : null);
        if (bic is not null && !Bic.HasForm(bic))
            return (new Refused("argument.invalid", $"bic: found '{bic}', expected a BIC of 8 or 11 characters.", 400, OperatorExitCode.WrongUsage), null);
        string? system = call.Arguments.TextOrNull("clearing-system");
        if (system is not null && member is null)
            return (new Refused("argument.missing", "member-id: found nothing, expected the member id in the clearing system that was named.", 400, OperatorExitCode.WrongUsage), null);
        var agent = new AgentIdentification(bic is null ? null : Bic.ToEleven(bic), system, member);
        if (TakenBy(call, agent) is string owner) return (new Refused("agent.taken", $"{agent} names {owner} already.", 409), null);
        string name = call.Arguments.Text("name");
        return (null, new EnrolParticipant(name, [new ReachableAgent(agent, name, IsReachableParty: false)], call.Act) { Standing = standing, MustBeNew = true });
    }

    private static string? TakenBy(OperatorCall call, AgentIdentification agent)
    {
        if (agent.Bic == call.Switch.SwitchBic) return "the switch itself";
        ParticipantDirectory directory = call.Switch.Directory;
        DirectoryEntry? found = (agent.Bic is null ? null : directory.Find(AgentIdentification.OfBic(agent.Bic)))
            ?? (agent.MemberId is null ? null : directory.Find(agent with { Bic = null }));
        return found?.Participant.Id.Value;
    }
}
