namespace PaymentSwitch.Iso20022.Tests.Differential.Mutating;

/// <summary>Damage that knows nothing of XML.</summary>
internal static class DamageMutations
{
    internal static IReadOnlyList<Mutation> All { get; } = [Truncate, Flip, FlipToMarkup, DeleteRange, CopyRange, SwapBytes, Repeat];

    private static int Place(Mutant mutant) => mutant.Random.Next(mutant.Bytes.Length);

    private static string? Truncate(Mutant mutant)
    {
        if (mutant.Bytes.Length == 0) return null;
        int at = mutant.Random.Next(3) == 0 ? mutant.Bytes.Length - Math.Min(mutant.Bytes.Length, mutant.Random.Next(1, 20)) : Place(mutant);
        mutant.Replace(at, mutant.Bytes.Length, "");
        return $"cut off at {at}";
    }

    private static string? Flip(Mutant mutant)
    {
        if (mutant.Bytes.Length == 0) return null;
        int at = Place(mutant);
        byte with = (byte)(mutant.Bytes[at] ^ (1 << mutant.Random.Next(8)));
        mutant.Replace(at, at + 1, [with]);
        return $"bit flipped at {at}";
    }

    private static string? FlipToMarkup(Mutant mutant)
    {
        if (mutant.Bytes.Length == 0) return null;
        int at = Place(mutant);
        byte with = mutant.Pick<byte>([.. "<>&\"'/ !?[]-:=;#x\n"u8]);
        mutant.Replace(at, at + 1, [with]);
        return $"'{(char)with}' at {at}";
    }

    private static string? DeleteRange(Mutant mutant)
    {
        if (mutant.Bytes.Length == 0) return null;
        int from = Place(mutant);
        int to = Math.Min(mutant.Bytes.Length, from + mutant.Random.Next(1, 60));
        mutant.Replace(from, to, "");
        return $"bytes {from} to {to} deleted";
    }

    private static string? CopyRange(Mutant mutant)
    {
        if (mutant.Bytes.Length == 0) return null;
        int from = Place(mutant);
        int to = Math.Min(mutant.Bytes.Length, from + mutant.Random.Next(1, 200));
        int at = Place(mutant);
        mutant.Replace(at, at, mutant.Slice(from, to));
        return $"bytes {from} to {to} copied to {at}";
    }

    private static string? SwapBytes(Mutant mutant)
    {
        if (mutant.Bytes.Length < 2) return null;
        int at = mutant.Random.Next(mutant.Bytes.Length - 1);
        mutant.Replace(at, at + 2, [mutant.Bytes[at + 1], mutant.Bytes[at]]);
        return $"bytes {at} and {at + 1} swapped";
    }

    private static string? Repeat(Mutant mutant)
    {
        if (mutant.Bytes.Length == 0) return null;
        int at = Place(mutant);
        int times = mutant.Random.Next(1, 300);
        mutant.Replace(at, at, Enumerable.Repeat(mutant.Bytes[at], times).ToArray());
        return $"the byte at {at} {times} times more";
    }
}
