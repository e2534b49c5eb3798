using PaymentSwitch.MessageGenerator.Plans;

namespace PaymentSwitch.MessageGenerator.Data;

/// <summary>Identifications that have a form of their own, and references that banks make up.</summary>
internal static class Identifiers
{
    /// <summary>Digits first, then capital letters.</summary>
    public const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private const string Hexadecimal = "0123456789abcdef";

    private static readonly string[] ReferencePrefixes = ["", "MSG", "PAY", "TX", "INV-", "PO/", "RF-", "20/", "K"];

    private static readonly string[] Definitions =
        ["pacs.008.001.08", "pacs.002.001.10", "pacs.028.001.03", "pacs.004.001.09", "pacs.009.001.08", "camt.056.001.08", "camt.029.001.09"];

    /// <summary>A business identifier code (ISO 9362) in the country that is meant, with or without a branch. Most belong to nobody.</summary>
    public static void Bic(Draft draft)
    {
        Letters(draft, 4);
        draft.Text.Add(draft.Country.Code);
        Letters(draft, 1);
        // A second character of 0 is for testing, of 1 for passive participants.
        draft.Text.Add(Alphanumeric[draft.Random.Next(2, 36)]);
        int branch = draft.Random.Next(5);
        if (branch < 2) draft.Text.Add("XXX");
        else if (branch == 2) Alphanumerics(draft, 3);
    }

    /// <summary>The BIC of the agent that is meant: the sender's, the receiver's, or another.</summary>
    public static void AgentBic(Draft draft)
    {
        if (draft.TakeAgent() is { } bic) draft.Text.Add(bic);
        else Bic(draft);
    }

    /// <summary>A legal entity identifier (ISO 17442): who issued it, two zeros, twelve for the entity, two check digits.</summary>
    public static void Lei(Draft draft)
    {
        Digits(draft, 4);
        draft.Text.Add("00");
        Alphanumerics(draft, 12);
        draft.Text.Add(Mod97.CheckDigits(draft.Text.Last(18), ""), "00");
    }

    /// <summary>A structured creditor reference (ISO 11649): RF, two check digits, up to 21 characters.</summary>
    public static void CreditorReference(Draft draft)
    {
        int length = draft.Random.Next(4, 22);
        draft.Text.Add("RF00");
        Alphanumerics(draft, length);
        int check = Mod97.CheckDigits(draft.Text.Last(length), "RF");
        Span<char> digits = draft.Text.Last(length + 2);
        digits[0] = (char)('0' + (check / 10));
        digits[1] = (char)('0' + (check % 10));
    }

    /// <summary>A version 4 UUID in lower case.</summary>
    public static void Uetr(Draft draft)
    {
        Span<byte> random = stackalloc byte[16];
        draft.Random.NextBytes(random);
        random[6] = (byte)((random[6] & 0x0F) | 0x40);
        random[8] = (byte)((random[8] & 0x3F) | 0x80);
        for (int i = 0; i < 16; i++)
        {
            if (i is 4 or 6 or 8 or 10) draft.Text.Add('-');
            draft.Text.Add(Hexadecimal[random[i] >> 4]).Add(Hexadecimal[random[i] & 15]);
        }
    }

    /// <summary>A securities identification number (ISO 6166), with its check digit.</summary>
    public static void Isin(Draft draft)
    {
        draft.Text.Add(draft.Country.Code);
        Alphanumerics(draft, 9);
        // Luhn over the digits, a letter giving two of them, from the right.
        int sum = 0;
        bool twice = true;
        ReadOnlySpan<char> text = draft.Text.Last(11);
        for (int i = 10; i >= 0; i--)
        {
            int value = Alphanumeric.IndexOf(text[i], StringComparison.Ordinal);
            for (int rest = value; ; rest /= 10)
            {
                int digit = (rest % 10) * (twice ? 2 : 1);
                sum += (digit / 10) + (digit % 10);
                twice = !twice;
                if (rest < 10) break;
            }
        }

        draft.Text.Add((char)('0' + ((10 - (sum % 10)) % 10)));
    }

    /// <summary>A reference as banks and their customers make them up, 10 to 28 characters.</summary>
    public static void Reference(Draft draft)
    {
        draft.Text.Add(draft.Pick(ReferencePrefixes));
        draft.Text.Add(draft.Settings.Now.Date, "yyyyMMdd");
        if (draft.Chance(0.5)) draft.Text.Add('-');
        Alphanumerics(draft, draft.Random.Next(2, 15));
    }

    /// <summary>The id of the message that is being written.</summary>
    public static void MessageId(Draft draft) => draft.Text.Add(draft.MessageId);

    /// <summary>The name of another message's definition.</summary>
    public static void Definition(Draft draft) => draft.Text.Add(draft.Pick(Definitions));

    /// <summary>An account number without a form of its own.</summary>
    public static void Number(Draft draft) => Digits(draft, draft.Random.Next(6, 13));

    /// <summary>A code of a list that is not known here: four letters.</summary>
    public static void ShortCode(Draft draft) => Letters(draft, 4);

    /// <summary>How many transactions the message has.</summary>
    public static void TransactionCount(Draft draft) => draft.Text.Add(Math.Max(1, draft.TransactionCount));

    private static void Digits(Draft draft, int count)
    {
        for (int i = 0; i < count; i++) draft.Text.Add((char)('0' + draft.Random.Next(10)));
    }

    private static void Letters(Draft draft, int count)
    {
        for (int i = 0; i < count; i++) draft.Text.Add((char)('A' + draft.Random.Next(26)));
    }

    private static void Alphanumerics(Draft draft, int count)
    {
        for (int i = 0; i < count; i++) draft.Text.Add(Alphanumeric[draft.Random.Next(36)]);
    }
}
