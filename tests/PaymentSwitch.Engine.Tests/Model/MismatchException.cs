namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>The switch is not as the reference has it, or breaks what must always hold.</summary>
public sealed class MismatchException : Exception
{
    public MismatchException()
    {
    }

    public MismatchException(string message)
        : base(message)
    {
    }

    public MismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Throws where the switch has other than the reference.</summary>
    internal static void Unless<TOf, TValue>(TOf of, string what, TValue expected, TValue actual)
    {
        if (!EqualityComparer<TValue>.Default.Equals(expected, actual))
            throw new MismatchException($"{of}: {what} is {Show(actual)}; the reference says {Show(expected)}.");
    }

    /// <summary>Throws where the switch has other than the reference, in any order of its own.</summary>
    internal static void UnlessAll<TOf, TValue>(TOf of, string what, IEnumerable<TValue> expected, IEnumerable<TValue> actual)
    {
        if (!expected.SequenceEqual(actual))
            throw new MismatchException($"{of}: {what} are [{string.Join("; ", actual)}]; the reference says [{string.Join("; ", expected)}].");
    }

    private static string Show<TValue>(TValue value) => value?.ToString() ?? "nothing";
}
