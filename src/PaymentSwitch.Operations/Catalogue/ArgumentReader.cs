using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Operations.Catalogue;

/// <summary>Turns the written arguments of a command into values, and collects everything that is wrong with them.</summary>
public static class ArgumentReader
{
    /// <summary>The most characters of a text argument, and of a reason.</summary>
    public const int TextLengthMax = 140;

    /// <summary>The most characters of a file's content.</summary>
    public const int FileLengthMax = 32 * 1024;

    private const int ListMax = 200;
    private static readonly string[] MomentForms = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.fffzzz"];

    /// <summary>Reads arguments.</summary>
    /// <param name="command">Whose.</param>
    /// <param name="written">What was given, by name.</param>
    /// <param name="schemeCurrency">What amounts are in where the command has no currency of its own.</param>
    /// <param name="errors">Takes what is wrong, in the order of the definition; unknown arguments come first.</param>
    public static ArgumentValues Read(
        CommandDefinition command, IReadOnlyDictionary<string, string> written, Currency schemeCurrency, List<ArgumentError> errors)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(errors);
        foreach (string name in written.Keys.Where(name => command.Arguments.All(argument => argument.Name != name)).Order(StringComparer.Ordinal))
            errors.Add(new ArgumentError(name, "argument.unknown", $"'{name}' is no argument of {command.Name}; expected {Known(command)}."));
        Currency currency = CurrencyOf(command, written) ?? schemeCurrency;
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (ArgumentDefinition argument in command.Arguments)
        {
            string? text = written.GetValueOrDefault(argument.Name) ?? argument.Default;
            if (text is null && argument.IsRequired)
                errors.Add(new ArgumentError(argument.Name, "argument.missing", $"{argument.Name}: found nothing, expected {Expected(argument, currency)}."));
            object? value = text is null ? null : Value(argument, text, currency);
            if (text is not null && value is null)
                errors.Add(new ArgumentError(argument.Name, "argument.invalid", $"{argument.Name}: found '{Shown(text)}', expected {Expected(argument, currency)}."));
            values[argument.Name] = value;
        }

        return new ArgumentValues(values);
    }

    /// <summary>What an argument must be, in words.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="currency">What amounts are in; null where that is not known yet.</param>
    public static string Expected(ArgumentDefinition argument, Currency? currency)
    {
        ArgumentNullException.ThrowIfNull(argument);
        if (argument.Choices.Count > 0) return $"one of {string.Join(", ", argument.Choices)}";
        return argument.Kind switch
        {
            ArgumentKind.Text => $"a text of 1 to {TextLengthMax} characters",
            ArgumentKind.Amount when currency is not null => $"a decimal amount in {currency.Code} with at most {currency.Exponent} decimals",
            ArgumentKind.Amount => "a decimal amount",
            ArgumentKind.Participant => "a participant's name of up to 35 letters and digits",
            ArgumentKind.Uetr => "a UETR: a version 4 UUID in lower case",
            ArgumentKind.Currency => "the code of a currency of ISO 4217",
            ArgumentKind.Date => "a day as YYYY-MM-DD",
            ArgumentKind.Number when argument.NumberMax < long.MaxValue => $"a whole number from 1 to {argument.NumberMax.ToString(CultureInfo.InvariantCulture)}",
            ArgumentKind.Number => "a whole number of at least 1",
            ArgumentKind.Flag => "true or false",
            ArgumentKind.Moment => "a moment with its zone, as 2026-11-21T18:00:00Z",
            ArgumentKind.List => $"1 to {ListMax} names with commas between",
            ArgumentKind.File => $"the content of a text file of 1 to {FileLengthMax} characters",
            _ => throw new ArgumentOutOfRangeException(nameof(argument), argument.Kind, "There is no such kind of argument."),
        };
    }

    /// <summary>Whether a text can be journaled and shown as it is: neither empty nor too long, and without control characters.</summary>
    public static bool IsPlainText(string text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= TextLengthMax && !text.Any(char.IsControl);

    private static object? Value(ArgumentDefinition argument, string text, Currency currency)
    {
        if (argument.Choices.Count > 0) return argument.Choices.Contains(text) ? text : null;
        return argument.Kind switch
        {
            ArgumentKind.Text => IsPlainText(text) ? text : null,
            ArgumentKind.Amount => Money.Parse(text, currency, out Money money) == MoneyParse.Ok ? money : null,
            ArgumentKind.Participant => text.Length is > 0 and <= 35 && text.All(char.IsAsciiLetterOrDigit) ? new ParticipantId(text) : null,
            ArgumentKind.Uetr => Uetr.TryParse(text, out Uetr uetr) ? uetr : null,
            ArgumentKind.Currency => Currency.Find(text),
            ArgumentKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null,
            ArgumentKind.Number => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= 1 && number <= argument.NumberMax ? number : null,
            ArgumentKind.Flag => text switch { "true" => true, "false" => false, _ => null },
            ArgumentKind.Moment => MomentOf(text),
            ArgumentKind.List => ListOf(text),
            ArgumentKind.File => text.Length is > 0 and <= FileLengthMax && !text.Contains('\0', StringComparison.Ordinal) ? text : null,
            _ => throw new ArgumentOutOfRangeException(nameof(argument), argument.Kind, "There is no such kind of argument."),
        };
    }

    private static long? MomentOf(string text) =>
        DateTimeOffset.TryParseExact(text.Replace("Z", "+00:00", StringComparison.Ordinal), MomentForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset moment)
        && moment.ToUnixTimeMilliseconds() > 0
            ? moment.ToUnixTimeMilliseconds()
            : null;

    private static string[]? ListOf(string text)
    {
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        return names.Length <= ListMax && Array.TrueForAll(names, IsPlainText) ? names : null;
    }

    private static Currency? CurrencyOf(CommandDefinition command, IReadOnlyDictionary<string, string> written)
    {
        ArgumentDefinition? argument = command.Arguments.FirstOrDefault(argument => argument.Kind == ArgumentKind.Currency);
        return argument is not null && written.GetValueOrDefault(argument.Name) is string code ? Currency.Find(code) : null;
    }

    private static string Known(CommandDefinition command) =>
        command.Arguments.Count == 0 ? "none" : $"one of {string.Join(", ", command.Arguments.Select(argument => argument.Name))}";

    // Somebody may send anything: what is told back is bounded and has no control characters.
    private static string Shown(string text) => new([.. text.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);
}

/// <summary>What is wrong with an argument.</summary>
/// <param name="Argument">Its name, as it was given.</param>
/// <param name="Code"><c>argument.unknown</c>, <c>argument.missing</c> or <c>argument.invalid</c>.</param>
/// <param name="Text">What was found and what was expected.</param>
public sealed record ArgumentError(string Argument, string Code, string Text);
