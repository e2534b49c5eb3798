using PaymentSwitch.Engine.Deciding;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Time goes on, and alarms go off or not yet.</content>
internal sealed partial class Life
{
    private void LetTimePass()
    {
        long ms = _random.Next(12) switch
        {
            <= 4 => _random.Next(1, 250) * 8,
            <= 7 => _random.Next(250, 1_900) * 8,
            <= 9 => _random.Next(1, 900) * 8_000,
            10 => _random.Next(1, 30) * SchemeTerms.Days / 10,
            _ => Math.Max(8, (_reference.Cycles.LastOrDefault()?.PlannedCutMs ?? 0) - _nowMs),
        };
        PassTime(ms, (Alarms)_random.Next(1, 4));
    }

    private void PassTime(long ms, Alarms alarms)
    {
        // The wheel of deadlines has slots of 8 ms: on their edges nothing is late.
        _nowMs += (ms + 7) / 8 * 8;
        _words.Add($"{TimeSpan.FromMilliseconds(ms)} pass; what goes off: {alarms}");
        _coverage.Note("time", alarms);
        MoveTo(_nowMs);
        if (alarms == Alarms.AllButDeadlines)
        {
            Tell(reference => reference.PassAlarms());
            _core.PassAlarms().Now();
        }
        else if (alarms == Alarms.All)
        {
            int max = _random.Next(1, 6);
            Tell(reference => reference.PassDeadlines());
            while (_core.PassDeadlines(max))
            {
            }
        }
    }

    private enum Alarms
    {
        None = 1,
        AllButDeadlines = 2,
        All = 3,
    }

    private void MoveTo(long nowMs)
    {
        Tell(reference => reference.MoveTime(nowMs));
        _core.SetTime(nowMs);
    }
}
