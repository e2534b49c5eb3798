using System.Text;
using PaymentSwitch.Storage.Audit;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Audit;

/// <summary>
/// A checkpoint and a proof as they were first made, in files: they must verify for as long as anybody has one, and the same journal must give
/// them again. Run once with PAYMENTSWITCH_GOLDEN=write where one is missing; a file is never changed. The key is for these files alone.
/// </summary>
public sealed class GoldenAuditTests
{
    [Fact]
    public void The_checkpoint_and_the_proof_of_the_first_version_hold_and_are_made_again()
    {
        string key = Named("test-key.pem"), checkpointFile = Named("checkpoint.txt"), proofFile = Named("proof.json");
        bool writes = Environment.GetEnvironmentVariable("PAYMENTSWITCH_GOLDEN") == "write" && !File.Exists(proofFile);
        using var journal = new AuditedJournal(groups: 5, keyPem: File.Exists(key) ? File.ReadAllBytes(key) : null);
        Checkpoint made = journal.Checkpoint();
        if (writes)
        {
            Directory.CreateDirectory(Folder());
            File.WriteAllBytes(key, File.ReadAllBytes(journal.KeyFile));
            File.WriteAllText(checkpointFile, made.Text());
            File.WriteAllBytes(proofFile, journal.Prove(3, 1).File);
        }

        using CheckpointKeys keys = journal.Keys();
        Checkpoint golden = Checkpoint.Parse(File.ReadAllText(checkpointFile));
        Assert.Null(keys.ProblemOf(golden));
        // A signature is another one each time.
        Assert.Equal(golden with { Signature = "" }, made with { Signature = "" });
        ProofVerdict verdict = PaymentProofs.Check(File.ReadAllBytes(proofFile), keys);
        Assert.True(verdict.Holds, verdict.Problem);
        Assert.Equal(7, verdict.Facts.Count);
        byte[] again = PaymentProofs.Make(journal.Place, AuditedJournal.PaymentOf(3, 1), golden).File;
        Assert.Equal(File.ReadAllText(proofFile), Encoding.UTF8.GetString(again));
    }

    private static string Named(string name) => Path.Combine(Folder(), name);

    private static string Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return Path.Combine(at.FullName, "tests", "PaymentSwitch.Storage.Tests", "Golden", "audit");
        throw new InvalidOperationException("The golden files are not in a folder above.");
    }
}
