namespace PaymentSwitch.Iso20022.Tests.Messages;

/// <summary>The codes that the standard takes in parts of contents that several messages share.</summary>
public static class Enumerations
{
    public static string[] ChargeBearers { get; } = ["SLEV", "SHAR", "CRED", "DEBT"];

    public static IReadOnlyDictionary<string, string[]> OfPayments { get; } = new Dictionary<string, string[]>
    {
        ["PaymentType.InstructionPriority"] = ["HIGH", "NORM"],
        ["PaymentType.ClearingChannel"] = ["RTGS", "RTNS", "MPNS", "BOOK"],
        ["SettlementInformation.Method"] = ["CLRG", "INDA", "INGA"],
    };
}
