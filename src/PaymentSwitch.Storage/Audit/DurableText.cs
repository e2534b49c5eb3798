using System.Text;

namespace PaymentSwitch.Storage.Audit;

/// <summary>Writes a small file whole or not at all: beside it, synced, and then moved to its name.</summary>
internal static class DurableText
{
    private const UnixFileMode ForAllToRead = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes a file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="mode">Who may use it, less what the process takes away from all its files; null: anybody may read it.</param>
    /// <param name="replaces">Whether it may be there already.</param>
    /// <exception cref="IOException">It cannot be written, or is there already; nothing was changed.</exception>
    public static void Write(string file, string text, UnixFileMode? mode = null, bool replaces = false)
    {
        // A move that refuses a file that is there is a link or, where the file system has none, a copy: only a replacing one is one step everywhere.
        if (!replaces && File.Exists(file)) throw new IOException($"{file} is there already.");
        string growing = file + ".writing";
        // What an interrupted attempt has left.
        File.Delete(growing);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode ?? ForAllToRead;
        using (var stream = new FileStream(growing, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush();
            FileSync.File(stream.SafeFileHandle, growing);
        }

        File.Move(growing, file, overwrite: true);
        try
        {
            FileSync.Folder(Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
        catch (IOException) when (!replaces)
        {
            // Whoever tries again must not find it there, and take it for safe.
            File.Delete(file);
            throw;
        }
    }
}
