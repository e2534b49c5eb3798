using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Simulator.Node;

/// <summary>What a bank asks the gateway.</summary>
/// <param name="Bank">Who asks.</param>
/// <param name="Message">The message that it sends; null where it reads its mailbox.</param>
/// <param name="After">The cursor that it has read up to.</param>
/// <param name="Wait">How long it would wait for an outcome.</param>
internal sealed record BankRequest(ParticipantId Bank, byte[]? Message, long After = 0, TimeSpan Wait = default);

/// <summary>What the gateway answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The message in it; empty for none.</param>
/// <param name="Mail">The messages of the mailbox, where it was asked for.</param>
internal sealed record BankResponse(int Status, byte[] Body, IReadOnlyList<(long Cursor, byte[] Message)> Mail);
