using System.Globalization;
using System.Text;

namespace PaymentSwitch.Storage.Audit;

/// <summary>A checkpoint's file, as it was found.</summary>
/// <param name="File">Its name, with the folder.</param>
/// <param name="Checkpoint">What it holds; null where that is no checkpoint.</param>
/// <param name="Problem">Why it is none; null where it is one.</param>
public sealed record CheckpointFile(string File, Checkpoint? Checkpoint, string? Problem);

/// <summary>A folder with checkpoints, a file each, named by size. Files are only added: none is ever changed or deleted.</summary>
/// <param name="path">The folder.</param>
public sealed class CheckpointFolder(string path)
{
    private const string Pattern = "checkpoint-*.txt";

    // More than a checkpoint can have: what is longer is none, and not read to its end.
    private const int BytesMax = 4096;

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>All checkpoints, in the order of their files' names, which is that of their sizes.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<CheckpointFile> All() => [.. Directory.GetFiles(Path, Pattern).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The one of the largest size; null where there is none.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public CheckpointFile? Latest() => Directory.GetFiles(Path, Pattern).Max(StringComparer.Ordinal) is string file ? Read(file) : null;

    /// <summary>Reads a file.</summary>
    public static CheckpointFile Read(string file)
    {
        try
        {
            if (new FileInfo(file).Length > BytesMax) return new CheckpointFile(file, null, "it is too long for a checkpoint");
            var checkpoint = Checkpoint.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(file)));
            string name = System.IO.Path.GetFileName(file);
            return name.StartsWith("checkpoint-", StringComparison.Ordinal) && name.EndsWith(".txt", StringComparison.Ordinal) && name != NameOf(checkpoint.Size)
                ? new CheckpointFile(file, null, $"its name does not say its size, {checkpoint.Size}")
                : new CheckpointFile(file, checkpoint, null);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return new CheckpointFile(file, null, error.Message);
        }
    }

    /// <summary>Adds a checkpoint; when this returns it is on stable storage.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="IOException">It cannot be written, or one of this size is there; nothing of it is.</exception>
    internal string Add(Checkpoint checkpoint)
    {
        Directory.CreateDirectory(Path);
        string file = System.IO.Path.Combine(Path, NameOf(checkpoint.Size));
        DurableText.Write(file, checkpoint.Text());
        return file;
    }

    private static string NameOf(long size) => string.Create(CultureInfo.InvariantCulture, $"checkpoint-{size:D15}.txt");
}
