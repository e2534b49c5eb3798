using System.Text.Json;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Http;

/// <summary>Writes the catalogue as JSON. Members may be added, never changed.</summary>
internal static class CatalogueJson
{
    public static ReadOnlyMemory<byte> Write(CommandCatalogue catalogue) => ResultJson.Write(json =>
    {
        json.WriteStartArray("commands"u8);
        foreach (IOperatorCommand command in catalogue.Commands) Write(json, command.Definition);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, CommandDefinition command)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, command.Name);
        json.WriteString("path"u8, $"{OperationsEndpoints.Commands}/{command.Slug}");
        json.WriteString("summary"u8, command.Summary);
        json.WriteString("description"u8, command.Description);
        json.WriteString("role"u8, command.Role.ToString());
        json.WriteString("danger"u8, command.Danger.ToString());
        json.WriteBoolean("needsWhy"u8, command.NeedsWhy);
        json.WriteBoolean("needsFourEyes"u8, command.NeedsFourEyes);
        json.WriteStartArray("arguments"u8);
        foreach (ArgumentDefinition argument in command.Arguments)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, argument.Name);
            json.WriteString("kind"u8, JsonNamingPolicy.CamelCase.ConvertName(argument.Kind.ToString()));
            json.WriteBoolean("required"u8, argument.IsRequired);
            json.WriteString("default"u8, argument.Default);
            json.WriteStartArray("choices"u8);
            foreach (string choice in argument.Choices) json.WriteStringValue(choice);
            json.WriteEndArray();
            json.WriteString("help"u8, argument.Help);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
