using PaymentSwitch.Operations.Approvals;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Dispatching;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Http;

/// <summary>What the admin API is made of.</summary>
public sealed record OperationsSetup
{
    /// <summary>The switch.</summary>
    public required OperatedSwitch Switch { get; init; }

    /// <summary>Says who a request comes from.</summary>
    public required OperatorTokens Tokens { get; init; }

    /// <summary>The commands.</summary>
    public CommandCatalogue Catalogue { get; init; } = CommandCatalogue.Shipped;

    /// <summary>Keeps what needs a second pair of eyes.</summary>
    public IApprovals Approvals { get; init; } = new ApprovalsNotConfigured();

    /// <summary>Whether what needs a second pair of eyes waits for one; false is for a sandbox.</summary>
    public bool FourEyes { get; init; } = true;

    /// <summary>The most bytes of a request's body.</summary>
    public int BodyBytesMax { get; init; } = 64 * 1024;

    /// <summary>Hears of every command that was asked for, shown or done or refused, to log it.</summary>
    public required Action<CommandRequest, OperatorResult> Ran { get; init; }

    /// <summary>Hears of faults that a request ran into, to log them.</summary>
    public required Action<Exception> Fault { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
