using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PaymentSwitch.Storage.Audit;

namespace PaymentSwitch.Cli.Auditing;

/// <summary>What an audit has found, for people or as one line of JSON.</summary>
internal static class AuditOutput
{
    /// <summary>The word for programs.</summary>
    public const string Json = "json";

    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    // Lines for programs, not part of a web page: quotation marks and letters stay readable.
    private static readonly JsonSerializerOptions Relaxed = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the report of a journal.</summary>
    public static async Task WriteAsync(Streams streams, AuditReport report, TimeSpan took, bool asJson)
    {
        double seconds = Math.Max(took.TotalSeconds, 0.001);
        if (asJson)
        {
            await WriteJsonAsync(streams, new
            {
                report.IsWhole, report.Groups, report.Facts, report.Bytes, report.Root, report.LastHash, report.Checkpoints, report.SignedUpTo,
                TookMs = (long)took.TotalMilliseconds, report.Problems,
            });
            return;
        }

        await streams.Text.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Groups} groups with {report.Facts} facts read in {seconds:F1} s: {report.Facts / seconds:F0} facts/s, {report.Bytes / seconds / 1e6:F0} MB/s."));
        await streams.Text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.Checkpoints} checkpoints fit; signed up to position {report.SignedUpTo}."));
        await streams.Text.WriteLineAsync($"root {report.Root}");
        if (report.LastHash.Length > 0) await streams.Text.WriteLineAsync($"last {report.LastHash}");
        if (report.IsWhole) await streams.Text.WriteLineAsync("The journal is whole.");
        foreach (AuditProblem problem in report.Problems)
        {
            string where = problem.Position is long position ? string.Create(CultureInfo.InvariantCulture, $"From position {position} on: ") : "";
            await streams.Errors.WriteLineAsync($"{where}{problem.What}");
        }
    }

    /// <summary>Writes a checkpoint.</summary>
    public static async Task WriteAsync(Streams streams, string file, Checkpoint checkpoint, string? problem, bool asJson)
    {
        if (asJson) await WriteJsonAsync(streams, new { File = file, checkpoint.Origin, checkpoint.Size, checkpoint.Root, checkpoint.LastHash, checkpoint.Time, checkpoint.KeyId, checkpoint.Signature, Problem = problem });
        else await streams.Text.WriteAsync(checkpoint.Text());
        if (problem is not null) await streams.Errors.WriteLineAsync($"{file}: {problem}.");
    }

    /// <summary>Writes what a proof proves.</summary>
    public static async Task WriteAsync(Streams streams, ProofVerdict verdict, bool asJson)
    {
        if (asJson)
        {
            await WriteJsonAsync(streams, new
            {
                verdict.Holds, verdict.Problem, Uetr = verdict.Payment, verdict.Checkpoint?.Origin, verdict.Checkpoint?.Size, verdict.Checkpoint?.Time, verdict.Checkpoint?.KeyId,
                Facts = verdict.Facts.Select(fact => new { fact.Position, At = TimeOf(fact.AtMs), fact.Text }),
            });
        }
        else if (verdict.Checkpoint is { } checkpoint)
        {
            await streams.Text.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Proven of the payment {verdict.Payment}, by the checkpoint of {checkpoint.Size} groups that {checkpoint.Origin} signed at {checkpoint.Time} with the key {checkpoint.KeyId}:"));
            foreach (ShownFact fact in verdict.Facts)
                await streams.Text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {TimeOf(fact.AtMs)}  position {fact.Position}  {fact.Text}"));
            await streams.Text.WriteLineAsync("Not proven: that nothing came later than these facts.");
        }

        if (verdict.Problem is not null) await streams.Errors.WriteLineAsync($"Nothing is proven. {verdict.Problem}");
    }

    private static string TimeOf(long atMs) => DateTimeOffset.FromUnixTimeMilliseconds(atMs).UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    private static Task WriteJsonAsync(Streams streams, object value) => streams.Text.WriteLineAsync(JsonSerializer.Serialize(value, Relaxed));
}
