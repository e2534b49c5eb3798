using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PaymentSwitch.Storage;

/// <summary>
/// Makes files safe by calls to the system whose failure is seen: the framework's own flush on Linux has been seen to raise nothing
/// where the disk reported an error. After a failure nothing may be tried again: the system may have thrown away what it could not write.
/// </summary>
internal static class FileSync
{
    private const int Interrupted = 4;
    private const int NotSupported = 22;

    /// <summary>Brings what was written to a file to stable storage.</summary>
    /// <param name="file">The file, open for writing.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <exception cref="IOException">It is not known to be there.</exception>
    public static void File(SafeFileHandle file, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        bool added = false;
        try
        {
            file.DangerousAddRef(ref added);
            if (Sync((int)file.DangerousGetHandle()) is int error and not 0) throw Failed(name, error);
        }
        finally
        {
            if (added) file.DangerousRelease();
        }
    }

    /// <summary>Brings the names in a folder to stable storage: that a file is there, or has another name now.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">They are not known to be there.</exception>
    public static void Folder(string path)
    {
        // There a folder cannot be opened; a move is written through.
        if (OperatingSystem.IsWindows()) return;
        int folder = Open(path, 0);
        if (folder < 0) throw Failed(path, Marshal.GetLastPInvokeError());
        int error = Sync(folder);
        _ = Close(folder);
        // Some file systems of a network know no syncing of folders.
        if (error is not (0 or NotSupported)) throw Failed(path, error);
    }

    /// <returns>The system's error; 0 for none.</returns>
    private static int Sync(int file)
    {
        while (FSync(file) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted) return error;
        }

        return 0;
    }

    private static IOException Failed(string name, int error) => new($"{name} could not be synced: {Marshal.GetPInvokeErrorMessage(error)} (error {error}).");

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(int file);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
