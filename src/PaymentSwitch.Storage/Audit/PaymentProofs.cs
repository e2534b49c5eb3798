using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Audit;

/// <summary>A proof that was made.</summary>
/// <param name="File">Its bytes, JSON.</param>
/// <param name="Facts">How many facts it shows.</param>
/// <param name="Later">How many facts the payment has behind the checkpoint: those it does not show.</param>
public sealed record MadeProof(byte[] File, int Facts, int Later);

/// <summary>
/// Makes and verifies proofs for single payments. Making one reads the whole journal, because every row's hash is needed, and keeps about
/// 64 bytes for each row meanwhile; verifying one takes the proof and the public key alone.
/// </summary>
public static class PaymentProofs
{
    private const int BatchesAhead = 3;

    /// <summary>Makes the proof for a payment: every fact of it, and of the accounts for it, up to a checkpoint.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="uetr">The payment.</param>
    /// <param name="checkpoint">The checkpoint that the proof hangs on.</param>
    /// <exception cref="JournalException">The journal is damaged, is not the one that was signed, or the checkpoint has no fact of this payment.</exception>
    public static MadeProof Make(JournalPlace journal, Uetr uetr, Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(checkpoint);
        var leaves = new MemoryStream();
        var found = new List<(JournalRow Row, List<int> Facts)>();
        var search = new PaymentSearch(uetr);
        int later = 0;
        using (IJournalRows rows = journal.OpenRows())
        {
            long last = rows.LastPosition();
            if (last < checkpoint.Size) throw new JournalException($"The journal ends at position {last}, and the checkpoint has signed {checkpoint.Size} groups: this is not the journal, or its end is missing.");
            foreach (List<JournalRow> batch in ReadAhead.Of(rows.Batches(1, last), BatchesAhead, "payment proof"))
            {
                byte[][] made = JournalAudit.LeavesOf(batch, out JournalException? unreadable);
                if (unreadable is not null) throw unreadable;
                for (int i = 0; i < batch.Count; i++)
                {
                    bool isSigned = batch[i].Numbers.Position <= checkpoint.Size;
                    if (isSigned) leaves.Write(made[i]);
                    if (search.In(batch[i]) is not { Count: > 0 } facts) continue;
                    if (isSigned) found.Add((batch[i], facts));
                    else later += facts.Count;
                }
            }
        }

        var tree = new MerkleTree(leaves.GetBuffer().AsSpan(0, (int)leaves.Length));
        if (Convert.ToHexStringLower(tree.Root()) != checkpoint.Root) throw new JournalException("The journal is not the one that the checkpoint has signed; audit verify says from where on.");
        if (found.Count == 0)
        {
            throw new JournalException(later == 0
                ? $"The journal knows no payment {uetr}."
                : $"The payment {uetr} came after the checkpoint, which has signed {checkpoint.Size} groups: wait for the next one.");
        }

        var proof = new PaymentProof(uetr.ToString(), checkpoint.Text(), [.. found.Select(row => Show(row.Row, row.Facts, tree))]);
        return new MadeProof(PaymentProofFile.Write(proof), found.Sum(row => row.Facts.Count), later);
    }

    /// <summary>Verifies a proof.</summary>
    /// <param name="file">The proof's bytes.</param>
    /// <param name="keys">The keys that its checkpoint may be signed by.</param>
    public static ProofVerdict Check(ReadOnlyMemory<byte> file, CheckpointKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        try
        {
            return ProofVerdict.Of(PaymentProofFile.Read(file), keys);
        }
        catch (FormatException error)
        {
            return ProofVerdict.Wrong($"It is no proof: {error.Message}.");
        }
    }

    private static ProvenRow Show(JournalRow row, List<int> facts, MerkleTree tree)
    {
        RowContents contents = RowContents.Of(row);
        (byte[] salt, IReadOnlyList<byte[]> path) = contents.Show(RowContents.NumbersItem);
        var shown = new List<ProvenFact>();
        foreach (int index in facts)
        {
            (byte[] factSalt, IReadOnlyList<byte[]> factPath) = contents.Show(RowContents.FirstFactItem + index);
            shown.Add(new ProvenFact(index, contents.Facts[index].ToArray(), factSalt, factPath));
        }

        return new ProvenRow(row.Numbers, salt, path, shown, tree.Inclusion(row.Numbers.Position - 1));
    }
}
