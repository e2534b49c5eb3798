using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Operations.Catalogue;

/// <summary>The arguments of a command, read. Asking for one that the command has not, or as another kind, is a fault in the command.</summary>
public sealed class ArgumentValues
{
    private readonly IReadOnlyDictionary<string, object?> _values;

    internal ArgumentValues(IReadOnlyDictionary<string, object?> values) => _values = values;

    /// <summary>A required text, or one with a default.</summary>
    public string Text(string name) => (string)Given(name);

    /// <summary>A required amount.</summary>
    public Money Amount(string name) => (Money)Given(name);

    /// <summary>A required participant.</summary>
    public ParticipantId Participant(string name) => (ParticipantId)Given(name);

    /// <summary>A required payment.</summary>
    public Uetr Uetr(string name) => (Uetr)Given(name);

    /// <summary>A required number, or one with a default.</summary>
    public long Number(string name) => (long)Given(name);

    /// <summary>A required day.</summary>
    public DateOnly Date(string name) => (DateOnly)Given(name);

    /// <summary>Whether a flag is set.</summary>
    public bool Flag(string name) => (bool?)_values[name] ?? false;

    /// <summary>A required list of names.</summary>
    public IReadOnlyList<string> List(string name) => (string[])Given(name);

    /// <summary>A list of names, or null where it was left out.</summary>
    public IReadOnlyList<string>? ListOrNull(string name) => (string[]?)_values[name];

    /// <summary>A required moment, in Unix milliseconds.</summary>
    public long Moment(string name) => (long)Given(name);

    /// <summary>A moment in Unix milliseconds, or null where it was left out.</summary>
    public long? MomentOrNull(string name) => (long?)_values[name];

    /// <summary>A payment, or null where it was left out.</summary>
    public Uetr? UetrOrNull(string name) => (Uetr?)_values[name];

    /// <summary>A text, or null where it was left out.</summary>
    public string? TextOrNull(string name) => (string?)_values[name];

    /// <summary>An amount, or null where it was left out.</summary>
    public Money? AmountOrNull(string name) => (Money?)_values[name];

    /// <summary>A participant, or null where it was left out.</summary>
    public ParticipantId? ParticipantOrNull(string name) => (ParticipantId?)_values[name];

    /// <summary>A currency, or null where it was left out.</summary>
    public Currency? CurrencyOrNull(string name) => (Currency?)_values[name];

    /// <summary>A number, or null where it was left out.</summary>
    public long? NumberOrNull(string name) => (long?)_values[name];

    /// <summary>A day, or null where it was left out.</summary>
    public DateOnly? DateOrNull(string name) => (DateOnly?)_values[name];

    private object Given(string name) =>
        _values[name] ?? throw new InvalidOperationException($"The argument '{name}' may be left out: the command has to ask whether it was.");
}
