using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>What came of one row: what really happened, and what was wrong.</summary>
internal sealed class FaultFindings
{
    private readonly List<(string What, int Count)> _fired = [];
    private readonly List<string> _violations = [];
    private readonly List<string> _notes = [];

    /// <summary>What really happened, and how often.</summary>
    public IReadOnlyList<(string What, int Count)> Fired => _fired;

    /// <summary>What was wrong; empty for nothing.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Figures and observations that decide nothing.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Why the row could not be run here; null where it was.</summary>
    public string? SkippedBecause { get; private set; }

    /// <summary>How many payments were sent meanwhile.</summary>
    public int Payments { get; private set; }

    /// <summary>Whether it was run, the fault came about, and nothing was wrong.</summary>
    public bool IsKept => SkippedBecause is null && _violations.Count == 0;

    /// <summary>The row cannot be run here.</summary>
    public void Skip(string because) => SkippedBecause = because;

    /// <summary>A fault has come about.</summary>
    public void Count(string what, int times = 1)
    {
        int at = _fired.FindIndex(entry => entry.What == what);
        if (at < 0) _fired.Add((what, times));
        else _fired[at] = (what, _fired[at].Count + times);
    }

    /// <summary>Something that must hold.</summary>
    public void Expect(bool holds, string violation)
    {
        if (!holds) _violations.Add(violation);
    }

    /// <summary>Something to be told beside.</summary>
    public void Note(string note) => _notes.Add(note);

    /// <summary>What the banks have found at the end.</summary>
    public void Take(IReadOnlyList<PromiseResult> promises, int payments)
    {
        Payments += payments;
        foreach (PromiseResult promise in promises.Where(promise => !promise.IsKept))
            _violations.AddRange(promise.Violations.Select(violation => $"{promise.Promise}: {violation}"));
    }

    /// <summary>What was wrong in a part of the row, and its payments.</summary>
    public void Take(FaultFindings part)
    {
        Payments += part.Payments;
        _violations.AddRange(part.Violations);
    }

    /// <summary>A row in which a fault has not come about shows nothing.</summary>
    public void EndRow()
    {
        if (SkippedBecause is not null) return;
        if (_fired.Count == 0) _violations.Add("the fault has not come about");
        foreach ((string what, int count) in _fired.Where(entry => entry.Count == 0)) _violations.Add($"has not come about: {what}");
    }
}
