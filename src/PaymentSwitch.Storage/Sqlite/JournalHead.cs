using System.Buffers.Binary;
using System.Security.Cryptography;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// The journal's end as it was noted outside of it: SQLite takes damage amid its log for the log's end, and then nothing in the
/// journal tells that more was there. The note is made after a commit, so the journal has at least what it names.
/// </summary>
/// <param name="Position">The position of the last group; 0 for none.</param>
/// <param name="Epoch">The epoch it was written under.</param>
/// <param name="Hash">The hash of its row.</param>
internal sealed record JournalHead(long Position, long Epoch, byte[] Hash)
{
    /// <summary>How many bytes a note has: a label, position, epoch, hash, and the beginning of SHA-256 over all of them.</summary>
    public const int Length = LabelLength + 8 + 8 + JournalHash.Length + CheckLength;

    /// <summary>How many bytes lie from the beginning of one note to that of the other: a disk that loses power writes or leaves a block as a whole.</summary>
    public const int SlotBytes = 4096;

    /// <summary>How many notes the file has, written in turn: where one is torn, the other is there.</summary>
    public const int Slots = 2;

    private const int LabelLength = 8;
    private const int CheckLength = 8;

    private static ReadOnlySpan<byte> Label => "PSWHEAD1"u8;

    /// <summary>The file of a journal's notes.</summary>
    public static string PathOf(string journal) => journal + ".head";

    /// <summary>Reads the notes of a journal.</summary>
    /// <param name="journal">The journal's file.</param>
    /// <exception cref="JournalException">There is a file, and it cannot be read.</exception>
    public static FoundHead Find(string journal)
    {
        string path = PathOf(journal);
        Span<byte> bytes = stackalloc byte[Length];
        JournalHead? latest = null;
        int goodSlot = 0, bad = 0;
        try
        {
            if (!File.Exists(path)) return new FoundHead(false, null, 0, 0);
            // Its writer, who has it open, is not kept from anything.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            for (int slot = 0; slot < Slots; slot++)
            {
                int length = RandomAccess.Read(file, bytes, (long)slot * SlotBytes);
                if (Read(bytes[..length]) is not JournalHead head) bad++;
                else if (latest is null || head.Position > latest.Position) (latest, goodSlot) = (head, slot);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"{path} cannot be read: {error.Message}", error);
        }

        return new FoundHead(true, latest, goodSlot, bad);
    }

    /// <summary>Writes the note's bytes.</summary>
    /// <param name="position">The position of the last group; 0 for none.</param>
    /// <param name="epoch">The epoch it was written under.</param>
    /// <param name="hash">The hash of its row.</param>
    /// <param name="into">Where they go: <see cref="Length"/> bytes.</param>
    public static void Write(long position, long epoch, ReadOnlySpan<byte> hash, Span<byte> into)
    {
        Label.CopyTo(into);
        BinaryPrimitives.WriteInt64BigEndian(into[LabelLength..], position);
        BinaryPrimitives.WriteInt64BigEndian(into[(LabelLength + 8)..], epoch);
        hash.CopyTo(into[(LabelLength + 16)..]);
        Span<byte> check = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(into[..(Length - CheckLength)], check);
        check[..CheckLength].CopyTo(into[(Length - CheckLength)..]);
    }

    private static JournalHead? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) return null;
        Span<byte> expected = stackalloc byte[Length];
        long position = BinaryPrimitives.ReadInt64BigEndian(bytes[LabelLength..]), epoch = BinaryPrimitives.ReadInt64BigEndian(bytes[(LabelLength + 8)..]);
        ReadOnlySpan<byte> hash = bytes.Slice(LabelLength + 16, JournalHash.Length);
        Write(position, epoch, hash, expected);
        return bytes.SequenceEqual(expected) ? new JournalHead(position, epoch, hash.ToArray()) : null;
    }
}

/// <summary>What stands in the file of a journal's notes.</summary>
/// <param name="IsThere">Whether there is a file.</param>
/// <param name="Latest">The later one of the notes that are undamaged; null where none is.</param>
/// <param name="Slot">The slot that it stands in.</param>
/// <param name="Bad">How many notes are damaged.</param>
internal readonly record struct FoundHead(bool IsThere, JournalHead? Latest, int Slot, int Bad);
