using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Audit;

/// <summary>The journal is not the one that a checkpoint was made of, or not the one that was read before. The message says where.</summary>
public sealed class CheckpointMismatchException(string message) : Exception(message);

/// <summary>
/// Follows the stored journal, behind its writer and with connections of its own, and makes checkpoints of it. It reads what is stored and
/// checks the chain again, and it goes on from what it has read, so that rows replaced behind its back show. In memory is one batch of
/// rows and the tree's frontier. Not for several threads at once.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="folder">Where checkpoints go.</param>
/// <param name="signer">Signs them.</param>
/// <param name="origin">The switch's name in them.</param>
/// <param name="frontierFile">Where the tree is kept between starts.</param>
/// <param name="clock">The switch's clock.</param>
public sealed class CheckpointMaker(JournalPlace journal, CheckpointFolder folder, CheckpointSigner signer, string origin, string frontierFile, TimeProvider clock) : IDisposable
{
    private readonly KeptFrontier _kept = new(frontierFile);
    private IJournalRows? _rows;
    private Checkpoint? _latest;
    private MerkleFrontier? _tree;
    private CheckpointMismatchException? _mismatch;
    private byte[] _lastHash = JournalHash.Genesis.ToArray();

    /// <summary>The latest checkpoint; null where there is none yet, or the folder was not looked into yet.</summary>
    public Checkpoint? Latest => _latest;

    /// <summary>How many groups were read that no checkpoint has yet.</summary>
    public long Waiting => _tree is null ? 0 : Math.Max(0, _tree.Size - (_latest?.Size ?? 0));

    /// <summary>Reads what the journal has come to.</summary>
    /// <exception cref="CheckpointMismatchException">What is stored is not what was signed or read before.</exception>
    /// <exception cref="JournalException">The journal is damaged or cannot be read.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public void Follow(CancellationToken cancel)
    {
        // Once the journal was another one nothing of it is signed any more.
        if (_mismatch is not null) throw new CheckpointMismatchException(_mismatch.Message);
        try
        {
            if (_tree is null) Begin();
            ReadOn(_tree!, cancel);
        }
        catch (CheckpointMismatchException error)
        {
            _mismatch = error;
            throw;
        }
        catch (JournalException)
        {
            // The next attempt has a connection of its own.
            _rows?.Dispose();
            _rows = null;
            throw;
        }
    }

    /// <summary>Makes a checkpoint of what was read.</summary>
    /// <returns>Its file; null where the latest one has it all.</returns>
    /// <exception cref="IOException">It cannot be written; nothing of it is there.</exception>
    public string? Make()
    {
        if (_tree is null || _mismatch is not null || Waiting == 0) return null;
        Checkpoint made = signer.Sign(origin, _tree, _lastHash, clock.GetUtcNow().ToUnixTimeMilliseconds());
        string file = folder.Add(made);
        _latest = made;
        _kept.Keep(_tree);
        return file;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows?.Dispose();

    private void Begin()
    {
        Directory.CreateDirectory(folder.Path);
        if (folder.Latest() is { } latest)
        {
            _latest = latest.Checkpoint ?? throw new CheckpointMismatchException($"{latest.File} is damaged: {latest.Problem}.");
            if (_latest.Origin != origin) throw new CheckpointMismatchException($"{latest.File} is of another switch, {_latest.Origin}.");
        }

        MerkleFrontier? kept = null;
        // One that another key has signed is only believed to the root that the journal gives again.
        if (_latest?.KeyId == signer.KeyId)
        {
            if (!signer.HasSigned(_latest)) throw new CheckpointMismatchException($"The checkpoint of {_latest.Size} groups has the key's name, and not its signature.");
            kept = _kept.Of(_latest);
        }

        _tree = kept ?? new MerkleFrontier();
        if (kept is not null) _lastHash = Convert.FromHexString(_latest!.LastHash);
    }

    private void ReadOn(MerkleFrontier tree, CancellationToken cancel)
    {
        _rows ??= journal.OpenRows();
        long last = _rows.LastPosition();
        long mustHave = Math.Max(tree.Size, _latest?.Size ?? 0);
        if (last < mustHave) throw new CheckpointMismatchException($"The journal ends at position {last}, and {WhoKnows(mustHave)}.");
        // The last known row is read again: the chain goes on from what was read, not from what stands there now.
        if (last == 0) return;
        foreach (List<JournalRow> batch in _rows.Batches(Math.Max(1, tree.Size), last))
        {
            foreach (JournalRow row in batch) Take(tree, row);
            if (cancel.IsCancellationRequested) return;
        }
    }

    private void Take(MerkleFrontier tree, JournalRow row)
    {
        if (row.Numbers.Position == tree.Size)
        {
            if (!row.Hash.AsSpan().SequenceEqual(_lastHash))
                throw new CheckpointMismatchException($"Position {tree.Size}, or one before it, is not what it was: {WhoKnows(tree.Size)}.");
            return;
        }

        tree.Add(RowContents.Of(row).JournalLeaf());
        _lastHash = row.Hash;
        if (_latest is null || _latest.Size != tree.Size || Convert.ToHexStringLower(tree.Root()) == _latest.Root) return;
        throw new CheckpointMismatchException($"The journal up to position {_latest.Size} is not the one that the checkpoint of {_latest.Time} has signed.");
    }

    private string WhoKnows(long position) => position <= (_latest?.Size ?? 0)
        ? $"the checkpoint of {_latest!.Time} has signed {_latest.Size} groups"
        : $"{position} groups were read before";
}
