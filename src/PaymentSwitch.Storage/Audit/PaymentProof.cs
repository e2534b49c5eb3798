using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Audit;

/// <summary>
/// What a payment's facts are and that they stand in the journal that a checkpoint has signed: enough to verify it with the switch's public
/// key alone, and nothing of any other payment.
/// </summary>
/// <param name="Uetr">The payment.</param>
/// <param name="Checkpoint">The checkpoint's text.</param>
/// <param name="Rows">The rows with its facts, in order.</param>
internal sealed record PaymentProof(string Uetr, string Checkpoint, IReadOnlyList<ProvenRow> Rows);

/// <summary>A row of the journal, as far as it is shown.</summary>
/// <param name="Numbers">Its numbers.</param>
/// <param name="Salt">The salt of its numbers.</param>
/// <param name="Path">That the numbers are among its items.</param>
/// <param name="Facts">The facts of it that are shown, in order.</param>
/// <param name="Inclusion">That the row stands at its position in the journal.</param>
internal sealed record ProvenRow(RowNumbers Numbers, byte[] Salt, IReadOnlyList<byte[]> Path, IReadOnlyList<ProvenFact> Facts, IReadOnlyList<byte[]> Inclusion);

/// <summary>A fact that is shown.</summary>
/// <param name="Index">Which fact of the row, counted from 0.</param>
/// <param name="Stored">The fact as it is stored: a <c>Fact</c> of journal.proto.</param>
/// <param name="Salt">Its salt.</param>
/// <param name="Path">That it is among the row's items.</param>
internal sealed record ProvenFact(int Index, byte[] Stored, byte[] Salt, IReadOnlyList<byte[]> Path);
