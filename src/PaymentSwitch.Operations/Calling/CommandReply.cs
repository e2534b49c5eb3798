using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Calling;

/// <summary>A command on its way to a switch.</summary>
/// <param name="Definition">Which.</param>
/// <param name="Arguments">The arguments that were given, as they were written.</param>
/// <param name="Why">The reason; empty for none.</param>
public sealed record CommandToSend(CommandDefinition Definition, IReadOnlyDictionary<string, string> Arguments, string Why);

/// <summary>What came of a command that was sent.</summary>
/// <param name="ExitCode">What a command line ends with: an <see cref="OperatorExitCode"/>.</param>
/// <param name="IsAnswer">Whether the switch carried it out or lets it wait for a second operator; otherwise it has refused, or nothing is known.</param>
/// <param name="Body">What the switch wrote, as JSON; empty where nothing came, or nothing that is understood.</param>
/// <param name="Text">The answer for people, where that was wanted, or what is wrong.</param>
public sealed record CommandReply(int ExitCode, bool IsAnswer, ReadOnlyMemory<byte> Body, string Text);
