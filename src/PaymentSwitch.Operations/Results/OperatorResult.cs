using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Operations.Results;

/// <summary>What a command answers, in a form that can be shown without knowing the command.</summary>
public abstract record OperatorResult;

/// <summary>Rows of one kind.</summary>
/// <param name="Columns">What each row has.</param>
/// <param name="Rows">The rows; each has a cell for each column, of that column's kind.</param>
public sealed record TableResult(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows) : OperatorResult;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name for programs, in camel case. Never changes.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="IsDetail">Whether it is the first to go where there is not enough room.</param>
public sealed record Column(string Name, CellKind Kind, string Title, bool IsDetail = false);

/// <summary>One thing with its properties.</summary>
/// <param name="Fields">The properties, in the order in which they are shown.</param>
public sealed record RecordResult(IReadOnlyList<Field> Fields) : OperatorResult
{
    /// <summary>What a command line ends with: not 0 where what is shown is an alarm.</summary>
    public int ExitCode { get; init; } = OperatorExitCode.Done;
}

/// <summary>A property.</summary>
/// <param name="Name">Its name for programs, in camel case. Never changes.</param>
/// <param name="Value">Its value.</param>
public readonly record struct Field(string Name, Cell Value);

/// <summary>What happened to one thing, in order.</summary>
/// <param name="Fields">What the thing is.</param>
/// <param name="Steps">What happened, oldest first.</param>
public sealed record TimelineResult(IReadOnlyList<Field> Fields, IReadOnlyList<TimelineStep> Steps) : OperatorResult;

/// <summary>Something that happened.</summary>
/// <param name="AtMs">When, in Unix milliseconds.</param>
/// <param name="What">The name of the fact.</param>
/// <param name="Detail">What to know of it, or null.</param>
public sealed record TimelineStep(long AtMs, string What, string? Detail);

/// <summary>Nothing was done yet: a second operator has to approve.</summary>
/// <param name="Approval">The number under which he finds it.</param>
public sealed record ApprovalRequested(string Approval) : OperatorResult
{
    /// <summary>What only who asked is shown, this once; empty for nothing.</summary>
    public IReadOnlyList<Field> Shown { get; init; } = [];
}

/// <summary>Nothing was done.</summary>
/// <param name="Code">The kind of refusal, as <c>account.not-open</c>. Never changes.</param>
/// <param name="Text">What was found and what was expected.</param>
/// <param name="Status">The HTTP status that says the same.</param>
/// <param name="ExitCode">What a command line ends with.</param>
public sealed record Refused(string Code, string Text, int Status, int ExitCode = OperatorExitCode.Refused) : OperatorResult
{
    /// <summary>Everything that is wrong with the arguments; empty where it is something else.</summary>
    public IReadOnlyList<ArgumentError> Errors { get; init; } = [];
}
