using System.IO.Enumeration;

namespace PaymentSwitch.Cli.Validation;

/// <summary>A message to validate.</summary>
/// <param name="Path">Its file, or <c>-</c> for standard input.</param>
/// <param name="Unreadable">Why there is nothing to read; null where there is.</param>
internal readonly record struct MessageFile(string Path, string? Unreadable = null);

/// <summary>Finds the messages that somebody names: one by one while they are read, because there may be millions.</summary>
internal static class MessageFiles
{
    /// <summary>Standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The files named, and all <c>*.xml</c> below the folders named, in the order in which the file system lists them.</summary>
    public static IEnumerable<MessageFile> Of(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            if (path == StandardInput || File.Exists(path)) yield return new MessageFile(path);
            else if (!Directory.Exists(path)) yield return new MessageFile(path, "there is no such file or folder");
            else foreach (MessageFile file in Below(path)) yield return file;
        }
    }

    private static IEnumerable<MessageFile> Below(string folder)
    {
        using IEnumerator<string>? files = Open(folder, out string? unreadable);
        while (files is not null && Next(files, out unreadable)) yield return new MessageFile(files.Current);
        if (unreadable is not null) yield return new MessageFile(folder, unreadable);
    }

    private static IEnumerator<string>? Open(string folder, out string? unreadable)
    {
        unreadable = null;
        try
        {
            return new FileSystemEnumerable<string>(
                folder,
                static (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(),
                new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = 0 })
            {
                ShouldIncludePredicate = static (ref FileSystemEntry entry) =>
                    !entry.IsDirectory && entry.FileName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase),
                // A link may lead back up: whoever wants to go there names it.
                ShouldRecursePredicate = static (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
            }.GetEnumerator();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            unreadable = error.Message;
            return null;
        }
    }

    private static bool Next(IEnumerator<string> files, out string? unreadable)
    {
        unreadable = null;
        try
        {
            return files.MoveNext();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            unreadable = error.Message;
            return false;
        }
    }
}
