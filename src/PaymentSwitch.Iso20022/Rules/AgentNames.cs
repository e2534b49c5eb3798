using System.Diagnostics.CodeAnalysis;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>How messages name banks, as the directory takes it.</summary>
internal static class AgentNames
{
    /// <summary>Where a scheme has one kind of member ids, messages may leave out what kind it is: the agent with it.</summary>
    /// <param name="agent">The agent as it is written, or null.</param>
    /// <param name="memberIdSystem">The clearing system whose ids they are; null where the scheme has none.</param>
    [return: NotNullIfNotNull(nameof(agent))]
    internal static AgentIdentification? WithSystem(AgentIdentification? agent, string? memberIdSystem) =>
        agent is { MemberId: not null, ClearingSystem: null } && memberIdSystem is not null ? agent with { ClearingSystem = memberIdSystem } : agent;

    /// <summary>The bank that stands where a party may stand too: the agent, else the party's BIC. Null for a party without one.</summary>
    internal static AgentIdentification? Of(PartyOrAgent? named) => named?.Agent ?? Of(named?.Party);

    /// <summary>The bank that a party is by its BIC; null for a party without one.</summary>
    internal static AgentIdentification? Of(PartyIdentification? party) => party?.Bic is { } bic ? AgentIdentification.OfBic(bic) : null;

    /// <summary>Whether an agent is named in a way that leads to a bank.</summary>
    internal static bool IsNamed(AgentIdentification? agent) => agent is { Bic: not null } or { MemberId: not null };
}
