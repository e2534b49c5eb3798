namespace PaymentSwitch.Storage.Audit;

/// <summary>Something that is not as it must be.</summary>
/// <param name="Position">The first position of the journal that is, or may be, not what was signed or written; null where it is a checkpoint alone that is wrong.</param>
/// <param name="Checkpoint">The checkpoint's file; null where none has to do with it.</param>
/// <param name="What">What it is, in a sentence.</param>
public sealed record AuditProblem(long? Position, string? Checkpoint, string What);

/// <summary>What the audit of a journal has found.</summary>
/// <param name="Groups">How many groups were read and found good.</param>
/// <param name="Facts">How many facts are in them.</param>
/// <param name="Bytes">How many bytes their payloads have.</param>
/// <param name="Root">The root of the tree over them, in hexadecimal.</param>
/// <param name="LastHash">The hash of the last one's row, in hexadecimal; empty for an empty journal.</param>
/// <param name="Checkpoints">How many checkpoints have a good signature and the journal's root.</param>
/// <param name="SignedUpTo">The position up to which one of these has signed; 0 where none has.</param>
/// <param name="Problems">What is not as it must be, the weightiest first; empty where all is whole.</param>
public sealed record AuditReport(
    long Groups, long Facts, long Bytes, string Root, string LastHash, int Checkpoints, long SignedUpTo, IReadOnlyList<AuditProblem> Problems)
{
    /// <summary>Whether everything is as it must be.</summary>
    public bool IsWhole => Problems.Count == 0;
}
