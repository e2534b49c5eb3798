using System.Diagnostics;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>What all lives of a row with kills have come to so far. May be used by many threads.</summary>
/// <param name="kills">How many kills are asked for.</param>
internal sealed class KillTally(int kills)
{
    private const int ToldEvery = 50;
    private readonly Lock _gate = new();
    private readonly int[] _byPhase = new int[Enum.GetValues<KillPhase>().Length];
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _underLoad;
    private int _given;
    private int _looked;
    private int _broken;

    /// <summary>How many kills there were.</summary>
    public int Killed => _byPhase.Sum();

    /// <summary>Gives the next life its kills.</summary>
    /// <param name="most">How many at most.</param>
    /// <returns>How many; 0 where all are given, or a promise was broken.</returns>
    public int Take(int most)
    {
        lock (_gate)
        {
            int taken = _broken > 0 ? 0 : Math.Min(most, kills - _given);
            _given += taken;
            return taken;
        }
    }

    /// <summary>A switch was killed.</summary>
    /// <param name="phase">What it was doing.</param>
    /// <param name="underLoad">Whether it had taken in payments since its start.</param>
    public void Add(KillPhase phase, bool underLoad)
    {
        lock (_gate)
        {
            _byPhase[(int)phase]++;
            if (underLoad) _underLoad++;
            if (Killed % ToldEvery == 0) Console.WriteLine($"  {this}");
        }
    }

    /// <summary>A life is over: its banks have looked at everything, and its journal was read.</summary>
    public void EndLife(int killed, bool isKept, string? folder)
    {
        lock (_gate)
        {
            _looked += killed;
            if (!isKept) _broken++;
            Console.WriteLine(isKept
                ? $"  looked at after {killed} kills: kept; {_looked} kills looked at so far"
                : $"  looked at after {killed} kills: NOT KEPT; its data stays in {folder}");
        }
    }

    /// <summary>Tells the row what came about.</summary>
    public void Tell(FaultFindings findings)
    {
        foreach (KillPhase phase in Enum.GetValues<KillPhase>())
            if (_byPhase[(int)phase] > 0) findings.Count($"kills while {phase.ToString().ToLowerInvariant()}", _byPhase[(int)phase]);
        findings.Expect(Killed == kills, $"{Killed} of {kills} kills came about");
        findings.Note(ToString());
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        double seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        string phases = string.Join(", ", Enum.GetValues<KillPhase>().Select(phase => $"{_byPhase[(int)phase]} {phase.ToString().ToLowerInvariant()}"));
        return $"{Killed} kills ({phases}; {_underLoad} of those serving had taken in payments since their start), {seconds:F0} s, {seconds / Math.Max(1, Killed):F2} s per kill";
    }
}
