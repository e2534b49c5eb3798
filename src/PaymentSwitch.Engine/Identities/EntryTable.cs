namespace PaymentSwitch.Engine.Identities;

/// <summary>
/// Hashes to entry numbers, many to one: open addressing with linear probing in 256 shards, 8 bytes a slot, at most
/// three quarters full. It keeps no keys, only 32 bits of each hash: the owner compares what the entries say.
/// </summary>
internal sealed class EntryTable
{
    private const int ShardBits = 8;
    private readonly Shard[] _shards = new Shard[1 << ShardBits];

    /// <summary>The entries that may have this hash.</summary>
    public CandidateSequence Candidates(ulong hash) => new(_shards[hash >> (64 - ShardBits)], hash);

    /// <summary>Adds an entry. Entry numbers are below 2^32 - 1.</summary>
    public void Add(ulong hash, long entry) => _shards[hash >> (64 - ShardBits)].Add(hash, checked((uint)(entry + 1)));

    /// <summary>Removes an entry and closes the gap.</summary>
    public void Remove(ulong hash, long entry) =>
        _shards[hash >> (64 - ShardBits)].Remove(hash, checked((uint)(entry + 1)));

    /// <summary>Walks the slots from where a hash begins up to the first empty one.</summary>
    public ref struct CandidateSequence
    {
        private readonly ReadOnlySpan<Slot> _slots;
        private readonly uint _tag;
        private int _next;
        private uint _current;

        internal CandidateSequence(in Shard shard, ulong hash)
        {
            _slots = shard.Slots;
            _tag = Shard.TagOf(hash);
            _next = _slots.IsEmpty ? 0 : Shard.Begin(hash, _slots.Length);
        }

        /// <summary>The entry at hand.</summary>
        public readonly long Current => (long)_current - 1;

        /// <summary>For foreach.</summary>
        public readonly CandidateSequence GetEnumerator() => this;

        /// <summary>Goes on to the next entry.</summary>
        public bool MoveNext()
        {
            if (_slots.IsEmpty) return false;
            while (true)
            {
                Slot slot = _slots[_next];
                if (slot.Entry == 0) return false;
                _next = (_next + 1) & (_slots.Length - 1);
                if (slot.Tag != _tag) continue;
                _current = slot.Entry;
                return true;
            }
        }
    }

    /// <summary>A slot: the entry number plus one (zero for empty), and 32 bits of its hash, so that growing needs no look at the owner.</summary>
    internal readonly record struct Slot(uint Entry, uint Tag);

    internal struct Shard
    {
        public Slot[]? Slots;
        private int _count;

        public static uint TagOf(ulong hash) => (uint)(hash >> (32 - ShardBits));

        public static int Begin(ulong hash, int length) => (int)(TagOf(hash) & (uint)(length - 1));

        public void Add(ulong hash, uint entry)
        {
            Slots ??= new Slot[16];
            if ((_count + 1) * 4 > Slots.Length * 3) Grow();
            Insert(Slots, new Slot(entry, TagOf(hash)));
            _count++;
        }

        public void Remove(ulong hash, uint entry)
        {
            if (Slots is null) return;
            int mask = Slots.Length - 1;
            int at = Begin(hash, Slots.Length);
            while (Slots[at].Entry != entry)
            {
                if (Slots[at].Entry == 0) return;
                at = (at + 1) & mask;
            }

            _count--;
            int gap = at;
            for (int i = (gap + 1) & mask; Slots[i].Entry != 0; i = (i + 1) & mask)
            {
                int home = (int)(Slots[i].Tag & (uint)mask);
                bool stays = gap <= i ? home > gap && home <= i : home > gap || home <= i;
                if (stays) continue;
                Slots[gap] = Slots[i];
                gap = i;
            }

            Slots[gap] = default;
        }

        private static void Insert(Slot[] slots, Slot slot)
        {
            int mask = slots.Length - 1;
            int at = (int)(slot.Tag & (uint)mask);
            while (slots[at].Entry != 0) at = (at + 1) & mask;
            slots[at] = slot;
        }

        private void Grow()
        {
            var larger = new Slot[Slots!.Length * 2];
            foreach (Slot slot in Slots)
                if (slot.Entry != 0) Insert(larger, slot);
            Slots = larger;
        }
    }
}
