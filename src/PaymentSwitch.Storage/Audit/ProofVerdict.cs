using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Audit;

/// <summary>A fact that a proof has shown.</summary>
/// <param name="Position">The position of its group.</param>
/// <param name="AtMs">When it happened, in Unix milliseconds.</param>
/// <param name="Text">What it says, in words.</param>
public sealed record ShownFact(long Position, long AtMs, string Text);

/// <summary>What came of verifying a proof.</summary>
/// <param name="Problem">Why it proves nothing, in a sentence; null where it holds.</param>
/// <param name="Payment">The payment; empty where there is a problem.</param>
/// <param name="Checkpoint">The checkpoint it hangs on; null where there is a problem.</param>
/// <param name="Facts">What it has shown; empty where there is a problem.</param>
public sealed record ProofVerdict(string? Problem, string Payment, Checkpoint? Checkpoint, IReadOnlyList<ShownFact> Facts)
{
    /// <summary>Whether the proof holds.</summary>
    public bool Holds => Problem is null;

    internal static ProofVerdict Wrong(string problem) => new(problem, "", null, []);

    /// <summary>Verifies a proof: the signature, then each row in the journal and each fact in its row, then what the facts say.</summary>
    internal static ProofVerdict Of(PaymentProof proof, CheckpointKeys keys)
    {
        Checkpoint checkpoint;
        try
        {
            checkpoint = Checkpoint.Parse(proof.Checkpoint);
        }
        catch (FormatException error)
        {
            return Wrong($"Its checkpoint is none: {error.Message}.");
        }

        if (keys.ProblemOf(checkpoint) is string unsigned) return Wrong($"Its checkpoint does not count: {unsigned}.");
        if (!Uetr.TryParse(proof.Uetr, out Uetr uetr) || uetr.ToString() != proof.Uetr) return Wrong($"'{proof.Uetr}' is no UETR.");
        var search = new PaymentSearch(uetr);
        var shown = new List<ShownFact>();
        long positionBefore = 0, ownFacts = 0;
        foreach (ProvenRow row in proof.Rows)
        {
            long position = row.Numbers.Position;
            if (position <= positionBefore) return Wrong("Its rows do not stand in the order of their positions.");
            positionBefore = position;
            if (ProblemOf(row, checkpoint) is string loose) return Wrong($"Position {position}: {loose}.");
            foreach (ProvenFact fact in row.Facts)
            {
                JournalEntry entry;
                try
                {
                    entry = search.Read(fact.Stored, position);
                }
                catch (JournalException error)
                {
                    return Wrong(error.Message);
                }

                if (!search.IsAbout(entry)) return Wrong($"Position {position}: fact {fact.Index} is not about the payment {uetr}.");
                // Numbered from 1 on: none between two others can have been left out.
                if (entry.Event is PaymentEvent && entry.SequenceNr != ++ownFacts) return Wrong($"Position {position}: fact {fact.Index} is the payment's {entry.SequenceNr}th, and the one before it is missing.");
                shown.Add(new ShownFact(position, entry.Event.AtMs, FactText.Of(entry)));
            }
        }

        return ownFacts == 0 ? Wrong("It shows no fact of the payment.") : new ProofVerdict(null, proof.Uetr, checkpoint, shown);
    }

    /// <summary>What is wrong with a row; null where it, and what is shown of it, stands in the journal that was signed.</summary>
    private static string? ProblemOf(ProvenRow row, Checkpoint checkpoint)
    {
        if (row.Numbers.Version != GroupCodec.Version) return $"it is of version {row.Numbers.Version}; this version of the program knows {GroupCodec.Version}";
        if (row.Numbers.Count is < 0 or > int.MaxValue) return "it cannot have so many facts";
        if (row.Salt.Length != RowContents.SaltLength || row.Facts.Any(fact => fact.Salt.Length != RowContents.SaltLength)) return $"a salt has not {RowContents.SaltLength} bytes";
        long items = RowContents.FirstFactItem + row.Numbers.Count;
        byte[]? root = MerkleProof.RootOf(RowContents.ItemLeaf(row.Salt, RowContents.NumbersOf(row.Numbers)), RowContents.NumbersItem, items, row.Path);
        byte[] signed = Convert.FromHexString(checkpoint.Root);
        if (root is null || !MerkleProof.HasLeaf(RowContents.JournalLeaf(root), row.Numbers.Position - 1, checkpoint.Size, row.Inclusion, signed))
            return "a row with these numbers is not in the journal that was signed";
        int before = -1;
        foreach (ProvenFact fact in row.Facts)
        {
            if (fact.Index <= before) return "its facts do not stand in their order";
            before = fact.Index;
            if (!MerkleProof.HasLeaf(RowContents.ItemLeaf(fact.Salt, fact.Stored), (long)RowContents.FirstFactItem + fact.Index, items, fact.Path, root))
                return $"fact {fact.Index} is not in the row that was signed";
        }

        return null;
    }
}
