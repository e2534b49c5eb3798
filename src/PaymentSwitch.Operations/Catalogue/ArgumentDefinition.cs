namespace PaymentSwitch.Operations.Catalogue;

/// <summary>An argument of a command.</summary>
/// <param name="Name">Its name, lower case with dashes: <c>member-id</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Help">What it means, in one line without a full stop.</param>
public sealed record ArgumentDefinition(string Name, ArgumentKind Kind, string Help)
{
    /// <summary>Whether the command cannot do without. A command line takes required arguments by their place.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What it is where nobody gives it, as it would be written; null for nothing.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a command line may take it by its place too, behind the required ones, though it can be left out.</summary>
    public bool HasPlace { get; init; }

    /// <summary>All that it may be; empty where its kind alone bounds it.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The most that a number may be. The least is 1.</summary>
    public long NumberMax { get; init; } = long.MaxValue;

    /// <summary>Whether it names a person: it is neither logged nor stored.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>What it means and what it may be, as a sentence of a command line's help.</summary>
    public string Explained => Help + (Choices.Count > 0 ? $": {string.Join(", ", Choices)}" : "") + ".";

    /// <summary>An argument that the command cannot do without.</summary>
    public static ArgumentDefinition Required(string name, ArgumentKind kind, string help) => new(name, kind, help) { IsRequired = true };

    /// <summary>An argument that can be left out.</summary>
    public static ArgumentDefinition Optional(string name, ArgumentKind kind, string help) => new(name, kind, help);
}

/// <summary>What an argument is.</summary>
public enum ArgumentKind
{
    /// <summary>Text of 1 to 140 characters, none of them a control character.</summary>
    Text = 1,

    /// <summary>A decimal amount above or equal to zero, as <c>1250.00</c>, in the command's currency or else the scheme's.</summary>
    Amount = 2,

    /// <summary>A participant's name in the switch: up to 35 letters and digits.</summary>
    Participant = 3,

    /// <summary>A payment's identity: a version 4 UUID in lower case.</summary>
    Uetr = 4,

    /// <summary>The code of a currency, as <c>EUR</c>.</summary>
    Currency = 5,

    /// <summary>A calendar day, as <c>2026-11-21</c>.</summary>
    Date = 6,

    /// <summary>A whole number of at least 1.</summary>
    Number = 7,

    /// <summary>True or false; false where it is not given.</summary>
    Flag = 8,

    /// <summary>A moment with its zone, as <c>2026-11-21T18:00:00Z</c>.</summary>
    Moment = 9,

    /// <summary>Up to 200 names with commas between, each of up to 140 characters without spaces around it.</summary>
    List = 10,

    /// <summary>The content of a text file of up to 32,768 characters. A command line takes the file's name.</summary>
    File = 11,
}
