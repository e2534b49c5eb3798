using System.Globalization;

namespace PaymentSwitch.MessageGenerator.Values;

/// <summary>The characters of one value in the making.</summary>
internal sealed class TextBuffer
{
    private char[] _chars = new char[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Written => _chars.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Leaves away what is behind so many characters, and half of a surrogate pair that would remain.</summary>
    public void Cut(int length)
    {
        Length = Math.Min(Length, length);
        if (Length > 0 && char.IsHighSurrogate(_chars[Length - 1])) Length--;
    }

    public void TrimEnd() => Length = Written.TrimEnd().Length;

    public TextBuffer Add(char c)
    {
        Room(1)[0] = c;
        Length++;
        return this;
    }

    public TextBuffer Add(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
        return this;
    }

    /// <summary>Adds something that writes itself, in the invariant culture.</summary>
    public TextBuffer Add<T>(T value, ReadOnlySpan<char> format)
        where T : ISpanFormattable
    {
        Span<char> room = Room(64);
        if (!value.TryFormat(room, out int written, format, CultureInfo.InvariantCulture)) throw new FormatException($"'{value}' is too long.");
        Length += written;
        return this;
    }

    public TextBuffer Add(long number) => Add(number, default);

    /// <summary>Replaces characters in place.</summary>
    public Span<char> Last(int count) => _chars.AsSpan(Length - count, count);

    private Span<char> Room(int chars)
    {
        if (_chars.Length - Length < chars) Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + chars));
        return _chars.AsSpan(Length);
    }
}
