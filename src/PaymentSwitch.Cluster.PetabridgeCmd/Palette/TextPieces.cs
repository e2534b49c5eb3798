namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>Cuts an answer into what is sent to pbm at a time, so that no list is too long for one message.</summary>
internal static class TextPieces
{
    /// <summary>The most characters that are sent at a time.</summary>
    public const int LengthMax = 8 * 1024;

    /// <summary>The pieces, in order, whole lines where they fit; at least one. pbm ends each with a line's end of its own, so they have none.</summary>
    public static IReadOnlyList<string> Of(string text, int lengthMax = LengthMax)
    {
        var pieces = new List<string>();
        string rest = text.TrimEnd('\n');
        while (rest.Length > lengthMax)
        {
            int end = rest.LastIndexOf('\n', lengthMax);
            bool isWhole = end > 0;
            if (!isWhole) end = lengthMax > 1 && char.IsHighSurrogate(rest[lengthMax - 1]) ? lengthMax - 1 : lengthMax;
            pieces.Add(rest[..end]);
            rest = rest[(isWhole ? end + 1 : end)..];
        }

        pieces.Add(rest);
        return pieces;
    }
}
