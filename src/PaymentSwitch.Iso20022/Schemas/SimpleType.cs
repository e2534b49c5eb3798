using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>
/// What a text may be. What ISO 20022 messages mostly consist of (texts by length, codes, patterns, decimals, dates) is
/// judged on the bytes. Everything else, and whatever is not certain at a glance, is judged by the framework's
/// implementation of the schema's data types. Where that takes more than the recommendation allows (a line feed behind a
/// pattern, a zone beyond 14 hours, digits that it rounds away), the recommendation decides: what is refused by either is
/// refused, so that what the switch passes on is valid to everybody.
/// </summary>
internal sealed class SimpleType
{
    private readonly XmlSchemaDatatype _datatype;
    private readonly Facets _facets;
    private readonly Form _form;
    private readonly uint[] _codes;

    private SimpleType(XmlSchemaDatatype datatype, Facets facets, Form form)
    {
        _datatype = datatype;
        _facets = facets;
        _form = form;
        _codes = facets.Values.Length > 0 && Array.TrueForAll(facets.Values, value => value.Length is > 0 and <= 4) ? [.. facets.Values.Select(value => CodeOf(value))] : [];
    }

    private enum Form
    {
        /// <summary>Only the framework knows.</summary>
        General,

        /// <summary>Characters as they are.</summary>
        Text,

        Decimal,
        Boolean,
        Date,
        DateTime,

        /// <summary>Another date or time, or one with facets.</summary>
        OtherDate,
    }

    /// <summary>What is expected, for an error's text: for example <c>1 to 35 characters</c>.</summary>
    internal string Expected => _facets.Describe(_form switch
    {
        Form.Text => null,
        Form.Decimal => "a decimal",
        Form.Boolean => "true or false",
        Form.Date => "a date such as 2026-11-21",
        Form.DateTime => "a date and time such as 2026-11-21T09:30:00.000Z",
        Form.OtherDate => $"a value of the type {_datatype.TypeCode.ToString().ToLowerInvariant()}",
        _ => $"a value of the type {_datatype.TypeCode.ToString().ToLowerInvariant()}",
    });

    /// <summary>The type that a schema describes.</summary>
    /// <param name="type">The simple type; null where a complex type restricts a text in itself.</param>
    /// <param name="datatype">The framework's view of it.</param>
    /// <param name="patterns">Patterns that have been made automata.</param>
    /// <exception cref="UnsupportedSchemaException">It is of a kind that is not supported.</exception>
    internal static SimpleType Of(XmlSchemaSimpleType? type, XmlSchemaDatatype datatype, PatternCatalogue patterns)
    {
        if (datatype.Variety != XmlSchemaDatatypeVariety.Atomic) throw new UnsupportedSchemaException($"a {datatype.Variety.ToString().ToLowerInvariant()} of simple types");
        if (datatype.TypeCode is XmlTypeCode.Id or XmlTypeCode.Idref or XmlTypeCode.Entity or XmlTypeCode.Notation or XmlTypeCode.QName)
            throw new UnsupportedSchemaException($"the type {datatype.TypeCode.ToString().ToLowerInvariant()}");
        Facets facets = Facets.Of(type, patterns);
        Form form = datatype.TypeCode switch
        {
            XmlTypeCode.String or XmlTypeCode.Decimal or XmlTypeCode.Boolean when type is null || !facets.AreCovered => Form.General,
            XmlTypeCode.String when !facets.ChangesBlanks && !facets.HasRange => Form.Text,
            XmlTypeCode.Decimal when facets.Patterns.Length == 0 && facets.Values.Length == 0 && facets.HasRangeFromZero => Form.Decimal,
            XmlTypeCode.Boolean when facets.Patterns.Length == 0 => Form.Boolean,
            XmlTypeCode.Date when type is not null && facets.IsEmpty => Form.Date,
            XmlTypeCode.DateTime when type is not null && facets.IsEmpty => Form.DateTime,
            XmlTypeCode.Date or XmlTypeCode.DateTime or XmlTypeCode.Time or XmlTypeCode.GYear or XmlTypeCode.GYearMonth
                or XmlTypeCode.GMonth or XmlTypeCode.GMonthDay or XmlTypeCode.GDay => Form.OtherDate,
            _ => Form.General,
        };
        return new SimpleType(datatype, facets, form);
    }

