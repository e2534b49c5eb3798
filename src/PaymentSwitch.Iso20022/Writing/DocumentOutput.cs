using System.Buffers;
using System.Globalization;
using System.Text;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>
/// Writes one message of a content in texts: the wrapper and header where there is one, the <c>Document</c>, and in it elements
/// within elements. What is null is left out, and so is an element that turns out to hold nothing. Every value is checked against
/// the form of its type, so that what is written is valid as far as types go.
/// </summary>
internal sealed class DocumentOutput
{
    private readonly IBufferWriter<byte> _output;
    private readonly bool _hasWrapper;
    private readonly List<string> _open = [];
    private int _writtenOpen;

    private DocumentOutput(IBufferWriter<byte> output, bool hasWrapper)
    {
        _output = output;
        _hasWrapper = hasWrapper;
    }

    /// <summary>Begins a message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="definition">The definition of what is written.</param>
    /// <param name="versions">The definitions that the writer knows.</param>
    /// <exception cref="ArgumentException">The definition is none of them.</exception>
    internal static DocumentOutput Begin(IBufferWriter<byte> output, OutgoingHeader? header, string definition, params IReadOnlyList<string> versions)
    {
        ArgumentNullException.ThrowIfNull(output);
        var xml = new XmlOutput(output);
        if (header is not null) BusinessMessage.Begin(ref xml, header);
        BusinessMessage.BeginDocument(ref xml, definition, versions);
        xml.Flush();
        return new DocumentOutput(output, header is not null);
    }

    /// <summary>Ends the message, and hands everything over.</summary>
    internal void End()
    {
        var xml = new XmlOutput(_output);
        xml.Raw("</Document>"u8);
        if (_hasWrapper) BusinessMessage.End(ref xml);
        else xml.Flush();
    }

    /// <summary>Begins an element that is there even if nothing is in it. It ends where the result is disposed of.</summary>
    internal Scope In(string name)
    {
        Scope scope = Within(name);
        WriteOpen();
        return scope;
    }

    /// <summary>Begins an element that is only there if something is in it. It ends where the result is disposed of.</summary>
    internal Scope Within(string name)
    {
        _open.Add(name);
        return new Scope(this);
    }

    /// <summary>A text of 1 to so many characters.</summary>
    /// <exception cref="ArgumentException">The text is empty or longer.</exception>
    internal void Text(string name, string? text, int lengthMax)
    {
        if (text is null) return;
        WriteOpen();
        var xml = new XmlOutput(_output);
        xml.Element(Encoding.UTF8.GetBytes(name), text, lengthMax);
        xml.Flush();
    }

    /// <summary>An id of 1 to 35 characters.</summary>
    internal void Id(string name, string? id) => Text(name, id, BusinessMessage.IdLengthMax);

    /// <summary>Texts, each in an element of its own.</summary>
    internal void Texts(string name, IReadOnlyList<string> texts, int lengthMax)
    {
        foreach (string text in texts) Text(name, text, lengthMax);
    }

    /// <summary>A moment (<c>xs:dateTime</c>).</summary>
    internal void Time(string name, string? time) =>
        Checked(name, time, time is not null && IsoDateTime.TryParse(time, out _, out _), "a time such as 2026-11-21T05:00:00.000Z");

    /// <summary>A day (<c>xs:date</c>).</summary>
    internal void Day(string name, string? day) =>
        Checked(name, day, day is not null && IsoDateTime.TryParseDay(day, out _), "a day such as 2026-11-21");

    /// <summary>A time of any day (<c>xs:time</c>).</summary>
    internal void TimeOfDay(string name, string? time) =>
        Checked(name, time, time is not null && IsoDateTime.TryParse("2000-01-01T" + time, out _, out _), "a time of day such as 05:00:00Z");

    /// <summary>A choice of day and time: <c>DtTm</c> where the text is a time, else <c>Dt</c>.</summary>
    internal void DayOrTime(string name, string? dayOrTime)
    {
        if (dayOrTime is null) return;
        using (In(name))
        {
            if (dayOrTime.Contains('T', StringComparison.Ordinal)) Time("DtTm", dayOrTime);
            else Day("Dt", dayOrTime);
        }
    }

    /// <summary>A UETR.</summary>
    internal void Uetr(string name, string? uetr) =>
        Checked(name, uetr, uetr is not null && Domain.Identification.Uetr.TryParse(uetr, out _), "a version 4 UUID in lower case");

    /// <summary>A count of up to 15 digits.</summary>
    internal void Count(string name, string? count) =>
        Checked(name, count, count is { Length: >= 1 and <= 15 } && !count.AsSpan().ContainsAnyExceptInRange('0', '9'), "1 to 15 digits");

