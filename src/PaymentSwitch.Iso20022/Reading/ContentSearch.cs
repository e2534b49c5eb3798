using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>Where in a content model one can read on after an element that came too early.</summary>
internal static class ContentSearch
{
    /// <summary>The nearest step by an element of this name from any state that can still be reached; null for none.</summary>
    internal static Transition? FindAhead(ContentState[] states, int from, ReadOnlySpan<byte> name)
    {
        ulong head = ElementDeclaration.HeadOf(name);
        bool[] seen = new bool[states.Length];
        var open = new Queue<int>();
        open.Enqueue(from);
        seen[from] = true;
        while (open.TryDequeue(out int at))
        {
            foreach (Transition transition in states[at].Next)
            {
                if (transition.Element.IsNamed(name, head)) return transition;
                if (seen[transition.Target]) continue;
                seen[transition.Target] = true;
                open.Enqueue(transition.Target);
            }
        }

        return null;
    }
}
