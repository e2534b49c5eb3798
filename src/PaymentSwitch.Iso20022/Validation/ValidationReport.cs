namespace PaymentSwitch.Iso20022.Validation;

/// <summary>What validating a message gave.</summary>
public sealed record ValidationReport
{
    /// <summary>The message definition of the document, for example <c>pacs.008.001.08</c>; null where it is not known.</summary>
    public string? MessageDefinition { get; init; }

    /// <summary>The message's id as far as it could be read, or null.</summary>
    public string? MessageId { get; init; }

    /// <summary>The UETR of the payment it is about, as it is written; null where there is none, or where the message is against the schema.</summary>
    public string? Uetr { get; init; }

    /// <summary>All that is wrong; empty for nothing.</summary>
    public IReadOnlyList<ValidationError> Errors { get; init; } = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsValid => Errors.Count == 0;
}

/// <summary>One thing wrong with a message.</summary>
public sealed record ValidationError
{
    /// <summary>The rule that does not hold (see the catalogue of rules); null for XML, bounds and the schema.</summary>
    public string? Rule { get; init; }

    /// <summary>The code that the switch would answer with: a status reason of pacs.002, or the code of admi.002.</summary>
    public required string Code { get; init; }

    /// <summary>The status reason of ISO 20022: the code itself where that is one, otherwise the one that comes nearest.</summary>
    public required string IsoCode { get; init; }

    /// <summary>The path of the element, from <c>/Document</c> or <c>/AppHdr</c> on; null for the message as a whole.</summary>
    public string? ElementPath { get; init; }

    /// <summary>The line of the element, or of the nearest one around it where it is missing; counted from 1, 0 for none.</summary>
    public int Line { get; init; }

    /// <summary>The column there, in characters, counted from 1; 0 for none.</summary>
    public int Column { get; init; }

    /// <summary>What was found and what was expected.</summary>
    public required string Text { get; init; }
}
