using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>How a message must name the payment that it speaks of.</summary>
internal static class OriginalRules
{
    internal static MessageError WrongCount(string path, int count) => new(
        MessageErrorKind.Content, MessageErrorCodes.TransactionCount, path, 0, 0, $"Found {count} transactions, expected 1.");

    internal static MessageError? CheckUetr(string? text, string path, out Uetr uetr)
    {
        if (Uetr.TryParse(text, out uetr)) return null;
        string found = text is null ? "The original UETR (OrgnlUETR) is missing" : $"Found '{ErrorText.Cut(text, 40)}'";
        return new MessageError(MessageErrorKind.Content, MessageErrorCodes.OriginalUetr, path + "/OrgnlUETR", 0, 0,
            $"{found}; expected the payment's UETR, a version 4 UUID in lower case.");
    }
}
