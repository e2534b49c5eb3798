using System.Runtime.InteropServices;

namespace PaymentSwitch.MessageGenerator.Plans;

/// <summary>
/// Goes wherever no earlier message of this course has been: by path, so that an address below the debtor is another place
/// than one below the creditor. A type that contains itself is entered twice on a path: once more inside of itself.
/// </summary>
internal sealed class CoveringCourse : Course
{
    private readonly Stack<Place> _path = new([new Place()]);
    private readonly Dictionary<object, int> _open = [];

    /// <summary>Whether there is nothing left to see of a particle at the top.</summary>
    public bool IsComplete(Particle root) => _path.Peek().Find(root) is { Complete: true };

    public override int CountTransactions(Particle transactions, Draft draft) => Math.Max(1, transactions.OccursMin);

    public override bool Again(Particle particle, int times, Draft draft)
    {
        if (particle is ElementPlan { IsTransaction: true }) return times < draft.TransactionCount;
        if (times < particle.OccursMin) return true;
        return times < particle.OccursMax && times <= draft.Settings.RepetitionsMax && !IsDone(particle, _path.Peek());
    }

    public override Particle Choose(ChoicePlan choice, Draft draft)
    {
        foreach (Particle alternative in choice.Parts)
        {
            if (!IsDone(alternative, _path.Peek())) return alternative;
        }

        return choice.Flattest;
    }

    public override bool HasOptionalAttribute(Draft draft) => true;

    public override void Enter(Particle particle)
    {
        _path.Push(_path.Peek().Get(particle));
        if (particle is ElementPlan element) CollectionsMarshal.GetValueRefOrAddDefault(_open, element.Content.Type, out _)++;
    }

    public override void Leave(Particle particle)
    {
        Place place = _path.Pop();
        if (!place.Complete)
        {
            place.Complete = true;
            foreach (Particle part in particle.Parts) place.Complete &= IsDone(part, place);
        }

        if (particle is ElementPlan element) _open[element.Content.Type]--;
    }

    private bool IsDone(Particle particle, Place parent) => parent.Find(particle) is { Complete: true } || particle.OccursMax == 0 || IsCut(particle);

    /// <summary>Whether it cannot be entered without entering a type for the third time.</summary>
    private bool IsCut(Particle particle) => particle switch
    {
        ElementPlan element => element.Content.Elements is not null && _open.GetValueOrDefault(element.Content.Type) > 1,
        SequencePlan sequence => sequence.Parts.Any(part => part.OccursMin > 0 && IsCut(part)),
        ChoicePlan choice => choice.Parts.All(IsCut),
        _ => false,
    };

    /// <summary>A particle on one path, and what has been seen below it.</summary>
    private sealed class Place
    {
        private Dictionary<Particle, Place>? _below;

        public bool Complete { get; set; }

        public Place? Find(Particle particle) => _below?.GetValueOrDefault(particle);

        public Place Get(Particle particle)
        {
            _below ??= [];
            return _below.TryGetValue(particle, out Place? place) ? place : _below[particle] = new Place();
        }
    }
}
