namespace PaymentSwitch.MessageGenerator.Plans;

/// <summary>A part of an element's content that may be there several times: an element, a sequence, a choice, any element.</summary>
internal abstract class Particle
{
    /// <summary>For a particle that cannot be written without an end.</summary>
    public const int Endless = int.MaxValue / 2;

    /// <summary>How often it must be there.</summary>
    public required int OccursMin { get; init; }

    /// <summary>How often it may be there.</summary>
    public required int OccursMax { get; init; }

    /// <summary>How many levels of elements the flattest instance has.</summary>
    public int Levels { get; protected set; } = Endless;

    /// <summary>What it is made of.</summary>
    public abstract IReadOnlyList<Particle> Parts { get; }

    /// <summary>Works out <see cref="Levels"/> from its parts; true where that changed it.</summary>
    public bool Measure()
    {
        int levels = OccursMin == 0 ? 0 : Math.Min(MeasureOnce(), Endless);
        bool changed = levels != Levels;
        Levels = levels;
        return changed;
    }

    /// <summary>Writes it as often as the course says.</summary>
    public void Write(Draft draft)
    {
        for (int times = 0; draft.Course.Again(this, times, draft); times++)
        {
            draft.Course.Enter(this);
            WriteOnce(draft);
            draft.Course.Leave(this);
        }
    }

    /// <summary>How many levels one occurrence has at least.</summary>
    public abstract int MeasureOnce();

    protected abstract void WriteOnce(Draft draft);
}
