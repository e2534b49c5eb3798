namespace PaymentSwitch.Simulations.Books;

/// <summary>Which payments are made, and what the banks do with each: all of it from a seed.</summary>
internal static class PaymentPlan
{
    private static readonly string[] RejectReasons = ["AC04", "AC06", "AG01", "BE04", "RR04"];

    /// <summary>A share of payments, in thousandths, for each behaviour; the rest is accepted.</summary>
    private static readonly (Behaviour Behaviour, int Share)[] Mixed =
    [
        (Behaviour.Reject, 60), (Behaviour.Silence, 15), (Behaviour.AcceptLate, 15), (Behaviour.Contradict, 15), (Behaviour.Repeat, 40),
        (Behaviour.Conflict, 25), (Behaviour.UnknownCreditor, 20), (Behaviour.Overdraw, 15), (Behaviour.Stale, 15),
    ];

    private static readonly (Behaviour Behaviour, int Share)[] Plain = [(Behaviour.Reject, 50), (Behaviour.Silence, 4)];

    /// <summary>The payments.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">Where everything comes from.</param>
    /// <param name="bics">The banks.</param>
    /// <param name="mixed">All behaviours, or only the plain ones.</param>
    public static IEnumerable<PaymentRecord> Make(int count, Random random, IReadOnlyList<string> bics, bool mixed)
    {
        (Behaviour Behaviour, int Share)[] shares = mixed ? Mixed : Plain;
        Behaviour[] once = mixed ? [.. shares.Select(share => share.Behaviour)] : [];
        for (int i = 0; i < count; i++)
        {
            // Each behaviour is seen at least once, however few payments there are.
            Behaviour behaviour = i < once.Length ? once[i] : Draw(random, shares);
            int from = random.Next(bics.Count);
            string creditor = behaviour == Behaviour.UnknownCreditor ? "NOBODEFFXXX" : bics[(from + 1 + random.Next(bics.Count - 1)) % bics.Count];
            yield return new PaymentRecord
            {
                Uetr = MakeUetr(random),
                Debtor = bics[from],
                CreditorBic = creditor,
                AmountMinor = behaviour == Behaviour.Overdraw ? 90_000_000_000 + random.Next(1_000_000) : Amount(random),
                Behaviour = behaviour,
                RejectReason = behaviour == Behaviour.Reject ? RejectReasons[random.Next(RejectReasons.Length)] : null,
            };
        }
    }

    private static Behaviour Draw(Random random, (Behaviour Behaviour, int Share)[] shares)
    {
        int drawn = random.Next(1000);
        foreach ((Behaviour behaviour, int share) in shares)
        {
            drawn -= share;
            if (drawn < 0) return behaviour;
        }

        return Behaviour.Accept;
    }

    /// <summary>Many small amounts and few large ones, up to a few thousand.</summary>
    internal static long Amount(Random random) => 1 + (long)Math.Exp(random.NextDouble() * Math.Log(400_000));

    /// <summary>A random UETR.</summary>
    internal static Guid MakeUetr(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
