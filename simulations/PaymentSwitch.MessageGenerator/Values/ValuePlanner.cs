using System.Xml.Schema;
using PaymentSwitch.MessageGenerator.Data;
using PaymentSwitch.MessageGenerator.Plans;

namespace PaymentSwitch.MessageGenerator.Values;

/// <summary>
/// Decides once what makes the values of a type at a place. Whatever it decides for has made a number of values that the schema's
/// own types accept.
/// </summary>
internal sealed class ValuePlanner
{
    private const int Samples = 40;

    // Texts of a free kind come from small stocks: with so many draws each of them has almost surely been seen.
    private const int SamplesOfPattern = 400;

    private const int Attempts = 100;

    private readonly Dictionary<(XmlSchemaType, Place), ValueSource> _sources = [];
    private readonly RandomCourse _course = new();
    private readonly Draft[] _drafts;

    public ValuePlanner(GeneratorSettings settings)
    {
        _drafts = [new Draft(settings with { LongestProbability = 0 }), new Draft(settings with { LongestProbability = 1 })];
    }

    /// <summary>What makes the values of a simple type, or of a complex one with simple content.</summary>
    /// <exception cref="GeneratorException">Nothing here makes values of the type.</exception>
    public ValueSource Plan(XmlSchemaType type, Place place)
    {
        if (_sources.TryGetValue((type, place), out ValueSource? known)) return known;
        XmlSchemaDatatype datatype = type.Datatype ?? throw Refuse(type, place, "it has no values");
        if (datatype.Variety != XmlSchemaDatatypeVariety.Atomic) throw Refuse(type, place, "lists and unions are not made");
        var facets = Facets.Of(type);
        ValueSource source = facets.Enumeration.Count > 0 ? Codes.OneOf([.. facets.Enumeration])
            : facets.Patterns.Count > 0 ? OfPattern(type, place, datatype, facets)
            : OfKind(type, place, datatype, facets);
        if (Fault(source, datatype, Samples) is { } fault) throw Refuse(type, place, $"a value made for it is not valid: {fault}");
        return _sources[(type, place)] = source;
    }

    private ValueSource OfPattern(XmlSchemaType type, Place place, XmlSchemaDatatype datatype, Facets facets)
    {
        if (Sources.WithForm(Name(type), place) is { } withForm && Fault(withForm, datatype, SamplesOfPattern) is null) return withForm;
        if (datatype.TypeCode == XmlTypeCode.String)
        {
            ValueSource text = new TextForm(Sources.Text(place, facets.LengthMax), facets.LengthMin ?? 0, facets.LengthMax).Value;
            if (Fault(text, datatype, SamplesOfPattern) is null) return text;
        }

        PatternNode[] patterns;
        try
        {
            patterns = [.. facets.Patterns.Select(PatternReader.Read)];
        }
        catch (FormatException e)
        {
            throw Refuse(type, place, $"its pattern {string.Join(" | ", facets.Patterns)} is not read here: {e.Message}");
        }

        var pattern = new PatternNode.Alternatives(patterns);
        int least = facets.LengthMin ?? 0;
        int most = facets.LengthMax ?? Math.Max(pattern.Shortest + 64, least);
        return draft =>
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                draft.Text.Clear();
                pattern.Write(draft, most);
                if (draft.Text.Length >= least && draft.Text.Length <= most) return;
            }

            throw Refuse(type, place, $"its pattern {string.Join(" | ", facets.Patterns)} gave no text of {least} to {most} characters");
        };
    }

    private ValueSource OfKind(XmlSchemaType type, Place place, XmlSchemaDatatype datatype, Facets facets)
    {
        switch (datatype.TypeCode)
        {
            case XmlTypeCode.String or XmlTypeCode.NormalizedString or XmlTypeCode.Token:
                return OfText(type, place, datatype, facets);
            case XmlTypeCode.Boolean: return draft => draft.Text.Add(draft.Chance(0.5) ? "true" : "false");
            case XmlTypeCode.Decimal: return OfNumber(type, place, new DecimalForm(facets));
            case XmlTypeCode.Integer or XmlTypeCode.NonNegativeInteger or XmlTypeCode.PositiveInteger or XmlTypeCode.Int or XmlTypeCode.Long:
                return OfNumber(type, place, new DecimalForm(facets, fractionDigitsOfType: 0));
            case XmlTypeCode.Date:
                return place.Element switch
                {
                    "BirthDt" => Times.Birthday,
                    "IntrBkSttlmDt" => Times.SettlementDate,
                    _ => Times.Date,
                };
            case XmlTypeCode.DateTime: return place.Element is "CreDtTm" or "CreDt" or "AccptncDtTm" ? Times.Created : Times.Instant;
            case XmlTypeCode.Time: return Times.TimeOfDay;
            case XmlTypeCode.GYear: return Times.Year;
            case XmlTypeCode.GYearMonth: return Times.YearMonth;
            case XmlTypeCode.GMonth: return Times.Month;
            case XmlTypeCode.GMonthDay: return Times.MonthDay;
            case XmlTypeCode.GDay: return Times.DayOfMonth;
            case XmlTypeCode.Base64Binary: return draft => Binary(draft, facets);
            default: throw Refuse(type, place, $"values of the kind {datatype.TypeCode} are not made");
        }
    }

    private ValueSource OfText(XmlSchemaType type, Place place, XmlSchemaDatatype datatype, Facets facets)
    {
        if (Sources.WithForm(Name(type), place) is { } withForm && Fault(withForm, datatype, Samples) is null) return withForm;
        return new TextForm(Sources.Text(place, facets.LengthMax), facets.LengthMin ?? 0, facets.LengthMax).Value;
    }

    private static ValueSource OfNumber(XmlSchemaType type, Place place, DecimalForm form) => place.Element switch
    {
        _ when form.IsEmpty => throw Refuse(type, place, "no number of up to 18 digits is within its bounds"),
        "IntrBkSttlmAmt" => form.Settled,
        "TtlIntrBkSttlmAmt" or "CtrlSum" => form.Total,
        { } name when name.EndsWith("Amt", StringComparison.Ordinal) => form.Amount,
        { } name when name.EndsWith("Rate", StringComparison.Ordinal) => form.Rate,
        _ => form.Value,
    };

    private static void Binary(Draft draft, Facets facets)
    {
        int least = facets.LengthMin ?? 0;
        Span<byte> bytes = new byte[draft.Random.Next(least, Math.Min(facets.LengthMax ?? 64, least + 64) + 1)];
        draft.Random.NextBytes(bytes);
        draft.Text.Add(Convert.ToBase64String(bytes));
    }

    // Null where all samples are valid.
    private string? Fault(ValueSource source, XmlSchemaDatatype datatype, int samples)
    {
        foreach (Draft draft in _drafts)
        {
            var random = new Random(20022);
            for (int i = 0; i < samples; i++)
            {
                // Now and then another country and currency.
                if (i % 4 == 0) draft.Begin(random, _course, null);
                draft.Text.Clear();
                source(draft);
                try
                {
                    datatype.ParseValue(draft.Text.Written.ToString(), null, null);
                }
                catch (XmlSchemaException e)
                {
                    return $"'{draft.Text.Written}': {e.Message}";
                }
            }
        }

        return null;
    }

    private static GeneratorException Refuse(XmlSchemaType type, Place place, string why) =>
        new($"No values for the type {(type.Name is null ? "without a name" : Name(type))} of {place.Parent}/{place.Element}: {why}.");

    private static string Name(XmlSchemaType type) => type.Name ?? "";
}
