using System.Security.Cryptography;
using System.Text;

namespace PaymentSwitch.Storage.Audit;

/// <summary>Holds the switch's private key and signs checkpoints with it. Not for several threads at once.</summary>
public sealed class CheckpointSigner : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ECDsa _key;

    private CheckpointSigner(ECDsa key, bool isNew)
    {
        _key = key;
        IsNew = isNew;
        KeyId = CheckpointKeys.IdOf(key);
    }

    /// <summary>Whether the key was made just now.</summary>
    public bool IsNew { get; }

    /// <summary>The key's name.</summary>
    public string KeyId { get; }

    /// <summary>
    /// Reads the private key, PKCS#8 in PEM. Where the file is missing a key is made, which nobody but the owner may read, and its
    /// public key written beside it.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <exception cref="FormatException">It is no private key on P-256, or others may read it; the message says what to do.</exception>
    /// <exception cref="IOException">It cannot be read or made.</exception>
    public static CheckpointSigner Open(string file)
    {
        bool isNew = !File.Exists(file);
        if (isNew) Make(file);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~OwnerOnly & ~UnixFileMode.UserExecute) != 0)
            throw new FormatException($"{file}: others than its owner may use it; take that away (chmod 600), and a new key if it may have been read.");
        string pem = File.ReadAllText(file, Encoding.ASCII);
        if (!pem.Contains("PRIVATE KEY", StringComparison.Ordinal)) throw new FormatException($"{file}: expected a private key, PKCS#8 in PEM.");
        try
        {
            return new CheckpointSigner(CheckpointKeys.Import(pem), isNew);
        }
        catch (FormatException error)
        {
            throw new FormatException($"{file} is no private key: {error.Message}", error);
        }
    }

    /// <summary>Where the public key of a private one is written: under the key's id, so that an earlier key's stays.</summary>
    public static string PublicFileOf(string file, string keyId) => Path.ChangeExtension(file, $".{keyId}.pub.pem");

    /// <summary>A checkpoint with its signature.</summary>
    internal Checkpoint Sign(string origin, MerkleFrontier tree, ReadOnlySpan<byte> lastHash, long atMs)
    {
        var unsigned = new Checkpoint(origin, tree.Size, Convert.ToHexStringLower(tree.Root()), Convert.ToHexStringLower(lastHash), atMs, KeyId, "");
        byte[] signature = _key.SignData(unsigned.Signed(), HashAlgorithmName.SHA256, CheckpointKeys.SignatureForm);
        return unsigned with { Signature = Convert.ToHexStringLower(signature) };
    }

    /// <summary>Whether a checkpoint that has this key's name was signed by it.</summary>
    internal bool HasSigned(Checkpoint checkpoint) =>
        _key.VerifyData(checkpoint.Signed(), Convert.FromHexString(checkpoint.Signature), HashAlgorithmName.SHA256, CheckpointKeys.SignatureForm);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static void Make(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // The public one first: where the private one is there, so is it.
        DurableText.Write(PublicFileOf(file, CheckpointKeys.IdOf(key)), key.ExportSubjectPublicKeyInfoPem() + "\n");
        DurableText.Write(file, key.ExportPkcs8PrivateKeyPem() + "\n", OwnerOnly);
    }
}
