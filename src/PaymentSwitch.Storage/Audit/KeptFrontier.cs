using System.Globalization;
using System.Text;

namespace PaymentSwitch.Storage.Audit;

/// <summary>
/// The tree as it was at the latest checkpoint, in a file of the switch's own, so that a start need not read the whole journal. Nothing
/// hangs on it: it counts only where the root that follows from it is the one that the checkpoint has.
/// </summary>
/// <param name="file">The file.</param>
internal sealed class KeptFrontier(string file)
{
    /// <summary>Keeps a tree in place of the one before.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Keep(MerkleFrontier tree)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{tree.Size}\n");
        foreach (byte[] peak in tree.Peaks) text.Append(Convert.ToHexStringLower(peak)).Append('\n');
        DurableText.Write(file, text.ToString(), replaces: true);
    }

    /// <summary>The tree of a checkpoint; null where another one is kept, or none, or what is kept is damaged.</summary>
    public MerkleFrontier? Of(Checkpoint checkpoint)
    {
        try
        {
            if (!File.Exists(file)) return null;
            string[] lines = File.ReadAllLines(file);
            var tree = new MerkleFrontier(long.Parse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture), [.. lines[1..].Select(Convert.FromHexString)]);
            return tree.Size == checkpoint.Size && Convert.ToHexStringLower(tree.Root()) == checkpoint.Root ? tree : null;
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException or IOException or UnauthorizedAccessException)
        {
            // It is made anew from the journal.
            return null;
        }
    }
}
