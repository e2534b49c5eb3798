using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Catalogue;

/// <summary>A command of the operators: what it is and what it does, in one file. It has no state of its own.</summary>
public interface IOperatorCommand
{
    /// <summary>What it is.</summary>
    CommandDefinition Definition { get; }

    /// <summary>What is wrong already, before a second operator is bothered with it; null for nothing. Whatever can change until then is checked by <see cref="RunAsync"/> alone.</summary>
    Task<Refused?> CheckAsync(OperatorCall call) => Task.FromResult<Refused?>(null);

    /// <summary>Carries it out. Roles, arguments and the reason were checked before.</summary>
    Task<OperatorResult> RunAsync(OperatorCall call);
}
