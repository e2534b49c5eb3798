namespace PaymentSwitch.MessageGenerator.Plans;

/// <summary>Decides which way through the schema a message takes.</summary>
internal abstract class Course
{
    /// <summary>How many transactions the message has, where it has a list of them.</summary>
    public abstract int CountTransactions(Particle transactions, Draft draft);

    /// <summary>Whether one more occurrence is written after so many.</summary>
    public abstract bool Again(Particle particle, int times, Draft draft);

    /// <summary>Which alternative is written.</summary>
    public abstract Particle Choose(ChoicePlan choice, Draft draft);

    /// <summary>Whether an optional attribute is written.</summary>
    public abstract bool HasOptionalAttribute(Draft draft);

    /// <summary>An occurrence begins.</summary>
    public virtual void Enter(Particle particle)
    {
    }

    /// <summary>An occurrence has ended.</summary>
    public virtual void Leave(Particle particle)
    {
    }
}

/// <summary>Decides at random.</summary>
internal sealed class RandomCourse : Course
{
    public override int CountTransactions(Particle transactions, Draft draft)
    {
        int most = Math.Max(transactions.OccursMin, Math.Min(transactions.OccursMax, draft.Settings.RepetitionsMax));
        return draft.Random.Next(transactions.OccursMin, most + 1);
    }

    public override bool Again(Particle particle, int times, Draft draft)
    {
        if (particle is ElementPlan { IsTransaction: true }) return times < draft.TransactionCount;
        if (times < particle.OccursMin) return true;
        if (times >= particle.OccursMax || draft.IsFull) return false;
        GeneratorSettings settings = draft.Settings;
        if (times > 0) return times < settings.RepetitionsMax && draft.Chance(settings.RepeatProbability);
        double probability = particle is ElementPlan { IsUsual: true } ? draft.UsualProbability : settings.OptionalProbability;
        return draft.Chance(probability) && draft.Depth + particle.MeasureOnce() <= settings.DepthMax;
    }

    public override Particle Choose(ChoicePlan choice, Draft draft)
    {
        Particle drawn = choice.Parts[draft.Random.Next(choice.Parts.Count)];
        return draft.IsFull || draft.Depth + drawn.Levels > draft.Settings.DepthMax ? choice.Flattest : drawn;
    }

    public override bool HasOptionalAttribute(Draft draft) => draft.Chance(draft.Settings.OptionalProbability);
}
