using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Audit;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Audit;

/// <summary>The maker beside a running switch, over its starts, its failures, and what is done to the journal behind its back.</summary>
public sealed class CheckpointMakerTests : IDisposable
{
    private readonly AuditedJournal _journal = new(groups: 4);

    [Fact]
    public void It_goes_on_after_a_start_with_or_without_the_tree_it_kept()
    {
        _journal.Checkpoint();
        foreach (bool isKept in (bool[])[true, false])
        {
            _journal.Restart();
            if (!isKept) File.Delete(_journal.FrontierFile);
            _journal.Append(3);
            _journal.Checkpoint();
        }

        Assert.True(_journal.Audit().IsWhole);
        Assert.Equal(3, _journal.Audit().Checkpoints);
    }

    [Fact]
    public void Nothing_new_makes_no_checkpoint()
    {
        _journal.Checkpoint();
        _journal.Maker.Follow(CancellationToken.None);
        Assert.Null(_journal.Maker.Make());
        _journal.Restart();
        _journal.Maker.Follow(CancellationToken.None);
        Assert.Null(_journal.Maker.Make());
        Assert.Single(_journal.Checkpoints.All());
    }

    [Fact]
    public void An_empty_journal_has_none()
    {
        using var empty = new AuditedJournal();
        empty.Append(0);
        empty.Maker.Follow(CancellationToken.None);
        Assert.Null(empty.Maker.Make());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("4\n00")]
    [InlineData("4\n0000000000000000000000000000000000000000000000000000000000000000\n")]
    [InlineData("99999999999999999999\n")]
    public void A_kept_tree_that_does_not_fit_counts_for_nothing(string kept)
    {
        _journal.Checkpoint();
        _journal.Restart();
        File.WriteAllText(_journal.FrontierFile, kept);
        _journal.Append(1);
        _journal.Checkpoint();
        Assert.True(_journal.Audit().IsWhole);
    }

    [Fact]
    public void A_new_key_goes_on_where_the_old_one_was_only_after_reading_the_whole_journal()
    {
        _journal.Checkpoint();
        _journal.RotateKey();
        _journal.Append(2);
        Assert.Equal(6, _journal.Checkpoint().Size);

        _journal.RotateKey();
        ChangeAndRehash(2);
        Refuse("not the one that the checkpoint");
    }

    [Fact]
    public void A_tail_that_was_removed_is_an_alarm_at_once_and_after_a_start()
    {
        _journal.Checkpoint();
        _journal.Execute("DELETE FROM journal WHERE position = 4");
        Refuse("ends at position 3, and the checkpoint");
        _journal.Restart();
        Refuse("ends at position 3, and the checkpoint");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_that_were_replaced_behind_its_back_are_an_alarm_though_the_chain_fits(bool isRunning)
    {
        _journal.Checkpoint();
        if (!isRunning) _journal.Restart();
        ChangeAndRehash(2);
        Refuse("is not what it was");
        _journal.RemoveNote();
        _journal.Append(1);
        Refuse("is not what it was");
        Assert.Single(_journal.Checkpoints.All());
    }

    [Fact]
    public void Rows_that_were_replaced_before_their_first_checkpoint_are_an_alarm_too()
    {
        _journal.Maker.Follow(CancellationToken.None);
        ChangeAndRehash(3);
        Refuse("4 groups were read before");
        Assert.Null(_journal.Maker.Make());
    }

    [Fact]
    public void A_checkpoint_that_was_tampered_with_or_is_another_switchs_is_an_alarm()
    {
        Checkpoint made = _journal.Checkpoint();
        string file = _journal.Checkpoints.Latest()!.File;
        foreach ((string text, string told) in ((string, string)[])
            [("x", "is damaged"), ((made with { AtMs = 5 }).Text(), "not its signature"), ((made with { Origin = "X" }).Text(), "of another switch, X")])
        {
            _journal.Restart();
            File.WriteAllText(file, text);
            Refuse(told);
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_written_fails_the_checkpoint_and_the_next_attempt_makes_it()
    {
        _journal.Maker.Follow(CancellationToken.None);
        string folder = _journal.Checkpoints.Path;
        Directory.Delete(folder);
        // Where the folder should be stands a file: not even root can write into that.
        File.WriteAllText(folder, "");
        Assert.Throws<IOException>(() => _journal.Maker.Make());
        File.Delete(folder);
        Assert.NotNull(_journal.Maker.Make());
        Assert.True(_journal.Audit().IsWhole);
    }

    [Fact]
    public void What_an_interrupted_attempt_has_left_is_in_nobodys_way()
    {
        _journal.Maker.Follow(CancellationToken.None);
        File.WriteAllText(Path.Combine(_journal.Checkpoints.Path, "checkpoint-000000000000004.txt.writing"), "half");
        Assert.NotNull(_journal.Maker.Make());
        Assert.True(_journal.Audit().IsWhole);
        Assert.Single(Directory.GetFiles(_journal.Checkpoints.Path));
    }

    [Fact]
    public void A_damaged_row_is_no_checkpoint_and_when_it_is_back_it_goes_on()
    {
        _journal.Checkpoint();
        _journal.Append(2);
        byte[] payload = _journal.Blob("payload", 6);
        Set(6, [.. payload[..^1], (byte)(payload[^1] ^ 1)]);
        Assert.Contains("position 6 is damaged", Assert.Throws<JournalException>(() => _journal.Maker.Follow(CancellationToken.None)).Message, StringComparison.Ordinal);
        Set(6, payload);
        _journal.Checkpoint();
        Assert.True(_journal.Audit().IsWhole);
    }

    public void Dispose() => _journal.Dispose();

    private void Refuse(string told) =>
        Assert.Contains(told, Assert.Throws<CheckpointMismatchException>(() => _journal.Maker.Follow(CancellationToken.None)).Message, StringComparison.Ordinal);

    private void ChangeAndRehash(long position)
    {
        byte[] payload = _journal.Blob("payload", position);
        payload[payload.AsSpan().IndexOf("E-"u8) + 2]++;
        Set(position, payload);
        _journal.Rehash(position);
    }

    private void Set(long position, byte[] payload) => _journal.Execute("UPDATE journal SET payload = $payload WHERE position = $position", ("$payload", payload), ("$position", position));
}
