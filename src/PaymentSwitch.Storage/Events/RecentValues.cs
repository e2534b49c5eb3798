namespace PaymentSwitch.Storage.Events;

/// <summary>
/// Values that were read not long ago, by their bytes: names of participants, agents and accounts come again in every
/// payment, and are one object each this way. A value whose slot is taken by another one is made anew; memory is bounded.
/// Not for several threads at once.
/// </summary>
/// <param name="make">Makes the value of some bytes.</param>
internal sealed class RecentValues<T>(RecentValues<T>.Make make)
    where T : class
{
    private const int Slots = 1024;
    private const int BytesMax = 128;

    private readonly (byte[] Bytes, T Value)[] _slots = new (byte[], T)[Slots];

    /// <summary>Makes the value of some bytes.</summary>
    public delegate T Make(ReadOnlySpan<byte> bytes);

    public T Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax) return make(bytes);
        ref (byte[] Bytes, T Value) slot = ref _slots[Hash(bytes)];
        if (slot.Bytes is not null && bytes.SequenceEqual(slot.Bytes)) return slot.Value;
        T value = make(bytes);
        slot = (bytes.ToArray(), value);
        return value;
    }

    private static int Hash(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte b in bytes) hash = (hash ^ b) * 16777619;
        return (int)((hash ^ (hash >> 15)) % Slots);
    }
}
