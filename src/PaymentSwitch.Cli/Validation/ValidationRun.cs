using System.Buffers;
using System.Diagnostics;

namespace PaymentSwitch.Cli.Validation;

/// <summary>
/// Validates many files: several at a time, told in the order in which they were named, in memory that does not grow with
/// their number. Files go through in blocks, of which only so many are under way.
/// </summary>
internal sealed class ValidationRun
{
    private const int FilesPerBlock = 64;
    private const int BlocksAheadPerJob = 4;

    /// <summary>The files.</summary>
    public required IEnumerable<MessageFile> Files { get; init; }

    /// <summary>Reads and validates one.</summary>
    public required FileValidation Reading { get; init; }

    /// <summary>Writes what came of one.</summary>
    public required IVerdictFormat Format { get; init; }

    /// <summary>How many files are read side by side.</summary>
    public required int Jobs { get; init; }

    /// <summary>Validates them all.</summary>
    /// <param name="output">Takes what came of each.</param>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public async Task<ValidationSummary> RunAsync(Stream output)
    {
        long began = Stopwatch.GetTimestamp();
        TaskScheduler readers = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Jobs).ConcurrentScheduler;
        var underWay = new Queue<Task<Block>>();
        var total = new ValidationSummary(0, 0, 0, 0);
        foreach (MessageFile[] files in Files.Chunk(FilesPerBlock))
        {
            underWay.Enqueue(Task.Factory.StartNew(() => Validate(files), CancellationToken.None, TaskCreationOptions.DenyChildAttach, readers));
            if (underWay.Count > (long)Jobs * BlocksAheadPerJob) total = await TellAsync(await underWay.Dequeue(), total, output);
        }

        while (underWay.TryDequeue(out Task<Block>? next)) total = await TellAsync(await next, total, output);
        total = total with { Seconds = Stopwatch.GetElapsedTime(began).TotalSeconds };
        await output.WriteAsync(Format.Close(total));
        await output.FlushAsync();
        return total;
    }

    private Block Validate(MessageFile[] files)
    {
        var block = new Block();
        foreach (MessageFile file in files)
        {
            FileVerdict verdict = Reading.Validate(file);
            if (verdict.Report is not { } report) block.Unreadable++;
            else if (report.IsValid) block.Valid++;
            else block.Invalid++;
            Format.Write(verdict, block.Output);
        }

        return block;
    }

    private static async Task<ValidationSummary> TellAsync(Block block, ValidationSummary total, Stream output)
    {
        await output.WriteAsync(block.Output.WrittenMemory);
        return total with { Valid = total.Valid + block.Valid, Invalid = total.Invalid + block.Invalid, Unreadable = total.Unreadable + block.Unreadable };
    }

    private sealed class Block
    {
        public ArrayBufferWriter<byte> Output { get; } = new();

        public int Valid { get; set; }

        public int Invalid { get; set; }

        public int Unreadable { get; set; }
    }
}
