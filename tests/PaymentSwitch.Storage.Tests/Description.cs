using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Tests;

/// <summary>
/// A value as text that says everything that is in it, down to the last field, so that two can be compared whatever they
/// hold: records are equal by reference where they hold lists and bytes. A field that is added later is in it too.
/// </summary>
internal static class Description
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> FieldsOf = new();

    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool yes => yes ? "yes" : "no",
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        ReadOnlyMemory<FinishedPayment> identities => Of(identities.ToArray()),
        EntityKey key => key.ToString(),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        _ => $"{value.GetType().Name} {{ {string.Join(", ", Fields(value.GetType()).Select(field => $"{NameOf(field)} = {Of(field.GetValue(value))}"))} }}",
    };

    /// <summary>What a value consists of, inherited or not; nothing that follows from it.</summary>
    public static FieldInfo[] Fields(Type type) => FieldsOf.GetOrAdd(type, static type =>
    [
        .. (type.BaseType is null ? [] : Fields(type.BaseType)),
        .. type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly),
    ]);

    /// <summary>The name of the member that a field stands behind.</summary>
    public static string NameOf(FieldInfo field) => field.Name.Replace("k__BackingField", "", StringComparison.Ordinal).Trim('<', '>');
}
