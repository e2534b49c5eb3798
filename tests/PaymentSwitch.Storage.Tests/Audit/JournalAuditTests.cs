using PaymentSwitch.Storage.Audit;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Audit;

/// <summary>What an audit finds when somebody who may write the journal, but has no key, has done so.</summary>
public sealed class JournalAuditTests : IDisposable
{
    private readonly AuditedJournal _journal = new();

    [Fact]
    public void A_whole_journal_is_whole_with_all_its_checkpoints()
    {
        Fill(3, 1, 4, 5);
        AuditReport report = _journal.Audit();
        Assert.True(report.IsWhole, string.Join('\n', report.Problems));
        Assert.Equal((13, 4, 13), (report.Groups, report.Checkpoints, report.SignedUpTo));
        Assert.Equal((2 * 3) + (12 * 14), report.Facts);
        Checkpoint latest = _journal.Checkpoints.Latest()!.Checkpoint!;
        Assert.Equal((latest.Root, latest.LastHash), (report.Root, report.LastHash));
    }

    [Fact]
    public void An_empty_journal_is_whole()
    {
        AuditReport report = _journal.Audit(withCheckpoints: false);
        Assert.True(report.IsWhole);
        Assert.Equal((0, "", Convert.ToHexStringLower(MerkleHash.Empty)), (report.Groups, report.LastHash, report.Root));
    }

    [Fact]
    public void Each_flipped_byte_of_a_row_is_noticed_at_its_position()
    {
        Fill(3);
        foreach (string column in (string[])["payload", "hash"])
        {
            byte[] whole = _journal.Blob(column, 2);
            for (int i = 0; i < whole.Length; i++)
            {
                byte[] damaged = [.. whole];
                damaged[i] ^= (byte)(1 << (i % 8));
                Set(column, 2, damaged);
                Assert.Equal(2, First(_journal.Audit(withCheckpoints: false)).Position);
            }

            Set(column, 2, whole);
        }

        foreach (string column in (string[])["epoch", "count", "at_ms", "version"])
        {
            long whole = _journal.Number(column, 2);
            for (int bit = 0; bit < 63; bit++)
            {
                Set(column, 2, whole ^ (1L << bit));
                Assert.Equal(2, First(_journal.Audit(withCheckpoints: false)).Position);
            }

            Set(column, 2, whole);
        }

        Assert.True(_journal.Audit().IsWhole);
    }