    /// <summary>A count.</summary>
    internal void Count(string name, int count) => Count(name, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>A decimal of up to 18 digits.</summary>
    internal void Decimal(string name, string? number, int fractionMax = 17) =>
        Checked(name, number, number is not null && IsDecimal(number, fractionMax), $"a decimal of at most 18 digits, {fractionMax} of them after the point");

    /// <summary>A truth value.</summary>
    internal void Flag(string name, bool? flag) => Text(name, flag is null ? null : flag.Value ? "true" : "false", 5);

    /// <summary>An amount with its currency as attribute.</summary>
    internal void Amount(string name, AmountText? amount)
    {
        if (amount is null) return;
        // The schemas have no sign on an amount.
        if (!IsDecimal(amount.Value, 5) || amount.Value[0] == '-') throw NotOfItsForm(name, amount.Value, "an amount of at most 18 digits, 5 of them after the point");
        if (!IsCurrency(amount.Currency)) throw NotOfItsForm(name, amount.Currency, "a currency of three capital letters");
        WriteOpen();
        var xml = new XmlOutput(_output);
        xml.Raw("<"u8);
        xml.Text(name);
        xml.Raw(" Ccy=\""u8);
        xml.Text(amount.Currency);
        xml.Raw("\">"u8);
        xml.Text(amount.Value);
        xml.Close(Encoding.UTF8.GetBytes(name));
        xml.Flush();
    }

    /// <summary>The code of a currency.</summary>
    internal void Currency(string name, string? currency) => Checked(name, currency, currency is not null && IsCurrency(currency), "three capital letters");

    /// <summary>A choice of code and proprietary code.</summary>
    internal void Code(string name, CodeText? code, int codeLengthMax = 4, int proprietaryLengthMax = 35)
    {
        if (code is null) return;
        using (In(name))
        {
            if (code.IsProprietary) Text("Prtry", code.Text, proprietaryLengthMax);
            else Text("Cd", code.Text, codeLengthMax);
        }
    }

    /// <summary>Refuses a content with nothing where the schema wants at least one.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static void RequireAny(string name, int count)
    {
        if (count == 0) throw new ArgumentException($"There is no {name}; expected at least one.");
    }

    /// <summary>Refuses a content with several alternatives of a choice.</summary>
    /// <exception cref="ArgumentException">More than one of them is there.</exception>
    internal static void RequireAtMostOne(string name, params ReadOnlySpan<bool> alternatives)
    {
        if (alternatives.Count(true) > 1) throw new ArgumentException($"{name} has several alternatives; expected at most one.");
    }

    /// <summary>The refusal of a value that its element has no room for.</summary>
    internal static ArgumentException NotOfItsForm(string name, string? value, string expected) => new($"{name} is '{value}'; expected {expected}.");

    private static bool IsCurrency(string text) => text.Length == 3 && !text.AsSpan().ContainsAnyExceptInRange('A', 'Z');

    private static bool IsDecimal(ReadOnlySpan<char> text, int fractionMax)
    {
        if (text is ['-', ..]) text = text[1..];
        int point = text.IndexOf('.');
        // The schemas count the digits of the number, not of the text: zeros at the end of the fraction are none.
        if (point >= 0) text = text.TrimEnd('0');
        int fraction = point < 0 ? 0 : text.Length - point - 1;
        int digits = text.Length - (point < 0 ? 0 : 1);
        if (digits is 0 or > 18 || fraction > fractionMax) return false;
        for (int i = 0; i < text.Length; i++)
            if (i != point && !char.IsAsciiDigit(text[i])) return false;
        return true;
    }

    private void Checked(string name, string? text, bool hasForm, string expected)
    {
        if (text is null) return;
        if (!hasForm) throw NotOfItsForm(name, text, expected);
        Text(name, text, int.MaxValue);
    }

    private void WriteOpen()
    {
        if (_writtenOpen == _open.Count) return;
        var xml = new XmlOutput(_output);
        for (; _writtenOpen < _open.Count; _writtenOpen++) xml.Open(Encoding.UTF8.GetBytes(_open[_writtenOpen]));
        xml.Flush();
    }

    private void EndElement()
    {
        string name = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (_writtenOpen <= _open.Count) return;
        _writtenOpen--;
        var xml = new XmlOutput(_output);
        xml.Close(Encoding.UTF8.GetBytes(name));
        xml.Flush();
    }

    /// <summary>From an element's start to its end.</summary>
    internal readonly struct Scope(DocumentOutput document) : IDisposable
    {
        /// <summary>Ends the element.</summary>
        public void Dispose() => document.EndElement();
    }
}
