using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Parts of the switch's own messages, made of the values that the switch has.</summary>
internal static class NamedParts
{
    /// <summary>An account by its number: as an IBAN where it is one.</summary>
    internal static AccountIdentification Account(string number, string? currency = null) => Iban.IsValid(number)
        ? new AccountIdentification { Iban = number, Currency = currency }
        : new AccountIdentification { OtherId = number, Currency = currency };

    /// <summary>A bank where a message wants a party: by its BIC, else by its member id.</summary>
    internal static PartyIdentification Party(AgentIdentification agent) =>
        agent.Bic is not null ? new PartyIdentification { Bic = agent.Bic } : new PartyIdentification { OrganisationId = agent.MemberId };

    /// <summary>A bank where a message wants a party or an agent.</summary>
    internal static PartyOrAgent Agent(AgentIdentification agent) => new(null, agent);

    /// <summary>The size of a balance, whichever side it is on.</summary>
    internal static Money Size(Money balance) => balance with { MinorUnits = Math.Abs(balance.MinorUnits) };

    /// <summary>A reason of the switch's own: its code, and what is said beside, cut where it is too long.</summary>
    internal static ReasonInformation Reason(AgentIdentification by, string code, string? text) => new()
    {
        Originator = Party(by),
        Reason = new CodeText(code, IsProprietary: code.Length > 4),
        AdditionalInformation = string.IsNullOrEmpty(text) ? [] : [Cut(text, 105)],
    };

    /// <summary>The text, or as much of its beginning as an element holds.</summary>
    internal static string Cut(string text, int lengthMax)
    {
        if (text.Length <= lengthMax) return text;
        // Half a character cannot be written as UTF-8.
        return text[..(char.IsHighSurrogate(text[lengthMax - 1]) ? lengthMax - 1 : lengthMax)];
    }
}
