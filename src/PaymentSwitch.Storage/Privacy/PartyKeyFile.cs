using System.Text;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Storage.Audit;

namespace PaymentSwitch.Storage.Privacy;

/// <summary>
/// A server's party keys in their file, which is small and the only place where they are kept: never in the journal, in a snapshot or in a
/// database. Who has it and the journal can read messages; who loses it never can again.
/// </summary>
public sealed class PartyKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int HoldTriesMax = 500;
    private static readonly TimeSpan HoldEvery = TimeSpan.FromMilliseconds(10);

    private readonly string _file;
    private readonly byte[]? _sealingKey;
    private readonly Lock _gate = new();
    private int _erased;

    private PartyKeyFile(string file, byte[]? sealingKey, PartyKeys keys, bool isNew)
    {
        _file = file;
        _sealingKey = sealingKey;
        Keys = keys;
        IsNew = isNew;
    }

    /// <summary>The keys.</summary>
    public PartyKeys Keys { get; private set; }

    /// <summary>Whether there is no file yet: the keys are new, and not stored before <see cref="Save"/>.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Reads the file; where there is none, makes keys and no file yet.</summary>
    /// <param name="file">The file.</param>
    /// <param name="sealingKeyFile">A file with the key that it is sealed under, 64 hexadecimal digits; empty for none.</param>
    /// <exception cref="FormatException">One of them is not what it should be, or others may read it; the message says what to do.</exception>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static PartyKeyFile Open(string file, string sealingKeyFile)
    {
        byte[]? sealingKey = sealingKeyFile.Length > 0 ? SealingKeyOf(sealingKeyFile) : null;
        if (!File.Exists(file)) return new PartyKeyFile(file, sealingKey, PartyKeys.Create(), isNew: true);
        return new PartyKeyFile(file, sealingKey, Read(file, sealingKey), isNew: false);
    }

    /// <summary>Seals a file under another key, with its switch at rest. The party keys in it stay.</summary>
    /// <param name="file">The file, which must be there.</param>
    /// <param name="sealingKeyFile">A file with the key that it is sealed under now; empty for none.</param>
    /// <param name="newSealingKeyFile">A file with the key that it shall be sealed under; empty for none.</param>
    /// <returns>Which keys they are.</returns>
    /// <exception cref="FormatException">One of the files is not what it should be; nothing was changed.</exception>
    /// <exception cref="IOException">One of them cannot be read or written.</exception>
    public static string Reseal(string file, string sealingKeyFile, string newSealingKeyFile)
    {
        if (!File.Exists(file)) throw new FileNotFoundException($"{file} is not there.");
        PartyKeyFile now = Open(file, sealingKeyFile);
        var then = new PartyKeyFile(file, newSealingKeyFile.Length > 0 ? SealingKeyOf(newSealingKeyFile) : null, now.Keys, isNew: false);
        then.Save();
        return now.Keys.Id;
    }

    /// <summary>Stores new keys. They may be used from then on.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save()
    {
        lock (_gate)
        {
            using FileStream held = Hold();
            Write(Keys);
            IsNew = false;
        }
    }

    /// <summary>Holds the keys against what the journal says of them, and destroys those that it says are destroyed. Cheap where there is nothing new.</summary>
    /// <param name="keyring">The keyring as the journal has it.</param>
    /// <exception cref="FormatException">The journal is sealed under other keys.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Keep(PartyKeyring keyring)
    {
        ArgumentNullException.ThrowIfNull(keyring);
        TakeFileOfAnother(keyring);
        if (keyring.KeysId is string id && id != Keys.Id)
        {
            string found = IsNew ? $"{_file} is missing" : $"{_file} has the keys {Keys.Id}";
            throw new FormatException($"{found}, and the journal is sealed under the keys {id}: bring their file back. Without it nothing that was sealed can be read, or passed on.");
        }

        lock (_gate)
        {
            if (keyring.Erased.Count == _erased) return;
            Destroy(keyring.Erased);
            _erased = keyring.Erased.Count;
        }
    }

    /// <summary>Destroys one party's key, in memory and in the file.</summary>
    /// <exception cref="IOException">The file cannot be written: it still has the key, until <see cref="Destroy(PartyHandle)"/> or <see cref="Keep"/> succeeds.</exception>
    public void Destroy(PartyHandle party)
    {
        lock (_gate) Destroy([party]);
    }

    // What the file has is what counts: another server that shares it may have destroyed more than this one knows of yet.
    private void Destroy(IReadOnlyCollection<PartyHandle> parties)
    {
        foreach (PartyHandle party in parties) Keys.Erase(party);
        if (IsNew) return;
        using FileStream held = Hold();
        PartyKeys stored = Read(_file, _sealingKey);
        bool hadAny = false;
        foreach (PartyHandle party in parties) hadAny |= stored.Erase(party);
        if (hadAny) Write(stored);
    }

    // Two servers that share a file may start at the same time: who comes second has made keys for nothing.
    private void TakeFileOfAnother(PartyKeyring keyring)
    {
        if (!IsNew || keyring.KeysId is null || !File.Exists(_file)) return;
        Keys = Read(_file, _sealingKey);
        IsNew = false;
    }

    private static PartyKeys Read(string file, byte[]? sealingKey)
    {
        ThrowIfOthersRead(file);
        try
        {
            return PartyKeyText.Read(File.ReadAllText(file, Encoding.ASCII), sealingKey);
        }
        catch (FormatException error)
        {
            throw new FormatException($"{file}: {error.Message}.", error);
        }
    }

    // Two servers that write one file at the same time would move each other's half of it to its name.
    private FileStream Hold()
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(_file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < HoldTriesMax && File.Exists(_file + ".lock"))
            {
                Thread.Sleep(HoldEvery);
            }
        }
    }

    private void Write(PartyKeys keys)
    {
        // What was there is overwritten once the new file has its name: a disk that writes in place keeps nothing of it.
        using FileStream? before = File.Exists(_file) ? new FileStream(_file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete) : null;
        DurableText.Write(_file, PartyKeyText.Write(keys, _sealingKey), OwnerOnly, replaces: true);
        if (before is null || OperatingSystem.IsWindows()) return;
        before.Write(new byte[before.Length]);
        before.Flush();
        FileSync.File(before.SafeFileHandle, _file);
    }

    private static byte[] SealingKeyOf(string file)
    {
        ThrowIfOthersRead(file);
        string digits = File.ReadAllText(file, Encoding.ASCII).Trim();
        if (digits.Length != 2 * PartyKeyText.SealingKeyLength || !digits.All(char.IsAsciiHexDigit))
            throw new FormatException($"{file}: expected a key of {2 * PartyKeyText.SealingKeyLength} hexadecimal digits.");
        return Convert.FromHexString(digits);
    }

    private static void ThrowIfOthersRead(string file)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) == 0) return;
        throw new FormatException($"{file}: everybody may use it; take that away (chmod 600).");
    }
}
