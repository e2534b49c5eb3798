using System.Globalization;
using System.Text.Json;
using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Operations.Tests;

/// <summary>Two supervisors who work together: one asks, the other grants.</summary>
internal static class TwoOperators
{
    /// <summary>Asks by the first supervisor.</summary>
    /// <param name="running">The switch.</param>
    /// <param name="slug">The command.</param>
    /// <param name="arguments">Its arguments as members of an object, without the braces.</param>
    public static Task<Reply> AskAsync(this RunningOperations running, string slug, string arguments) =>
        running.PostAsync(OperatorRole.Supervisor, slug, $$"""{"arguments":{{{arguments}}},"why":"for the test"}""");

    /// <summary>Asks for something that waits.</summary>
    /// <returns>The approval's number.</returns>
    public static async Task<long> RequestAsync(this RunningOperations running, string slug, string arguments)
    {
        Reply reply = await running.AskAsync(slug, arguments);
        Assert.True(reply.Status == 202, reply.Body);
        return long.Parse(JsonDocument.Parse(reply.Body).RootElement.GetProperty("approval").GetString()!, CultureInfo.InvariantCulture);
    }

    /// <summary>Grants by the second supervisor.</summary>
    public static Task<Reply> GrantAsync(this RunningOperations running, long number, string token = RunningOperations.Second) =>
        running.PostAsync(token, "approval-grant", $$"""{"arguments":{"number":{{number}}},"why":"looked at it"}""");

    /// <summary>Asks and grants.</summary>
    public static async Task<Reply> BothAsync(this RunningOperations running, string slug, string arguments) =>
        await running.GrantAsync(await running.RequestAsync(slug, arguments));

    /// <summary>A field of what a view shows.</summary>
    public static async Task<string?> FieldAsync(this RunningOperations running, string slug, string arguments, string field) =>
        AdminApiTests.RecordOf(await running.AskAsync(slug, arguments)).GetProperty(field) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;

    /// <summary>The rows of what a list shows.</summary>
    public static async Task<JsonElement[]> RowsAsync(this RunningOperations running, string slug, string arguments)
    {
        Reply reply = await running.AskAsync(slug, arguments);
        Assert.True(reply.Status == 200, reply.Body);
        return [.. JsonDocument.Parse(reply.Body).RootElement.GetProperty("rows").EnumerateArray()];
    }

    /// <summary>What is refused.</summary>
    public static string RefusalOf(Reply reply) => $"{reply.Status} {AdminApiTests.CodeOf(reply)}";
}
