using System.Buffers;
using System.Globalization;
using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>
/// Puts XML into a buffer: markup as it is handed over, texts with what XML reserves written as references. A character that
/// XML does not allow (a control character, half a surrogate pair) is replaced by a question mark, so that what is
/// written is always well-formed.
/// </summary>
internal ref struct XmlOutput(IBufferWriter<byte> output)
{
    private Span<byte> _free;
    private int _used;

    /// <summary>Writes markup.</summary>
    internal void Raw(scoped ReadOnlySpan<byte> markup)
    {
        markup.CopyTo(Reserve(markup.Length));
        _used += markup.Length;
    }

    /// <summary>Writes an element that holds a text of 1 to so many characters.</summary>
    /// <exception cref="ArgumentException">The text is empty or longer.</exception>
    internal void Element(ReadOnlySpan<byte> name, string text, int lengthMax)
    {
        if (text.Length == 0 || text.Length > lengthMax)
            throw new ArgumentException($"{Encoding.UTF8.GetString(name)} is '{text}'; expected 1 to {lengthMax} characters.", nameof(text));
        Open(name);
        Text(text);
        Close(name);
    }

    /// <summary>Writes such an element, or nothing where there is no text.</summary>
    internal void Optional(ReadOnlySpan<byte> name, string? text, int lengthMax)
    {
        if (text is not null) Element(name, text, lengthMax);
    }

    /// <summary>Writes an element that holds as much of a text as fits; nothing where there is no text.</summary>
    internal void Cut(ReadOnlySpan<byte> name, string? text, int lengthMax)
    {
        if (string.IsNullOrEmpty(text)) return;
        int length = Math.Min(text.Length, lengthMax);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1])) length--;
        Open(name);
        Text(text.AsSpan(0, length));
        Close(name);
    }

    /// <summary>Writes an element that holds a moment in UTC, to the millisecond.</summary>
    internal void Time(ReadOnlySpan<byte> name, long ms)
    {
        Open(name);
        Span<byte> target = Reserve(32);
        // The round-trip format is written without looking a pattern up: 2026-11-21T09:30:00.0000000Z, of which the first 23 stay.
        if (!DateTime.UnixEpoch.AddMilliseconds(ms).TryFormat(target, out int written, "O", CultureInfo.InvariantCulture) || written != 28)
            throw new InvalidOperationException("A time did not fit into 32 bytes.");
        target[23] = (byte)'Z';
        _used += 24;
        Close(name);
    }

    /// <summary>Writes an element that holds an amount, with its currency as attribute.</summary>
    internal void Amount(ReadOnlySpan<byte> name, Money amount)
    {
        Span<char> digits = stackalloc char[24];
        int length = amount.Format(digits);
        Raw("<"u8);
        Raw(name);
        Raw(" Ccy=\""u8);
        Text(amount.Currency.Code);
        Raw("\">"u8);
        Text(digits[..length]);
        Close(name);
    }

    /// <summary>Writes an element that holds a UETR.</summary>
    internal void Uetr(ReadOnlySpan<byte> name, Uetr uetr)
    {
        Open(name);
        Span<byte> target = Reserve(Domain.Identification.Uetr.Length);
        if (!uetr.Value.TryFormat(target, out int written, "D")) throw new InvalidOperationException("A UETR did not fit into 36 bytes.");
        _used += written;
        Close(name);
    }

    /// <summary>Writes an agent's identification (<c>FinInstnId</c>).</summary>
    internal void Agent(AgentIdentification agent)
    {
        Raw("<FinInstnId>"u8);
        if (agent.Bic is not null)
        {
            Optional("BICFI"u8, agent.Bic, 11);
        }
        else if (agent.MemberId is not null)
        {
            Raw("<ClrSysMmbId>"u8);
            if (agent.ClearingSystem is not null)
            {
                Raw("<ClrSysId>"u8);
                if (agent.ClearingSystem.Length <= 5) Element("Cd"u8, agent.ClearingSystem, 5);
                else Element("Prtry"u8, agent.ClearingSystem, 35);
                Raw("</ClrSysId>"u8);
            }

            Element("MmbId"u8, agent.MemberId, 35);
            Raw("</ClrSysMmbId>"u8);
        }
        else
        {
            throw new ArgumentException("An agent has neither a BIC nor a member id.", nameof(agent));
        }

        Raw("</FinInstnId>"u8);
    }

    /// <summary>Writes a text, escaped.</summary>
    internal void Text(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyExcept(XmlCharacters.Plain);
            if (plain != 0)
            {
                ReadOnlySpan<char> run = plain < 0 ? text : text[..plain];
                Span<byte> target = Reserve(run.Length);
                for (int i = 0; i < run.Length; i++) target[i] = (byte)run[i];
                _used += run.Length;
                text = text[run.Length..];
                continue;
            }

            Rune.DecodeFromUtf16(text, out Rune rune, out int consumed);
            bool broken = rune == Rune.ReplacementChar && text[0] != '\uFFFD';
            Special(broken ? default : rune);
            text = text[consumed..];
        }
    }

    /// <summary>Hands what was written over to the buffer.</summary>
    internal void Flush()
    {
        output.Advance(_used);
        _used = 0;
        _free = default;
    }

    internal void Open(ReadOnlySpan<byte> name)
    {
        Span<byte> target = Reserve(name.Length + 2);
        target[0] = (byte)'<';
        name.CopyTo(target[1..]);
        target[name.Length + 1] = (byte)'>';
        _used += name.Length + 2;
    }

    internal void Close(ReadOnlySpan<byte> name)
    {
        Span<byte> target = Reserve(name.Length + 3);
        target[0] = (byte)'<';
        target[1] = (byte)'/';
        name.CopyTo(target[2..]);
        target[name.Length + 2] = (byte)'>';
        _used += name.Length + 3;
    }

    private void Special(Rune rune)
    {
        switch (rune.Value)
        {
            case '&': Raw("&amp;"u8); break;
            case '<': Raw("&lt;"u8); break;
            case '>': Raw("&gt;"u8); break;
            case '"': Raw("&quot;"u8); break;
            // As references, or a reader would turn them into blanks or line feeds.
            case '\t': Raw("&#9;"u8); break;
            case '\n': Raw("&#10;"u8); break;
            case '\r': Raw("&#13;"u8); break;
            default:
                if (!XmlCharacters.IsAllowed(rune)) rune = new Rune('?');
                _used += rune.EncodeToUtf8(Reserve(4));
                break;
        }
    }

    private Span<byte> Reserve(int length)
    {
        if (_free.Length - _used < length)
        {
            output.Advance(_used);
            _used = 0;
            _free = output.GetSpan(Math.Max(length, 2048));
        }

        return _free[_used..];
    }
}