    /// <summary>Whether a value, with references resolved, is one of this type.</summary>
    /// <param name="value">In UTF-8.</param>
    internal bool IsValid(ReadOnlySpan<byte> value) => _form switch
    {
        Form.Text => IsText(value),
        Form.Decimal => LexicalForms.IsDecimal(value, _facets.TotalDigits, _facets.FractionDigits, _facets.IsNotNegative)
            || (IsGenerallyValid(value) && LexicalForms.HasDigits(value.Trim(" \t\r\n"u8), _facets.TotalDigits, _facets.FractionDigits)),
        Form.Boolean => value is [(byte)'0' or (byte)'1'] || value.SequenceEqual("true"u8) || value.SequenceEqual("false"u8) || IsGenerallyValid(value),
        Form.Date => LexicalForms.IsDate(value) || IsGeneralDate(value),
        Form.DateTime => LexicalForms.IsDateTime(value) || IsGeneralDate(value),
        Form.OtherDate => IsGeneralDate(value),
        _ => IsGenerallyValid(value),
    };

    private static uint CodeOf(ReadOnlySpan<byte> value)
    {
        uint code = 0;
        for (int i = 0; i < value.Length; i++) code |= (uint)value[i] << (8 * i);
        return code;
    }

    private bool IsText(ReadOnlySpan<byte> value)
    {
        if (_codes.Length > 0)
        {
            if (value.Length is 0 or > 4 || !_codes.AsSpan().Contains(CodeOf(value))) return false;
        }
        else if (_facets.Values.Length > 0 && !IsOneOf(value))
        {
            return false;
        }

        // Characters are counted as the framework counts them, in units of UTF-16: never more of them than bytes.
        if (value.Length > _facets.LengthMax || _facets.LengthMin > 1)
        {
            int length = Encoding.UTF8.GetCharCount(value);
            if (length > _facets.LengthMax || length < _facets.LengthMin) return false;
        }
        else if (value.Length < _facets.LengthMin)
        {
            return false;
        }

        foreach (PatternAutomaton[] alternatives in _facets.Patterns)
        {
            bool matches = false;
            foreach (PatternAutomaton alternative in alternatives) matches |= alternative.Matches(value);
            if (!matches) return false;
        }

        return true;
    }

    private bool IsOneOf(ReadOnlySpan<byte> value)
    {
        foreach (byte[] allowed in _facets.Values)
            if (value.SequenceEqual(allowed)) return true;
        return false;
    }

    private bool IsGeneralDate(ReadOnlySpan<byte> value) => LexicalForms.IsStrictlyZoned(value.Trim(" \t\r\n"u8)) && IsGenerallyValid(value);

