using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace PaymentSwitch.Server.Configuration;

/// <summary>
/// Turns configuration into settings and forgives nothing: an unknown key or a value of the wrong type is an error that
/// names the key and what was expected. All of them are collected.
/// </summary>
internal static class StrictBinding
{
    /// <summary>Fills a record from a section.</summary>
    /// <param name="type">The record's type; its properties are the keys.</param>
    /// <param name="section">The section.</param>
    /// <param name="path">The section's key, for errors.</param>
    /// <param name="ignored">Keys at this level that somebody else reads.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static object Bind(Type type, IConfiguration section, string path, IReadOnlyCollection<string> ignored, List<string> errors)
    {
        object bound = Activator.CreateInstance(type)!;
        Dictionary<string, PropertyInfo> properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection child in section.GetChildren())
        {
            string key = path.Length == 0 ? child.Key : $"{path}:{child.Key}";
            if (ignored.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) continue;
            if (!properties.TryGetValue(child.Key, out PropertyInfo? property))
            {
                errors.Add($"{key}: unknown key; expected one of {string.Join(", ", properties.Keys.Order(StringComparer.Ordinal))}.");
                continue;
            }

            object? value = Value(property.PropertyType, child, key, errors);
            if (value is not null) property.SetValue(bound, value);
        }

        return bound;
    }

    private static object? Value(Type type, IConfigurationSection section, string key, List<string> errors)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return List(type.GetGenericArguments()[0], section, key, errors);
        bool scalar = type == typeof(string) || type.IsPrimitive;
        if (!scalar) return section.Value is { Length: > 0 } ? Wrong("a section with keys of its own") : Bind(type, section, key, [], errors);
        if (section.GetChildren().Any()) return Wrong("a single value");
        string text = section.Value ?? "";
        if (type == typeof(string)) return text;
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : Wrong("a whole number");
        if (type == typeof(long)) return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : Wrong("a whole number");
        if (type == typeof(bool)) return bool.TryParse(text, out bool flag) ? flag : Wrong("true or false");
        throw new NotSupportedException($"{key}: settings of type {type.Name} cannot be read.");

        object? Wrong(string expected)
        {
            errors.Add($"{key}: found '{section.Value}', expected {expected}.");
            return null;
        }
    }

    private static Array List(Type item, IConfigurationSection section, string key, List<string> errors)
    {
        var values = new List<object>();
        foreach (IConfigurationSection child in section.GetChildren().OrderBy(child => int.TryParse(child.Key, out int index) ? index : int.MaxValue))
        {
            if (!int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)) errors.Add($"{key}:{child.Key}: unknown key; expected a list.");
            else if (Value(item, child, $"{key}:{child.Key}", errors) is object value) values.Add(value);
        }

        var list = Array.CreateInstance(item, values.Count);
        for (int i = 0; i < values.Count; i++) list.SetValue(values[i], i);
        return list;
    }
}
