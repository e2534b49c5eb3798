using System.Collections;
using System.Globalization;
using System.Reflection;

namespace PaymentSwitch.Domain.Tests;

/// <summary>Facts and states as text, with what is in their lists: records compare lists by reference.</summary>
internal static class Shown
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        IDictionary entries => "{" + string.Join(", ", entries.Keys.Cast<object>().Select(key => $"{Of(key)}: {Of(entries[key])}").Order()) + "}",
        IEnumerable many => "[" + string.Join(", ", many.Cast<object>().Select(Of)) + "]",
        Currency or Enum or not null when !IsRecord(value) => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => value.GetType().Name + "(" + string.Join(", ", PropertiesOf(value)) + ")",
    };

    private static IEnumerable<string> PropertiesOf(object value) => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0)
        .Select(property => $"{property.Name}={Of(property.GetValue(value))}");

    private static bool IsRecord(object value) =>
        value.GetType() is { IsClass: true } type && type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance) is not null;
}
