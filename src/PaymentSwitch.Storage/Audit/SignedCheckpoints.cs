namespace PaymentSwitch.Storage.Audit;

/// <summary>The checkpoints of one journal, compared with it as its tree grows.</summary>
internal sealed class SignedCheckpoints
{
    private readonly List<(string File, Checkpoint Checkpoint)> _bySize;
    private int _next;
    private bool _isOther;

    private SignedCheckpoints(List<(string File, Checkpoint Checkpoint)> bySize, List<AuditProblem> problems)
    {
        _bySize = bySize;
        Problems = problems;
    }

    /// <summary>What is wrong, in the order in which it was found.</summary>
    public List<AuditProblem> Problems { get; }

    /// <summary>How many have a good signature and the root of the journal.</summary>
    public int Good { get; private set; }

    /// <summary>The size of the last of them; 0 where there is none.</summary>
    public long SignedUpTo { get; private set; }

    /// <summary>Checks what can be checked of checkpoints without a journal: their form, their signatures, that they are of one switch.</summary>
    public static SignedCheckpoints Of(IReadOnlyList<CheckpointFile> files, CheckpointKeys keys)
    {
        string?[] wrong = new string?[files.Count];
        Parallel.For(0, files.Count, i => wrong[i] = files[i].Checkpoint is { } checkpoint ? keys.ProblemOf(checkpoint) : files[i].Problem);
        var bySize = new List<(string, Checkpoint)>();
        var problems = new List<AuditProblem>();
        string? origin = null;
        for (int i = 0; i < files.Count; i++)
        {
            if (wrong[i] is null && files[i].Checkpoint!.Origin != (origin ??= files[i].Checkpoint!.Origin))
                wrong[i] = $"it is of {files[i].Checkpoint!.Origin}, and others are of {origin}";
            if (wrong[i] is string problem) problems.Add(new AuditProblem(null, files[i].File, $"{files[i].File}: {problem}."));
            else bySize.Add((files[i].File, files[i].Checkpoint!));
        }

        bySize.Sort((a, b) => a.Item2.Size.CompareTo(b.Item2.Size));
        return new SignedCheckpoints(bySize, problems);
    }

    /// <summary>Compares the checkpoints of the size that the tree has come to.</summary>
    public void Compare(MerkleFrontier tree, ReadOnlySpan<byte> lastHash)
    {
        for (; _next < _bySize.Count && _bySize[_next].Checkpoint.Size == tree.Size; _next++)
        {
            (string file, Checkpoint checkpoint) = _bySize[_next];
            if (checkpoint.Root == Convert.ToHexStringLower(tree.Root()) && checkpoint.LastHash == Convert.ToHexStringLower(lastHash))
            {
                Good++;
                SignedUpTo = tree.Size;
            }
            else if (!_isOther)
            {
                // All later ones differ as well: the first one says where.
                _isOther = true;
                Problems.Add(new AuditProblem(
                    SignedUpTo + 1, file,
                    $"Between position {SignedUpTo + 1} and {tree.Size} the journal is not the one that was signed at {checkpoint.Time}: its root is {Convert.ToHexStringLower(tree.Root())}, signed is {checkpoint.Root} ({file})."));
            }
        }
    }

    /// <summary>The journal has come to its end.</summary>
    /// <param name="size">How many groups it has.</param>
    /// <param name="isDamaged">Whether that is where it is damaged: then nobody knows what stands behind.</param>
    public void EndAt(long size, bool isDamaged)
    {
        if (isDamaged || _next == _bySize.Count) return;
        (string file, Checkpoint checkpoint) = _bySize[^1];
        Problems.Add(new AuditProblem(
            size + 1, file, $"The journal ends at position {size}, and {checkpoint.Size} groups were signed at {checkpoint.Time}: position {size + 1} and what follows is missing ({file})."));
    }
}
