using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>party-limit set</c>.</summary>
internal sealed class PartyLimitSet : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "party-limit set", "Gives a reachable party a limit of its own under an account.",
        "Counts from the next payment on. The agents are how messages name the party; each must be reached through this participant, and none may have another limit. "
        + "Without --limit it is followed but not bounded. What it has used already stays used when the limit is changed.",
        OperatorRole.Supervisor, CommandDanger.ChangesState, CommonArguments.Participant,
        ArgumentDefinition.Required("party", ArgumentKind.Text, "the party's name in the switch"),
        ArgumentDefinition.Required("agents", ArgumentKind.List, "how messages name it: BICs, or CLEARINGSYSTEM:MEMBERID"),
        ArgumentDefinition.Optional("limit", ArgumentKind.Amount, "the most that may be used; 0 is a limit"),
        CommonArguments.Currency) { NeedsFourEyes = true };

    public async Task<Refused?> CheckAsync(OperatorCall call)
    {
        if (AgentWords.Read("agents", call.Arguments.List("agents"), out IReadOnlyList<AgentIdentification> agents) is Refused wrong) return wrong;
        ParticipantId id = call.Arguments.Participant("participant");
        if (await ParticipantAnswers.FindAsync(call, id).ConfigureAwait(false) is not Participant participant) return ParticipantAnswers.Unknown(id);
        return agents.FirstOrDefault(agent => !participant.Agents.Any(own => own.IsReachableParty && own.Identification.Shares(agent))) is AgentIdentification stranger
            ? new Refused("agent.not-reachable", $"agents: found {stranger}, expected agents of parties that are reached through {id} (participant show).", 409)
            : null;
    }

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        if (await CheckAsync(call).ConfigureAwait(false) is Refused wrong) return wrong;
        AgentWords.Read("agents", call.Arguments.List("agents"), out IReadOnlyList<AgentIdentification> agents);
        return await AccountAnswers.AskAsync(
            call, _ => new SetPartyLimit(call.Arguments.Text("party"), agents, new Cap(call.Arguments.AmountOrNull("limit")?.MinorUnits), call.Act)).ConfigureAwait(false);
    }
}
