using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Storage.Audit;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Audit;

/// <summary>Checkpoints by themselves: their text, their signatures, their files.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly AuditedJournal _journal = new(groups: 3);

    [Fact]
    public void A_checkpoint_is_read_as_it_was_written_and_its_signature_holds()
    {
        Checkpoint made = _journal.Checkpoint();
        Assert.Equal(made, Checkpoint.Parse(made.Text()));
        Assert.Equal(made, _journal.Checkpoints.Latest()!.Checkpoint);
        Assert.Equal((3, "PSWTBEBBXXX", "2027-01-15T08:02:03.456Z"), (made.Size, made.Origin, made.Time));
        using CheckpointKeys keys = _journal.Keys();
        Assert.Null(keys.ProblemOf(made));
    }

    [Fact]
    public void Each_flipped_bit_of_each_byte_is_noticed()
    {
        string file = Path.Combine(_journal.Checkpoints.Path, "checkpoint-000000000000003.txt");
        _journal.Checkpoint();
        byte[] text = File.ReadAllBytes(file);
        using CheckpointKeys keys = _journal.Keys();
        for (int i = 0; i < text.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] damaged = [.. text];
                damaged[i] ^= (byte)(1 << bit);
                File.WriteAllBytes(file, damaged);
                CheckpointFile read = CheckpointFolder.Read(file);
                Assert.True(read.Checkpoint is null || keys.ProblemOf(read.Checkpoint) is not null, $"byte {i}, bit {bit}");
            }
        }
    }

    [Fact]
    public void Each_cut_of_the_text_is_noticed()
    {
        string text = _journal.Checkpoint().Text();
        for (int i = 0; i < text.Length; i++) Assert.Throws<FormatException>(() => Checkpoint.Parse(text[..i]));
        Assert.Throws<FormatException>(() => Checkpoint.Parse(text + "\n"));
    }

    [Fact]
    public void Another_ones_key_is_named_and_a_key_that_was_rotated_out_still_counts()
    {
        Checkpoint first = _journal.Checkpoint();
        using CheckpointKeys old = _journal.Keys();
        _journal.RotateKey();
        _journal.Append(1);
        Checkpoint second = _journal.Checkpoint();
        Assert.Null(old.ProblemOf(first));
        Assert.Contains(second.KeyId, old.ProblemOf(second), StringComparison.Ordinal);
        // Under the name of the old key it is signed wrongly.
        Assert.Contains("was not made over this text", old.ProblemOf(second with { KeyId = first.KeyId }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_a_size_that_is_there_is_never_overwritten()
    {
        Checkpoint made = _journal.Checkpoint();
        Assert.Throws<IOException>(() => _journal.Checkpoints.Add(made with { AtMs = 1 }));
        Assert.Equal(made, _journal.Checkpoints.Latest()!.Checkpoint);
    }

    [Fact]
    public void A_file_whose_name_says_another_size_is_none()
    {
        _journal.Checkpoint();
        string file = _journal.Checkpoints.Latest()!.File, other = file.Replace("003", "004", StringComparison.Ordinal);
        File.Move(file, other);
        Assert.Contains("does not say its size", CheckpointFolder.Read(other).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_key_is_its_owners_alone_and_has_its_public_key_beside_it()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_journal.KeyFile));
        using CheckpointKeys keys = CheckpointKeys.Read([CheckpointSigner.PublicFileOf(_journal.KeyFile, _journal.Signer.KeyId)]);
        Assert.Null(keys.ProblemOf(_journal.Checkpoint()));
        using CheckpointSigner again = CheckpointSigner.Open(_journal.KeyFile);
        Assert.Equal((_journal.Signer.KeyId, false), (again.KeyId, again.IsNew));
    }

    [Fact]
    public void A_key_that_others_may_read_a_key_on_another_curve_and_no_key_are_refused()
    {
        File.SetUnixFileMode(_journal.KeyFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<FormatException>(() => CheckpointSigner.Open(_journal.KeyFile)).Message, StringComparison.Ordinal);
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Refuse(large.ExportPkcs8PrivateKeyPem(), "P-256");
        Refuse(large.ExportSubjectPublicKeyInfoPem(), "expected a private key");
        Refuse("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "is no private key");
        Assert.Contains("expected the public one", Assert.Throws<FormatException>(() => CheckpointKeys.Read([_journal.KeyFile])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _journal.Dispose();

    private void Refuse(string pem, string told)
    {
        string file = _journal.FileNamed("other.pem");
        File.WriteAllText(file, pem, Encoding.ASCII);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        Assert.Contains(told, Assert.Throws<FormatException>(() => CheckpointSigner.Open(file)).Message, StringComparison.Ordinal);
        File.Delete(file);
    }
}
