using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Schemes;

/// <summary>Reads scheme profiles, which are JSON files. Comments are allowed in them; keys that are not known are refused.</summary>
public static class SchemeProfileReader
{
    /// <summary>The names of the built-in profiles.</summary>
    public static IReadOnlyList<string> Names { get; } = ["fednow", "fps", "sct-inst"];

    /// <summary>A built-in profile.</summary>
    /// <exception cref="SchemeProfileException">There is none of this name; the message lists those there are.</exception>
    public static SchemeProfile BuiltIn(string name) => throw new NotImplementedException();

    /// <summary>Reads a profile from a file.</summary>
    /// <exception cref="SchemeProfileException">It cannot be read; the message names file, key and what was expected.</exception>
    public static SchemeProfile Read(string path) => throw new NotImplementedException();

    /// <summary>Reads a profile from a stream.</summary>
    /// <exception cref="SchemeProfileException">It cannot be read; the message names key and what was expected.</exception>
    public static SchemeProfile Read(Stream json) => throw new NotImplementedException();
}
