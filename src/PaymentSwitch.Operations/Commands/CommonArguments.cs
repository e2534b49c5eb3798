using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Operations.Commands;

/// <summary>Arguments that several commands have, with one name and one meaning.</summary>
internal static class CommonArguments
{
    public static ArgumentDefinition Participant { get; } = ArgumentDefinition.Required("participant", ArgumentKind.Participant, "whose, by its name in the switch");

    public static ArgumentDefinition Amount { get; } = ArgumentDefinition.Required("amount", ArgumentKind.Amount, "how much, as 1250.00");

    public static ArgumentDefinition Reference { get; } =
        ArgumentDefinition.Optional("reference", ArgumentKind.Text, "names this movement, as the settlement bank does; without, the approval does") with { HasPlace = true };

    public static ArgumentDefinition Currency { get; } = ArgumentDefinition.Optional("currency", ArgumentKind.Currency, "the account's currency, where it is not the first scheme's");

    public static ArgumentDefinition Uetr { get; } = ArgumentDefinition.Required("uetr", ArgumentKind.Uetr, "which payment");
}