    [Fact]
    public void A_removed_tail_is_noticed_by_the_note_beside_it_and_without_that_by_the_checkpoints_alone()
    {
        Fill(3, 3);
        _journal.Execute("DELETE FROM journal WHERE position > 4");
        AuditProblem noted = First(_journal.Audit(withCheckpoints: false));
        Assert.Equal((5, true), (noted.Position, noted.What.Contains("ends at position 4, and", StringComparison.Ordinal) && noted.What.Contains("position 6 was stored", StringComparison.Ordinal)));
        Assert.Equal(2, _journal.Audit().Problems.Count);
        _journal.RemoveNote();
        Assert.True(_journal.Audit(withCheckpoints: false).IsWhole);
        AuditProblem problem = First(_journal.Audit());
        Assert.Equal(5, problem.Position);
        Assert.Contains("ends at position 4, and 6 groups were signed", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_row_and_swapped_rows_are_noticed_where_they_are()
    {
        Fill(6);
        _journal.Execute("UPDATE journal SET position = 100 WHERE position = 3; UPDATE journal SET position = 3 WHERE position = 4; UPDATE journal SET position = 4 WHERE position = 100");
        Assert.Equal(3, First(_journal.Audit()).Position);
        _journal.Execute("DELETE FROM journal WHERE position = 2");
        Assert.Equal(2, First(_journal.Audit()).Position);
    }

    [Fact]
    public void Swapped_rows_whose_chain_was_made_anew_are_noticed_by_the_checkpoints()
    {
        Fill(2, 6);
        _journal.Execute("UPDATE journal SET position = 100 WHERE position = 4; UPDATE journal SET position = 4 WHERE position = 5; UPDATE journal SET position = 5 WHERE position = 100");
        _journal.Rehash(4);
        Assert.Equal((8, true), (First(_journal.Audit(withCheckpoints: false)).Position, First(_journal.Audit(withCheckpoints: false)).What.Contains("it was replaced", StringComparison.Ordinal)));
        _journal.RemoveNote();
        Assert.True(_journal.Audit(withCheckpoints: false).IsWhole);
        Assert.Equal((3, true), (First(_journal.Audit()).Position, First(_journal.Audit()).What.Contains("Between position 3 and 8", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 3)]
    [InlineData(5, 3)]
    [InlineData(6, 6)]
    [InlineData(7, 6)]
    public void A_journal_that_was_hashed_again_from_a_position_on_is_noticed_between_two_checkpoints(long changed, long named)
    {
        Fill(2, 3, 3);
        byte[] payload = _journal.Blob("payload", changed);
        // One digit of a payment's reference: the row is as readable as before.
        int at = payload.AsSpan().IndexOf("E-"u8) + 2;
        payload[at]++;
        Set("payload", changed, payload);
        Assert.Equal(changed, First(_journal.Audit()).Position);
        _journal.Rehash(changed);
        _journal.RemoveNote();
        Assert.True(_journal.Audit(withCheckpoints: false).IsWhole);
        AuditReport report = _journal.Audit();
        Assert.Equal(named, First(report).Position);
        Assert.Equal(named - 1, report.SignedUpTo);
        Assert.Single(report.Problems);
    }

    [Fact]
    public void Checkpoints_that_an_attacker_has_signed_are_none()
    {
        Fill(2, 3);
        using var forger = new AuditedJournal(5);
        Checkpoint forged = forger.Checkpoint();
        string file = _journal.Checkpoints.Latest()!.File;
        foreach (Checkpoint checkpoint in (Checkpoint[])[forged, forged with { KeyId = _journal.Signer.KeyId }])
        {
            File.WriteAllText(file, checkpoint.Text());
            AuditReport report = _journal.Audit();
            Assert.Equal((null, file, 2), (First(report).Position, First(report).Checkpoint, report.SignedUpTo));
        }
    }

    [Fact]
    public void A_checkpoint_of_another_switch_is_noticed()
    {
        Fill(2);
        _journal.Append(1);
        using HandMadeTree rows = new(_journal);
        _journal.Checkpoints.Add(_journal.Signer.Sign("ANOTHERSWTXX", rows.Tree, rows.LastHash, 1));
        Assert.Contains("it is of ANOTHERSWTXX, and others are of PSWTBEBBXXX", First(_journal.Audit()).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_row_says_nothing_of_what_stands_behind_it_and_earlier_checkpoints_still_count()
    {
        Fill(2, 2, 2);
        byte[] payload = _journal.Blob("payload", 5);
        payload[3]++;
        Set("payload", 5, payload);
        AuditReport report = _journal.Audit();
        Assert.Equal((5, 4, 2), (Assert.Single(report.Problems).Position, report.SignedUpTo, report.Checkpoints));
    }

    public void Dispose() => _journal.Dispose();

    private static AuditProblem First(AuditReport report) => report.IsWhole ? throw new InvalidOperationException("It was found whole.") : report.Problems[0];

    /// <summary>Appends so many groups, and makes a checkpoint after each lot.</summary>
    private void Fill(params int[] lots)
    {
        foreach (int groups in lots)
        {
            _journal.Append(groups);
            _journal.Checkpoint();
        }
    }

    private void Set(string column, long position, object value) =>
        _journal.Execute($"UPDATE journal SET {column} = $value WHERE position = $position", ("$value", value), ("$position", position));

    /// <summary>The tree over a journal, made by hand.</summary>
    private sealed class HandMadeTree : IDisposable
    {
        private readonly Rows.IJournalRows _rows;

        public HandMadeTree(AuditedJournal journal)
        {
            _rows = journal.Place.OpenRows();
            foreach (Rows.JournalRow row in _rows.Batches(1, long.MaxValue).SelectMany(batch => batch))
            {
                Tree.Add(RowContents.Of(row).JournalLeaf());
                LastHash = row.Hash;
            }
        }

        public MerkleFrontier Tree { get; } = new();

        public byte[] LastHash { get; private set; } = [];

        public void Dispose() => _rows.Dispose();
    }
}
