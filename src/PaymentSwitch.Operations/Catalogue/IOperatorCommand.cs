using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Catalogue;

/// <summary>A command of the operators: what it is and what it does, in one file. It has no state of its own.</summary>
public interface IOperatorCommand
{
    /// <summary>What it is.</summary>
    CommandDefinition Definition { get; }

    /// <summary>What is wrong already, before a second operator is bothered with it; null for nothing. Whatever can change until then is checked by <see cref="RunAsync"/> alone.</summary>
    Task<Refused?> CheckAsync(OperatorCall call) => Task.FromResult<Refused?>(null);

    /// <summary>
    /// What waits for a second operator in the command's stead, where it makes a secret that only who asked may see: the secret
    /// must not be kept, and not be made by who grants. Null: the command waits as it was asked for.
    /// </summary>
    RequestInStead? AskInStead(OperatorCall call) => null;

    /// <summary>Carries it out. Roles, arguments and the reason were checked before.</summary>
    Task<OperatorResult> RunAsync(OperatorCall call);
}

/// <summary>What waits for a second operator in the stead of what was asked for.</summary>
/// <param name="Command">The name of the command that will be carried out.</param>
/// <param name="Arguments">Its arguments, as they are kept.</param>
/// <param name="Shown">What who asked is shown, this once; kept nowhere.</param>
public sealed record RequestInStead(string Command, IReadOnlyDictionary<string, string> Arguments, IReadOnlyList<Field> Shown);
