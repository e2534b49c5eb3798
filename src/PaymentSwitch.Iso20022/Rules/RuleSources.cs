namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Where rules come from, named as the papers name themselves.</summary>
internal static class RuleSources
{
    internal const string Guidelines = "the scheme's usage guidelines for pacs.008 (SEPA Instant: EPC inter-PSP implementation guidelines)";
    internal const string Definition = "ISO 20022 message definition report, Payments Clearing and Settlement";
    internal const string Exceptions = "ISO 20022 message definition report, Exceptions and Investigations";
    internal const string CashManagement = "ISO 20022 message definition report, Cash Management";
    internal const string Requests = "ISO 20022 message definition report, Creditor Payment Activation Request";
    internal const string Header = "ISO 20022 business application header, message usage guide";
    internal const string Rulebook = "the scheme's rulebook";
    internal const string Switch = "this switch";

    internal static string CodeSet(string name) => $"ISO 20022 external code set {name}, and {Rulebook}";
}
