using System.Text.Json;
using System.Text.RegularExpressions;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>
/// The Helm chart, as far as it can be judged without Helm: values that templates use are there and described, blocks are closed, and what
/// is left when all of Helm's own is taken out is still set out in steps. It is no rendering.
/// </summary>
public sealed partial class HelmTests
{
    private const string Chart = "deploy/helm/payment-switch";

    public static TheoryData<string> Templates => Repository.Root is null ? ["."] : [.. Repository.DeployFiles(".yaml", ".tpl").Where(file => file.StartsWith($"{Chart}/templates/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_is_whole(string template)
    {
        Repository.Need();
        Assert.Equal("", string.Join("\n", Wrong(Repository.Read(template))));
    }

    [Theory]
    [InlineData("a: {{ .Values.shape }}", "")]
    [InlineData("a: {{ .Values.shape }", "brace")]
    [InlineData("a: {{ .Values.shap }}", "shap is not in values.yaml")]
    [InlineData("{{- if .Values.shape }}\na: 1", "1 blocks are not closed")]
    [InlineData("\ta: 1", "tab")]
    [InlineData("a: {{ include \"no.such\" . }}", "no.such is not defined")]
    public void A_template_that_is_not_whole_is_found(string template, string told)
    {
        Repository.Need();
        string wrong = string.Join("\n", Wrong(template));
        if (told.Length == 0) Assert.Equal("", wrong);
        else Assert.Contains(told, wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_and_schema_have_the_same_keys_and_types()
    {
        Repository.Need();
        using JsonDocument schema = JsonDocument.Parse(Repository.Read(Chart, "values.schema.json"));
        Assert.Equal("", string.Join("\n", Differences("", Node.Read(Repository.Read(Chart, "values.yaml")).Single(), schema.RootElement)));
    }

    [Fact]
    public void Every_value_is_used()
    {
        Repository.Need();
        string templates = string.Join('\n', Repository.DeployFiles(".yaml", ".tpl").Where(file => file.StartsWith($"{Chart}/templates/", StringComparison.Ordinal)).Select(file => Repository.Read(file)));
        foreach ((string key, _) in Node.Read(Repository.Read(Chart, "values.yaml")).Single().Members)
            Assert.True(templates.Contains($".Values.{key}", StringComparison.Ordinal), $"{key} is a value that no template uses.");
    }

    [Fact]
    public void Settings_in_the_chart_are_those_of_the_overlays()
    {
        Repository.Need();
        foreach (string shape in (string[])["embedded", "cluster"])
            Assert.Equal(Repository.Read("deploy", "kubernetes", "base", shape, "settings.json"), Repository.Read(Chart, "files", $"settings-{shape}.json"));
    }

    private static IEnumerable<string> Wrong(string template)
    {
        Node values = Node.Read(Repository.Read(Chart, "values.yaml")).Single();
        if (template.Contains('\t', StringComparison.Ordinal)) yield return "It has a tab.";
        if (Open().Count(template) != Close().Count(template)) yield return "A brace is missing.";
        int depth = 0;
        foreach (Match action in Action().Matches(template))
        {
            string word = action.Groups[1].Value;
            if (word is "if" or "range" or "with" or "define" or "block") depth++;
            if (word == "end" && --depth < 0) yield return "A block is closed that is not open.";
        }

        if (depth > 0) yield return $"{depth} blocks are not closed.";
        foreach (Match value in Value().Matches(template))
        {
            string[] path = value.Groups[1].Value.Split('.');
            if (!values[path].IsThere) yield return $"{value.Groups[1].Value} is not in values.yaml.";
        }

        string helpers = Repository.Read(Chart, "templates", "_helpers.tpl");
        foreach (Match included in Include().Matches(template))
            if (!helpers.Contains($"define \"{included.Groups[1].Value}\"", StringComparison.Ordinal)) yield return $"{included.Groups[1].Value} is not defined.";
    }

    private static IEnumerable<string> Differences(string path, Node values, JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out JsonElement properties)) yield break;
        if (!schema.TryGetProperty("additionalProperties", out JsonElement others) || others.ValueKind != JsonValueKind.False) yield return $"{path}: the schema lets keys through that it does not know.";
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            string key = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            Node value = values[property.Name];
            if (!value.IsThere) yield return $"{key} is in the schema and not in values.yaml.";
            if (!property.Value.TryGetProperty("description", out _)) yield return $"{key} is not described in the schema.";
            string type = property.Value.GetProperty("type").GetString()!;
            bool fits = type switch { "integer" => int.TryParse(value.Text, out _), "boolean" => value.Text is "true" or "false", "object" => value.Text.Length == 0, _ => true };
            if (!fits) yield return $"{key} is '{value.Text}', which is no {type}.";
            if (property.Value.TryGetProperty("enum", out JsonElement choices) && !choices.EnumerateArray().Any(choice => choice.GetString() == value.Text)) yield return $"{key} is '{value.Text}', which is none of the choices.";
            foreach (string difference in Differences(key, value, property.Value)) yield return difference;
        }

        foreach ((string key, _) in values.Members)
            if (!properties.TryGetProperty(key, out _)) yield return $"{(path.Length == 0 ? key : $"{path}.{key}")} is in values.yaml and not in the schema.";
    }

    [GeneratedRegex(@"\{\{")]
    private static partial Regex Open();

    [GeneratedRegex(@"\}\}")]
    private static partial Regex Close();

    [GeneratedRegex(@"\{\{-?\s*(\w+)")]
    private static partial Regex Action();

    [GeneratedRegex(@"\.Values\.([A-Za-z0-9_.]+)")]
    private static partial Regex Value();

    [GeneratedRegex("""include "([^"]+)""")]
    private static partial Regex Include();
}
