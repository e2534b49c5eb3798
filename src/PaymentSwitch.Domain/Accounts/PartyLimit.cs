using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Accounts;

/// <summary>
/// The limit of one reachable party under the account of the participant that settles for it: a TIPS credit memorandum
/// balance. Its payments need headroom here and on the account itself.
/// </summary>
/// <param name="Party">The party's name in the switch.</param>
/// <param name="Agents">Every way a message may name it.</param>
/// <param name="Cap">The limit.</param>
/// <param name="UseMinor">How much of it is used, in minor units: debits and reservations less credits.</param>
public sealed record PartyLimit(string Party, IReadOnlyList<AgentIdentification> Agents, Cap Cap, long UseMinor)
{
    /// <summary>The limit less its use, in minor units; null for unlimited.</summary>
    public long? HeadroomMinor => Cap.LimitMinor - UseMinor;

    /// <summary>Whether a message that names this agent means the party.</summary>
    public bool Is(AgentIdentification agent)
    {
        foreach (AgentIdentification own in Agents)
        {
            if (agent.Bic is not null ? own.Bic is not null && Bic.ToEleven(own.Bic) == Bic.ToEleven(agent.Bic)
                : agent.MemberId is not null && own.MemberId == agent.MemberId && own.ClearingSystem == agent.ClearingSystem)
                return true;
        }

        return false;
    }
}
