namespace PaymentSwitch.MessageGenerator.Plans;

/// <summary>All parts, one after the other.</summary>
internal sealed class SequencePlan(IReadOnlyList<Particle> parts) : Particle
{
    public override IReadOnlyList<Particle> Parts => parts;

    public override int MeasureOnce() => parts.Count == 0 ? 0 : parts.Max(part => part.Levels);

    protected override void WriteOnce(Draft draft)
    {
        for (int i = 0; i < parts.Count; i++) parts[i].Write(draft);
    }
}

/// <summary>One of the parts.</summary>
internal sealed class ChoicePlan(IReadOnlyList<Particle> alternatives) : Particle
{
    public override IReadOnlyList<Particle> Parts => alternatives;

    /// <summary>The alternative that ends soonest.</summary>
    public Particle Flattest => alternatives.MinBy(part => part.Levels)!;

    public override int MeasureOnce() => alternatives.Min(part => part.Levels);

    protected override void WriteOnce(Draft draft) => draft.Course.Choose(this, draft).Write(draft);
}

/// <summary>An element that no schema here declares, with a short text.</summary>
/// <param name="ns">Its namespace; empty for none.</param>
internal sealed class AnyPlan(string ns) : Particle
{
    private readonly byte[] _open = System.Text.Encoding.UTF8.GetBytes($"<Note xmlns=\"{System.Security.SecurityElement.Escape(ns)}\">");

    public override IReadOnlyList<Particle> Parts => [];

    public override int MeasureOnce() => 1;

    protected override void WriteOnce(Draft draft)
    {
        draft.Output.Raw(_open);
        draft.Text.Clear();
        Data.Texts.Remark(draft);
        draft.Output.Escaped(draft.Text.Written);
        draft.Output.Raw("</Note>"u8);
    }
}
