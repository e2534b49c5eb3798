using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Participants;

namespace PaymentSwitch.Storage.Events;

/// <content>Participants.</content>
internal static partial class FactWriter
{
    private static void Write(StoredBuffer into, ParticipantEvent fact)
    {
        int start;
        switch (fact)
        {
            case ParticipantEnrolled e:
                start = into.Open(60);
                Named(into, e.Name, e.Agents, e.Act);
                if (e.Role != ParticipantRole.Direct) into.Number(6, (long)e.Role);
                if (e.Standing != ParticipantStanding.Enabled) into.Number(7, (long)e.Standing);
                into.Number(8, e.Act.Approval ?? 0);
                break;
            case ParticipantAgentsChanged e:
                start = into.Open(61);
                Named(into, e.Name, e.Agents, e.Act);
                into.Number(8, e.Act.Approval ?? 0);
                break;
            case ParticipantStandingChanged e:
                start = into.Open(62);
                into.Number(1, (long)e.Standing);
                into.Text(2, e.Act.By);
                into.Text(3, e.Act.Why);
                into.TextIfAny(4, e.Act.ApprovedBy);
                into.Number(5, e.Act.Approval ?? 0);
                break;
            case AgentsChangeScheduled e:
                start = into.Open(63);
                into.Number(1, e.EffectiveAtMs);
                into.Text(2, e.Name);
                Agents(into, 3, e.Agents);
                Write(into, 4, e.Act);
                break;
            case CredentialsSet e:
                start = into.Open(64);
                for (int i = 0; i < e.Credentials.Count; i++) Write(into, 1, e.Credentials[i]);
                Write(into, 2, e.Act);
                break;
            case PrincipalsSet e:
                start = into.Open(65);
                for (int i = 0; i < e.Principals.Count; i++) into.TextAlways(1, e.Principals[i].Value);
                Write(into, 2, e.Act);
                break;
            default:
                throw Unknown(fact);
        }

        into.Close(start);
    }

    private static void Named(StoredBuffer into, string name, IReadOnlyList<ReachableAgent> agents, OperatorAct act)
    {
        into.Text(1, name);
        Agents(into, 2, agents);
        into.Text(3, act.By);
        into.Text(4, act.Why);
        into.TextIfAny(5, act.ApprovedBy);
    }

    private static void Agents(StoredBuffer into, int field, IReadOnlyList<ReachableAgent> agents)
    {
        for (int i = 0; i < agents.Count; i++)
        {
            int start = into.Open(field);
            Agent(into, 1, agents[i].Identification);
            into.Text(2, agents[i].Name);
            into.Number(3, agents[i].IsReachableParty ? 1 : 0);
            into.Close(start);
        }
    }

    private static void Write(StoredBuffer into, int field, Credential credential)
    {
        int start = into.Open(field);
        into.Number(1, (long)credential.Kind);
        into.Text(2, credential.Value);
        into.Text(3, credential.Name);
        if (credential.UntilMs is long untilMs) into.NumberAlways(4, untilMs);
        into.Close(start);
    }
}
