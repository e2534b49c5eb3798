using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Operations.Tests;

/// <summary>The JSON that programs read: members may be added to these files, never changed.</summary>
public sealed class GoldenTests
{
    private const string WriteVariable = "PAYMENTSWITCH_GOLDEN";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    // file, path and query, status
    [InlineData("accounts-list", "accounts-list", 200)]
    [InlineData("account-show", "account-show?participant=ALPHDEFFXXX", 200)]
    [InlineData("participants-list", "participants-list", 200)]
    [InlineData("participant-show", "participant-show?participant=BRAVFRPPXXX", 200)]
    [InlineData("payments-list", "payments-list?status=Settled", 200)]
    [InlineData("payment-show", "payment-show?uetr=b1f2a3c4-d5e6-4789-8abc-def012345678", 200)]
    [InlineData("payment-trace", "payment-trace?uetr=b1f2a3c4-d5e6-4789-8abc-def012345678", 200)]
    [InlineData("mailboxes-list", "mailboxes-list", 200)]
    [InlineData("refused", "payment-show?uetr=c1f2a3c4-d5e6-4789-8abc-def012345678", 404)]
    [InlineData("wrong-arguments", "payments-list?max=0&from=yesterday", 400)]
    public async Task A_view_answers_as_it_always_did(string file, string pathAndQuery, int status)
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        await running.SettleAsync();
        Reply reply = await running.GetAsync("token-viewer", $"/admin/v1/commands/{pathAndQuery}");
        Assert.Equal((status, status == 200 ? "application/json" : "application/problem+json"), (reply.Status, reply.Type));
        Compare(file, reply.Body);
    }

    [Fact]
    public async Task The_catalogue_says_what_a_console_needs()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        Reply reply = await running.GetAsync("token-viewer", "/admin/v1/commands");
        Assert.Equal(200, reply.Status);
        JsonElement[] commands = [.. JsonDocument.Parse(reply.Body).RootElement.GetProperty("commands").EnumerateArray()];
        Assert.Equal(CommandCatalogue.Shipped.Commands.Select(command => command.Definition.Name), commands.Select(command => command.GetProperty("name").GetString()));
        Compare("command", commands.Single(command => command.GetProperty("name").GetString() == "payments list").GetRawText());
    }

    private static void Compare(string name, string json, [CallerFilePath] string here = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(here)!, "Golden", name + ".json");
        string found = JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement, Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable(WriteVariable) == "write") File.WriteAllText(file, found);
        Assert.SkipWhen(!Directory.Exists(Path.GetDirectoryName(file)), "The tests run outside the repository.");
        Assert.True(
            File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == found,
            $"{file} is not what the admin API answers. Members may be added: then run with {WriteVariable}=write. Found:\n{found}");
    }
}
