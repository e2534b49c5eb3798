using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;

namespace PaymentSwitch.Storage.Events;

/// <content>Participants.</content>
internal sealed partial class FactReader
{
    private ParticipantEvent Agents(int manifest, StoredReader from, long atMs)
    {
        string name = "", by = "", why = "";
        string? approvedBy = null;
        long? approval = null;
        var agents = new List<ReachableAgent>();
        var role = ParticipantRole.Direct;
        var standing = ParticipantStanding.Enabled;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: name = from.Text(); break;
                case 2: agents.Add(ReachableAgent(from.Message())); break;
                case 3: by = _names.Of(from.Span()); break;
                case 4: why = from.Text(); break;
                case 5: approvedBy = from.Text(); break;
                case 6: role = Known((ParticipantRole)from.Count()); break;
                case 7: standing = Known((ParticipantStanding)from.Count()); break;
                case 8: approval = from.Natural(); break;
                default: from.Skip(); break;
            }
        }

        var act = new OperatorAct(by, why, approvedBy) { Approval = approval };
        return manifest == 60
            ? new ParticipantEnrolled(atMs, name, agents, act) { Role = role, Standing = standing }
            : new ParticipantAgentsChanged(atMs, name, agents, act);
    }

    private ParticipantStandingChanged Standing(StoredReader from, long atMs)
    {
        int standing = 0;
        string by = "", why = "";
        string? approvedBy = null;
        long? approval = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: standing = from.Count(); break;
                case 2: by = _names.Of(from.Span()); break;
                case 3: why = from.Text(); break;
                case 4: approvedBy = from.Text(); break;
                case 5: approval = from.Natural(); break;
                default: from.Skip(); break;
            }
        }

        return new ParticipantStandingChanged(atMs, Known((ParticipantStanding)standing), new OperatorAct(by, why, approvedBy) { Approval = approval });
    }

    private AgentsChangeScheduled AgentsScheduled(StoredReader from, long atMs)
    {
        long effectiveAtMs = 0;
        string name = "";
        var agents = new List<ReachableAgent>();
        OperatorAct? act = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: effectiveAtMs = from.Number(); break;
                case 2: name = from.Text(); break;
                case 3: agents.Add(ReachableAgent(from.Message())); break;
                case 4: act = Act(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        return new AgentsChangeScheduled(atMs, effectiveAtMs, name, agents, act ?? throw Missing(nameof(AgentsChangeScheduled), "act"));
    }

    private CredentialsSet Credentials(StoredReader from, long atMs)
    {
        var credentials = new List<Credential>();
        OperatorAct? act = null;
        while (from.Next())
        {
            if (from.Field == 1) credentials.Add(Credential(from.Message()));
            else if (from.Field == 2) act = Act(from.Message());
            else from.Skip();
        }

        return new CredentialsSet(atMs, credentials, act ?? throw Missing(nameof(CredentialsSet), "act"));
    }

    private static Credential Credential(StoredReader from)
    {
        int kind = 0;
        string value = "", name = "";
        long? untilMs = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: kind = from.Count(); break;
                case 2: value = from.Text(); break;
                case 3: name = from.Text(); break;
                case 4: untilMs = from.Number(); break;
                default: from.Skip(); break;
            }
        }

        return new Credential(Known((CredentialKind)kind), value, name, untilMs);
    }

    private PrincipalsSet Principals(StoredReader from, long atMs)
    {
        var principals = new List<ParticipantId>();
        OperatorAct? act = null;
        while (from.Next())
        {
            if (from.Field == 1) principals.Add(Participant(ref from));
            else if (from.Field == 2) act = Act(from.Message());
            else from.Skip();
        }

        return new PrincipalsSet(atMs, principals, act ?? throw Missing(nameof(PrincipalsSet), "act"));
    }

    private ReachableAgent ReachableAgent(StoredReader from)
    {
        AgentIdentification? agent = null;
        string name = "";
        bool isReachableParty = false;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: agent = _agents.Of(from.Span()); break;
                case 2: name = from.Text(); break;
                case 3: isReachableParty = from.Number() != 0; break;
                default: from.Skip(); break;
            }
        }

        return new ReachableAgent(agent ?? throw new InvalidDataException("an agent has no identification"), name, isReachableParty);
    }
}
