using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulator;

/// <summary>A world that breaks the same promise with as little going wrong as was found.</summary>
/// <param name="Result">What came of it.</param>
/// <param name="Needed">The faults without which the promise is kept.</param>
/// <param name="Payments">How many payments it takes.</param>
internal sealed record Shrunk(SimulationResult Result, IReadOnlyList<Fault> Needed, int Payments);

/// <summary>Makes a failing world smaller: fewer payments, and one fault after the other left out, as long as the same promise breaks.</summary>
internal static class Shrinking
{
    /// <summary>Shrinks a world that has broken a promise.</summary>
    public static Shrunk Of(SimulationResult failing)
    {
        if (failing.Broken is null) throw new ArgumentException("Nothing is broken in this world.", nameof(failing));
        var without = new HashSet<Fault>();
        int payments = Math.Max(1, failing.Payments * 2);
        SimulationResult smallest = failing;
        for (int tried = payments / 2; tried > 0 && payments > 1; tried /= 2)
        {
            if (!StillBreaks(payments - tried)) continue;
            payments -= tried;
        }

        foreach (Fault fault in Enum.GetValues<Fault>())
        {
            if (failing.Faults[fault] == 0) continue;
            without.Add(fault);
            if (!StillBreaks(payments)) without.Remove(fault);
        }

        return new Shrunk(smallest, [.. Enum.GetValues<Fault>().Where(fault => smallest.Faults[fault] > 0 && !without.Contains(fault))], payments);

        bool StillBreaks(int most)
        {
            SimulationResult result = Simulation.Run(failing.Seed, without, most);
            if (result.Broken?.Promise != failing.Broken.Promise) return false;
            smallest = result;
            return true;
        }
    }
}
