namespace PaymentSwitch.Simulator.World;

/// <summary>
/// Where everything comes from that is left to chance: SplitMix64, a few lines and the same numbers on every machine and
/// with every version of the runtime, so that a seed that has failed fails again.
/// </summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own for one part of the world, so that what one part draws leaves the others' draws alone.</summary>
    public static Chance For(ulong seed, string part)
    {
        ulong mixed = seed;
        foreach (char letter in part) mixed = (mixed ^ letter) * 0x100000001B3UL;
        var chance = new Chance(mixed);
        chance.Next();
        return chance;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to one below the bound.</summary>
    public int Below(int bound) => (int)(((UInt128)Next() * (ulong)bound) >> 64);

    /// <summary>A number from the least to one below the bound.</summary>
    public long Between(long least, long bound) => least + (long)(((UInt128)Next() * (ulong)Math.Max(1, bound - least)) >> 64);

    /// <summary>Whether something happens that does so with a probability.</summary>
    public bool Happens(double probability) => probability > 0 && (Next() >> 11) * (1.0 / (1UL << 53)) < probability;

    /// <summary>One of several.</summary>
    public T Any<T>(IReadOnlyList<T> several) => several[Below(several.Count)];
}
