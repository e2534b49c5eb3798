using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Rows;

/// <summary>A row of the journal, found undamaged.</summary>
/// <param name="Numbers">Its numbers.</param>
/// <param name="Payload">Its payload: the row's alone, to be sliced.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record JournalRow(RowNumbers Numbers, byte[] Payload, byte[] Hash)
{
    /// <summary>The group in it.</summary>
    public CommitGroup Group(GroupCodec codec) => codec.Read(Numbers.Position, Numbers.AtMs, Numbers.Count, Payload);
}
