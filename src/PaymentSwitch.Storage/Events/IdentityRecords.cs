using System.Runtime.InteropServices;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <summary>
/// Identities of finished payments as records of 40 bytes, just as they lie in memory on a little-endian machine, so that
/// ten million of them are read about as fast as they are copied. They are part of a snapshot only: the journal has them in
/// a form that is the same everywhere.
/// </summary>
internal static class IdentityRecords
{
    /// <summary>How many bytes one identity takes.</summary>
    public const int RecordBytes = 40;

    static IdentityRecords()
    {
        // Another order or size would be another version of the snapshot.
        if (!BitConverter.IsLittleEndian || Marshal.SizeOf<FinishedPayment>() != RecordBytes)
            throw new PlatformNotSupportedException("Snapshots hold identities as records of 40 bytes in little-endian order.");
    }

    /// <summary>The records of identities; no copy.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<FinishedPayment> identities) => MemoryMarshal.AsBytes(identities);

    /// <summary>The identities of records, or null where it is not a whole number of them.</summary>
    public static FinishedPayment[]? Read(ReadOnlySpan<byte> records)
    {
        if (records.Length % RecordBytes != 0) return null;
        FinishedPayment[] identities = GC.AllocateUninitializedArray<FinishedPayment>(records.Length / RecordBytes);
        records.CopyTo(MemoryMarshal.AsBytes(identities.AsSpan()));
        return identities;
    }
}
