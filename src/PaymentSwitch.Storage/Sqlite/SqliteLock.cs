using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>The lock on a journal's file: a file beside it that its writer holds open as long as it writes.</summary>
internal static class SqliteLock
{
    /// <summary>Takes the lock; disposing of what is given lets it go.</summary>
    /// <exception cref="JournalException">Another process holds it, or it cannot be made.</exception>
    public static FileStream Take(string path)
    {
        string lockPath = path + ".lock";
        try
        {
            return new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.GetType() == typeof(IOException) && File.Exists(lockPath))
        {
            throw new JournalException($"{path} is being written by another process, which holds {lockPath}. Stop that one first.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"{path} cannot be written: {error.Message} Check that its folder exists and may be written.", error);
        }
    }
}