    private bool IsGenerallyValid(ReadOnlySpan<byte> value)
    {
        try
        {
            _datatype.ParseValue(Encoding.UTF8.GetString(value), new NameTable(), null);
            return true;
        }
        // A moment at the very end of the calendar, rounded up, is out of the framework's range: then it throws.
        catch (Exception invalid) when (invalid is XmlSchemaException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>What a type restricts, with all that it is derived from.</summary>
    private sealed class Facets
    {
        private readonly List<string> _patternTexts = [];

        public int LengthMin { get; private set; }

        public int LengthMax { get; private set; } = int.MaxValue;

        public int TotalDigits { get; private set; } = int.MaxValue;

        public int FractionDigits { get; private set; } = int.MaxValue;

        /// <summary>Each must match, by one of its alternatives.</summary>
        public PatternAutomaton[][] Patterns { get; private set; } = [];

        /// <summary>The values that are allowed; empty for all.</summary>
        public byte[][] Values { get; private set; } = [];

        /// <summary>Whether all patterns could be made automata.</summary>
        public bool AreCovered { get; private set; } = true;

        public bool ChangesBlanks { get; private set; }

        public bool HasRange { get; private set; }

        public bool IsNotNegative { get; private set; }

        public bool HasRangeFromZero => !HasRange || IsNotNegative;

        public bool IsEmpty { get; private set; } = true;

        public static Facets Of(XmlSchemaSimpleType? type, PatternCatalogue known)
        {
            var facets = new Facets();
            var patterns = new List<PatternAutomaton[]>();
            for (XmlSchemaSimpleType? at = type; at is not null; at = at.BaseXmlSchemaType as XmlSchemaSimpleType)
            {
                if (at.Content is not XmlSchemaSimpleTypeRestriction restriction) continue;
                // Of values, those that the most derived type lists count.
                bool hasValues = facets.Values.Length > 0;
                foreach (XmlSchemaFacet facet in restriction.Facets.Cast<XmlSchemaFacet>()) facets.Take(facet, hasValues);
                facets.TakeAlternatives(restriction, known, patterns);
            }

            facets.Patterns = [.. patterns];
            return facets;
        }

        public string Describe(string? kind)
        {
            var parts = new List<string>();
            if (kind is not null) parts.Add(kind);
            if (Values.Length > 0) parts.Add((Values.Length > 1 ? "one of " : "") + string.Join(", ", Values.Take(40).Select(value => Encoding.UTF8.GetString(value))) + (Values.Length > 40 ? ", …" : ""));
            if (LengthMax < int.MaxValue || LengthMin > 0)
            {
                parts.Add(LengthMin == LengthMax ? $"exactly {LengthMin} characters"
                    : LengthMax == int.MaxValue ? $"at least {LengthMin} characters"
                    : $"{LengthMin} to {LengthMax} characters");
            }

            if (TotalDigits < int.MaxValue) parts.Add($"at most {TotalDigits} digits");
            if (FractionDigits < int.MaxValue) parts.Add($"at most {FractionDigits} decimals");
            if (IsNotNegative) parts.Add("not below zero");
            parts.AddRange(_patternTexts.Select(pattern => $"the form {pattern}"));
            return parts.Count == 0 ? "any text" : string.Join(", ", parts);
        }

        private void Take(XmlSchemaFacet facet, bool hasValues)
        {
            IsEmpty = false;
            string value = facet.Value ?? "";
            switch (facet)
            {
                // What is derived is stricter than what it is derived from, which the schema's own check ensures.
                case XmlSchemaLengthFacet:
                    LengthMin = Math.Max(LengthMin, Number(value));
                    LengthMax = Math.Min(LengthMax, Number(value));
                    break;
                case XmlSchemaMinLengthFacet:
                    LengthMin = Math.Max(LengthMin, Number(value));
                    break;
                case XmlSchemaMaxLengthFacet:
                    LengthMax = Math.Min(LengthMax, Number(value));
                    break;
                case XmlSchemaTotalDigitsFacet:
                    TotalDigits = Math.Min(TotalDigits, Number(value));
                    break;
                case XmlSchemaFractionDigitsFacet:
                    FractionDigits = Math.Min(FractionDigits, Number(value));
                    break;
                case XmlSchemaEnumerationFacet:
                    if (!hasValues) Values = [.. Values, Encoding.UTF8.GetBytes(value)];
                    break;
                case XmlSchemaPatternFacet:
                    _patternTexts.Add(value);
                    break;
                case XmlSchemaMinInclusiveFacet:
                    HasRange = true;
                    IsNotNegative = decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal least) && least == 0;
                    AreCovered &= IsNotNegative;
                    break;
                case XmlSchemaWhiteSpaceFacet:
                    ChangesBlanks |= value != "preserve";
                    break;
                default:
                    HasRange = true;
                    AreCovered = false;
                    break;
            }
        }

        private void TakeAlternatives(XmlSchemaSimpleTypeRestriction restriction, PatternCatalogue known, List<PatternAutomaton[]> patterns)
        {
            PatternAutomaton?[] alternatives = [.. restriction.Facets.OfType<XmlSchemaPatternFacet>().Select(facet => known.Of(facet.Value ?? ""))];
            if (alternatives.Length == 0) return;
            if (Array.TrueForAll(alternatives, alternative => alternative is not null)) patterns.Add(alternatives!);
            else AreCovered = false;
        }

        private static int Number(string value) => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;
    }
}
