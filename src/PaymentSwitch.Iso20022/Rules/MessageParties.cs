using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Between whom a message passes, as the channel knows it: what a header claims is checked against this.</summary>
/// <param name="Sender">The participant that sent the message and proved to be it.</param>
/// <param name="Directory">Who is reached under which identification.</param>
/// <param name="SwitchBic">The switch's own BIC, eleven characters.</param>
public readonly record struct MessageParties(ParticipantId Sender, ParticipantDirectory Directory, string SwitchBic)
{
    /// <summary>The clearing system whose member ids messages may give alone (profile: memberIdSystem); null where there is none.</summary>
    public string? MemberIdSystem { get; init; }

    /// <summary>Whether an identification is one of the sender's.</summary>
    public bool IsSender(AgentIdentification agent) => Directory.Find(AgentNames.WithSystem(agent, MemberIdSystem))?.Participant.Id == Sender;

    /// <summary>Whether an identification is the switch's.</summary>
    public bool IsSwitch(AgentIdentification agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return agent.Bic is not null && Bic.ToEleven(agent.Bic) == SwitchBic;
    }
}
