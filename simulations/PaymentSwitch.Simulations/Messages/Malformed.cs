using System.Globalization;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Messages;

/// <summary>Messages that cannot be taken, each for a reason of its own.</summary>
internal static class Malformed
{
    /// <summary>Each kind, made of a message that would be in order.</summary>
    public static IReadOnlyList<(string Kind, string Message)> All(PaymentRecord payment, Random random)
    {
        string good = BankMessages.CreditTransfer(payment, random, DateTimeOffset.UtcNow);
        string deep = string.Concat(Enumerable.Repeat("<a>", 50_000));
        return
        [
            ("no-xml", "Please pay Bob 10 euros."),
            ("truncated", good[..(good.Length * 2 / 3)]),
            ("document-type", "<!DOCTYPE a [<!ENTITY b \"" + new string('x', 100) + "\">]>" + good[good.IndexOf('\n', StringComparison.Ordinal)..]),
            ("unknown-version", good.Replace("pacs.008.001.08", "pacs.008.001.99", StringComparison.Ordinal)),
            ("element-missing", good.Replace($"<EndToEndId>E{payment.Uetr:N}</EndToEndId>", "", StringComparison.Ordinal)),
            ("amount-is-text", good.Replace($">{payment.Amount}<", ">ten<", StringComparison.Ordinal)),
            ("nested-too-deeply", deep),
            ("empty", " "),
            ("year-wrong", good.Replace("<CreDtTm>", "<CreDtTm>" + DateTime.UtcNow.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)),
        ];
    }
}
