using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Catalogue;

/// <summary>A command of the operators: what it is and what it does, in one file. It has no state of its own.</summary>
public interface IOperatorCommand
{
    /// <summary>What it is.</summary>
    CommandDefinition Definition { get; }

    /// <summary>Carries it out. Roles, arguments and the reason were checked before.</summary>
    Task<OperatorResult> RunAsync(OperatorCall call);
}
