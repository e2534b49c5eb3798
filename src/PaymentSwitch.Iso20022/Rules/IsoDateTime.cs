namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Reads dates and times as XML Schema writes them (<c>xs:date</c>, <c>xs:dateTime</c>).</summary>
internal static class IsoDateTime
{
    /// <summary>
    /// Reads <c>yyyy-MM-ddTHH:mm:ss[.f…][Z|±hh:mm]</c>. Without a zone it is read as UTC. What is finer than a millisecond
    /// is cut off.
    /// </summary>
    /// <param name="text">The text; blanks around it do not count.</param>
    /// <param name="ms">Unix milliseconds.</param>
    /// <param name="hasZone">Whether a zone is given.</param>
    /// <returns>False where it is no such time, or its year is outside 1 to 9999.</returns>
    internal static bool TryParse(ReadOnlySpan<char> text, out long ms, out bool hasZone)
    {
        ms = 0;
        hasZone = false;
        text = text.Trim(" \t\r\n");
        if (text.Length < 19 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return false;
        if (!TryParseDate(text[..10], out DateOnly date)) return false;
        if (!Digits(text, 11, 2, out int hour) || !Digits(text, 14, 2, out int minute) || !Digits(text, 17, 2, out int second)) return false;
        int at = 19;
        int fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            int start = ++at;
            for (int weight = 100; at < text.Length && char.IsAsciiDigit(text[at]); at++, weight /= 10) fraction += (text[at] - '0') * weight;
            if (at == start) return false;
        }

        // 24:00:00 is the end of the day, and the only time with an hour of 24.
        bool endOfDay = hour == 24 && minute == 0 && second == 0 && fraction == 0;
        if ((hour > 23 && !endOfDay) || minute > 59 || second > 59) return false;
        if (!TryParseZone(text[at..], out int offsetMinutes, out hasZone)) return false;
        long days = date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        ms = (((((days * 24) + hour) * 60) + minute - offsetMinutes) * 60_000) + (second * 1000) + fraction;
        return true;
    }

    /// <summary>Reads the day of <c>yyyy-MM-dd[Z|±hh:mm]</c>; the zone is not used. False where it is no such day.</summary>
    internal static bool TryParseDay(ReadOnlySpan<char> text, out DateOnly day)
    {
        text = text.Trim(" \t\r\n");
        day = default;
        return text.Length >= 10 && TryParseDate(text[..10], out day) && TryParseZone(text[10..], out _, out _);
    }

    private static bool TryParseDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        if (text[4] != '-' || text[7] != '-') return false;
        if (!Digits(text, 0, 4, out int year) || !Digits(text, 5, 2, out int month) || !Digits(text, 8, 2, out int day)) return false;
        if (year is 0 || month is 0 or > 12 || day is 0 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    private static bool TryParseZone(ReadOnlySpan<char> text, out int offsetMinutes, out bool hasZone)
    {
        offsetMinutes = 0;
        hasZone = !text.IsEmpty;
        if (text.IsEmpty || text is "Z") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':') return false;
        if (!Digits(text, 1, 2, out int hours) || !Digits(text, 4, 2, out int minutes) || hours > 14 || minutes > 59) return false;
        offsetMinutes = ((hours * 60) + minutes) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, int at, int length, out int value)
    {
        value = 0;
        foreach (char c in text.Slice(at, length))
        {
            if (!char.IsAsciiDigit(c)) return false;
            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
