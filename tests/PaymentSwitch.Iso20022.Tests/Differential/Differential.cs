using System.Diagnostics;
using System.Text;
using PaymentSwitch.Iso20022.Tests.Differential.Mutating;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>
/// Compares a judge with the framework on mutations of whole messages. Every round follows from the seed and its own
/// number alone, so that one round can be run again without those before it.
/// </summary>
public static class Differential
{
    private const int FailuresShown = 20;

    // Far more than any message here needs on a loaded machine; a loop or an explosion is over it at once.
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(5);

    /// <summary>Runs rounds from the first.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="count">How many rounds.</param>
    /// <param name="sources">The messages to start from, and the schemas they are valid against.</param>
    /// <param name="subject">The judge under test.</param>
    /// <param name="known">The deviations that are known and meant.</param>
    public static DifferentialResult Run(int seed, int count, MessageSources sources, IVerdict subject, IReadOnlyList<KnownDeviation>? known = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var framework = new DotNetVerdict(sources.Schemas.Sets);
        var kinds = new Dictionary<VerdictKind, int>();
        var deviations = new SortedDictionary<string, int>(StringComparer.Ordinal);
        List<string> failures = [];
        int failureCount = 0;
        for (int round = 0; round < count; round++)
        {
            Outcome outcome = Round(seed, round, sources, framework, subject, known ?? []);
            kinds[outcome.Framework.Kind] = kinds.GetValueOrDefault(outcome.Framework.Kind) + 1;
            if (outcome.Deviation is { } name) deviations[name] = deviations.GetValueOrDefault(name) + 1;
            if (outcome.Failure is null) continue;
            if (failureCount++ < FailuresShown) failures.Add(outcome.Failure);
        }

        return new DifferentialResult(kinds, deviations, failures, failureCount);
    }

    /// <summary>The message of one round, to be looked at.</summary>
    public static (MessageSource Source, byte[] Bytes, string What) Message(int seed, int round, MessageSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var random = new Random(unchecked((seed * 1_000_003) + round));
        MessageSource source = sources.Pick(random);
        (byte[] bytes, string what) = MessageMutations.Apply(source, random);
        return (source, bytes, what);
    }

    private static Outcome Round(int seed, int round, MessageSources sources, DotNetVerdict framework, IVerdict subject, IReadOnlyList<KnownDeviation> known)
    {
        (MessageSource source, byte[] bytes, string what) = Message(seed, round, sources);
        Verdict expected = framework.Judge(bytes);
        string Failure(string problem) =>
            $"seed {seed}, round {round}, {source.Name}: {what}\n  {problem}\n  {Excerpt(source.Bytes, bytes)}";

        Verdict found;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        try
        {
            found = subject.Judge(bytes);
        }
#pragma warning disable CA1031 // Whatever is thrown is the failure that is reported.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new Outcome(expected, null, Failure($"the subject threw: {e}"));
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (time > TimeMax) return new Outcome(expected, null, Failure($"the subject took {time.TotalSeconds:F1} s for {bytes.Length} bytes"));
        if (allocated > AllocatedMax(bytes.Length)) return new Outcome(expected, null, Failure($"the subject allocated {allocated} bytes for {bytes.Length}"));
        if (found.Kind == expected.Kind) return new Outcome(expected, null, null);
        var disagreement = new Disagreement(bytes, expected, found);
        return known.FirstOrDefault(one => one.Covers(disagreement)) is { } deviation
            ? new Outcome(expected, deviation.Name, null)
            : new Outcome(expected, null, Failure($"framework: {expected}\n  subject:   {found}"));
    }

    // A reader that collects every error makes a text of some hundred bytes for each element.
    private static long AllocatedMax(int length) => (4 * 1024 * 1024) + (200L * length);

    /// <summary>Where the changed message first and last differs from its source, with what is around it.</summary>
    private static string Excerpt(byte[] source, byte[] changed)
    {
        const int Around = 60;
        const int Max = 300;
        int same = source.AsSpan().CommonPrefixLength(changed);
        int tail = 0;
        while (tail < Math.Min(source.Length, changed.Length) - same && source[^(tail + 1)] == changed[^(tail + 1)]) tail++;
        int from = Math.Max(0, same - Around);
        int to = Math.Min(changed.Length, changed.Length - tail + Around);
        string cut = to - from > Max ? "…" : "";
        return $"bytes {from} to {to} of {changed.Length}: {Visible(changed.AsSpan(from, Math.Min(Max, to - from)))}{cut}";
    }

    private static string Visible(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (byte one in bytes) text.Append(one is >= 0x20 and < 0x7F ? (char)one : $"\\x{one:X2}");
        return text.ToString();
    }

    private readonly record struct Outcome(Verdict Framework, string? Deviation, string? Failure);
}
