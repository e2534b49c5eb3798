using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Audit;

namespace PaymentSwitch.Cli.Auditing;

/// <summary>What the audit's commands share.</summary>
internal static class AuditRun
{
    /// <summary>Runs a command; what stands in its way is one line on standard error.</summary>
    public static async Task<int> Guarded(Streams streams, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        // The command line, or a file that it names.
        catch (Exception error) when (error is ArgumentException or FormatException or IOException or UnauthorizedAccessException)
        {
            await streams.Errors.WriteLineAsync(error.Message);
            return ExitCode.WrongUsage;
        }
        catch (JournalException error)
        {
            await streams.Errors.WriteLineAsync(error.Message);
            return ExitCode.SomeInvalid;
        }
    }

    /// <summary>The latest checkpoint of a folder.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static (string File, Checkpoint Checkpoint) Latest(string folder)
    {
        CheckpointFile latest = new CheckpointFolder(folder).Latest() ?? throw new ArgumentException($"--checkpoints: found none in '{folder}', expected files checkpoint-*.txt.");
        return (latest.File, latest.Checkpoint ?? throw new FormatException($"{latest.File} is no checkpoint: {latest.Problem}."));
    }
}
