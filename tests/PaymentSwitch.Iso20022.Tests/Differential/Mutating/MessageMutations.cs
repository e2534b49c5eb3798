namespace PaymentSwitch.Iso20022.Tests.Differential.Mutating;

/// <summary>Changes whole messages, as bytes, at one to three places. The same random numbers make the same message.</summary>
public static class MessageMutations
{
    private static readonly IReadOnlyList<(int Weight, IReadOnlyList<Mutation> Mutations)> Classes =
    [
        (6, StructureMutations.All),
        (8, FacetMutations.All),
        (4, NamespaceMutations.All),
        (4, MarkupMutations.All),
        (2, EncodingMutations.All),
        (2, DamageMutations.All),
    ];

    /// <summary>Changes a message.</summary>
    /// <param name="source">The message to start from. Stays as it is.</param>
    /// <param name="random">Decides what is done.</param>
    /// <returns>The changed bytes, and what was done.</returns>
    public static (byte[] Bytes, string What) Apply(MessageSource source, Random random)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(random);
        var mutant = new Mutant(source, random);
        List<string> done = [];
        int changes = random.Next(10) switch { < 7 => 1, < 9 => 2, _ => 3 };
        // What has no place in a message is tried no longer than this: a message that is cut to nothing has none at all.
        for (int tries = 0; done.Count < changes && tries < 50; tries++)
        {
            if (mutant.Pick(PickClass(random))(mutant) is { } what) done.Add(what);
        }

        return (mutant.Bytes, string.Join("; then ", done));
    }

    private static IReadOnlyList<Mutation> PickClass(Random random)
    {
        int at = random.Next(Classes.Sum(one => one.Weight));
        foreach ((int weight, IReadOnlyList<Mutation> mutations) in Classes)
        {
            if ((at -= weight) < 0) return mutations;
        }

        throw new InvalidOperationException("The weights do not add up.");
    }
}
