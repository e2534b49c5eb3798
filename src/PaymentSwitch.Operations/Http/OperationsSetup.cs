using PaymentSwitch.Operations.Dispatching;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Http;

/// <summary>What the admin API is made of.</summary>
public sealed record OperationsSetup
{
    /// <summary>The way to the commands.</summary>
    public required CommandDispatcher Dispatcher { get; init; }

    /// <summary>Says who a request comes from.</summary>
    public required OperatorTokens Tokens { get; init; }

    /// <summary>The most bytes of a request's body.</summary>
    public int BodyBytesMax { get; init; } = 64 * 1024;

    /// <summary>Hears of every command that was asked for, shown or done or refused, to log it.</summary>
    public required Action<CommandRequest, OperatorResult> Ran { get; init; }

    /// <summary>Hears of faults that a request ran into, to log them.</summary>
    public required Action<Exception> Fault { get; init; }
}
