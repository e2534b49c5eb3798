using PaymentSwitch.MessageGenerator.Plans;

namespace PaymentSwitch.MessageGenerator.Values;

/// <summary>A part of a regular expression, from which texts are made that match it.</summary>
internal abstract record PatternNode
{
    /// <summary>Where a quantifier has no end, so many more than it asks for are written at most.</summary>
    private const int Spread = 24;

    /// <summary>The length of the shortest match.</summary>
    public abstract int Shortest { get; }

    /// <summary>Adds a match.</summary>
    /// <param name="draft">Where it goes to.</param>
    /// <param name="room">How long it may be; never below <see cref="Shortest"/>.</param>
    public abstract void Write(Draft draft, int room);

    /// <summary>One of some characters.</summary>
    public sealed record Characters(string Set) : PatternNode
    {
        public override int Shortest => 1;

        public override void Write(Draft draft, int room) => draft.Text.Add(Set[draft.Random.Next(Set.Length)]);
    }

    /// <summary>All parts, one after the other.</summary>
    public sealed record Sequence(PatternNode[] Parts) : PatternNode
    {
        public override int Shortest { get; } = Parts.Sum(part => part.Shortest);

        public override void Write(Draft draft, int room)
        {
            int spare = room - Shortest;
            foreach (PatternNode part in Parts)
            {
                int before = draft.Text.Length;
                part.Write(draft, part.Shortest + spare);
                spare -= draft.Text.Length - before - part.Shortest;
            }
        }
    }

    /// <summary>One of the parts.</summary>
    public sealed record Alternatives(PatternNode[] Parts) : PatternNode
    {
        public override int Shortest { get; } = Parts.Min(part => part.Shortest);

        public override void Write(Draft draft, int room)
        {
            PatternNode drawn = draft.Pick(Parts);
            if (drawn.Shortest > room) drawn = Parts.MinBy(part => part.Shortest)!;
            drawn.Write(draft, room);
        }
    }

    /// <summary>A part, several times.</summary>
    public sealed record Repeated(PatternNode Part, int Least, int? Most) : PatternNode
    {
        public override int Shortest { get; } = Part.Shortest * Least;

        public override void Write(Draft draft, int room)
        {
            int times = draft.Random.Next(Least, Math.Min(Most ?? int.MaxValue, Least + Spread) + 1);
            int spare = room - Shortest;
            for (int i = 0; i < times; i++)
            {
                // What it asks for has room; what comes on top takes from what is spare.
                if (i >= Least && spare < Math.Max(1, Part.Shortest)) break;
                int before = draft.Text.Length;
                Part.Write(draft, i < Least ? Part.Shortest + spare : spare);
                spare -= draft.Text.Length - before - (i < Least ? Part.Shortest : 0);
            }
        }
    }
}
