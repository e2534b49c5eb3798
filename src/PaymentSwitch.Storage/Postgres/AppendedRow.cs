using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>A row on its way into the journal: the same bytes, however often they have to be sent.</summary>
/// <param name="Numbers">Its numbers.</param>
/// <param name="Payload">Its payload.</param>
/// <param name="Hash">Its hash, which covers the two.</param>
internal readonly record struct AppendedRow(RowNumbers Numbers, ReadOnlyMemory<byte> Payload, byte[] Hash);
