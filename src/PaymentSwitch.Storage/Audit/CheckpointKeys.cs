using System.Security.Cryptography;
using System.Text;

namespace PaymentSwitch.Storage.Audit;

/// <summary>The public keys that checkpoints are verified by: as many as the switch has had.</summary>
public sealed class CheckpointKeys : IDisposable
{
    /// <summary>How many bytes of a key's hash are its id.</summary>
    public const int IdBytes = 16;

    /// <summary>How many bytes a signature has: r and s.</summary>
    public const int SignatureBytes = 64;

    internal const DSASignatureFormat SignatureForm = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    private readonly Dictionary<string, ECDsa> _keys = [];

    private CheckpointKeys()
    {
    }

    /// <summary>Reads public keys.</summary>
    /// <param name="files">Files with a public key each, as PEM (SubjectPublicKeyInfo).</param>
    /// <exception cref="FormatException">A file cannot be read or has no public key on P-256; the message names it.</exception>
    public static CheckpointKeys Read(IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var keys = new CheckpointKeys();
        try
        {
            foreach (string file in files) keys.Add(file);
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>A key's name: the beginning of SHA-256 over its SubjectPublicKeyInfo, in hexadecimal.</summary>
    public static string IdOf(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..IdBytes]);
    }

    /// <summary>What is wrong with a checkpoint's signature, in a sentence; null where one of these keys made it.</summary>
    public string? ProblemOf(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (!_keys.TryGetValue(checkpoint.KeyId, out ECDsa? key)) return $"it names the key {checkpoint.KeyId}, which is none of those given";
        return key.VerifyData(checkpoint.Signed(), Convert.FromHexString(checkpoint.Signature), HashAlgorithmName.SHA256, SignatureForm)
            ? null
            : $"its signature was not made over this text by the key {checkpoint.KeyId}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ECDsa key in _keys.Values) key.Dispose();
    }

    /// <summary>Takes what a PEM holds, where it is a key on P-256.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    internal static ECDsa Import(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value) throw new FormatException("it is not on the curve P-256");
            return key;
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new FormatException(error.Message, error);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private void Add(string file)
    {
        try
        {
            string pem = File.ReadAllText(file, Encoding.ASCII);
            // A private key would do, and has no business being where checkpoints are verified.
            if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal)) throw new FormatException("it has a private key; expected the public one");
            ECDsa key = Import(pem);
            if (!_keys.TryAdd(IdOf(key), key)) key.Dispose();
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{file} is no public key: {error.Message}", error);
        }
    }
}
