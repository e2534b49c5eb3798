using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A person or organisation (<c>Dbtr</c>, <c>Cdtr</c>, <c>Orgtr</c> …), as it is written. Addresses and contacts are not kept.</summary>
public sealed record PartyIdentification
{
    /// <summary><c>Nm</c>, up to 140 characters, or null.</summary>
    public string? Name { get; init; }

    /// <summary><c>Id/OrgId/AnyBIC</c>, or null.</summary>
    public string? Bic { get; init; }

    /// <summary><c>Id/OrgId/LEI</c>, or null.</summary>
    public string? Lei { get; init; }

    /// <summary><c>Id/OrgId/Othr/Id</c>, or null: the first, where there are several.</summary>
    public string? OrganisationId { get; init; }

    /// <summary><c>Id/PrvtId/Othr/Id</c>, or null: the first, where there are several. Not beside an organisation's.</summary>
    public string? PersonId { get; init; }
}

/// <summary>Where either a party (<c>Pty</c>) or an agent (<c>Agt</c>) may stand: exactly one of the two.</summary>
/// <param name="Party">The party, or null.</param>
/// <param name="Agent">The agent, or null. Has neither BIC nor member id where it is named in another way.</param>
public sealed record PartyOrAgent(PartyIdentification? Party, AgentIdentification? Agent)
{
    /// <summary>An agent that is named by its BIC.</summary>
    public static PartyOrAgent OfBic(string bic) => new(null, AgentIdentification.OfBic(bic));
}
