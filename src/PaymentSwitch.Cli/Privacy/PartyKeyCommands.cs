using System.CommandLine;
using PaymentSwitch.Storage.Privacy;

namespace PaymentSwitch.Cli.Privacy;

/// <summary><c>payswitch party-keys</c>: what is done to the file of party keys while its switch is at rest.</summary>
internal static class PartyKeyCommands
{
    /// <summary>The command with all below it.</summary>
    public static Command Create(Streams streams) => new("party-keys", "Work on a server's file of party keys, with the switch at rest.") { Reseal(streams) };

    private static Command Reseal(Streams streams)
    {
        var file = new Argument<string>("file") { Description = "The file: party-keys.txt in the data folder, or what Privacy:KeyFile names.", HelpName = "FILE" };
        var key = new Option<string>("--key") { Description = "A file with the key that it is sealed under now; without, it is not sealed.", DefaultValueFactory = _ => "", HelpName = "FILE" };
        var newKey = new Option<string>("--new-key") { Description = "A file with the key that it shall be sealed under; without, it is not sealed any more.", DefaultValueFactory = _ => "", HelpName = "FILE" };
        var command = new Command("reseal", "Seal the party keys under another key. The keys themselves stay.") { file, key, newKey };
        command.SetAction((parsed, _) => RunAsync(streams, parsed.GetValue(file)!, parsed.GetValue(key)!, parsed.GetValue(newKey)!));
        return command;
    }

    private static async Task<int> RunAsync(Streams streams, string file, string key, string newKey)
    {
        try
        {
            string id = PartyKeyFile.Reseal(file, key, newKey);
            await streams.Text.WriteLineAsync(newKey.Length > 0
                ? $"The party keys {id} are sealed under the key in {newKey}. Set Privacy:KeyEncryptionKeyFile to it."
                : $"The party keys {id} are not sealed. Leave Privacy:KeyEncryptionKeyFile empty.");
            return ExitCode.AllValid;
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            await streams.Errors.WriteLineAsync($"Nothing was changed. {error.Message}");
            return ExitCode.SomeInvalid;
        }
    }
}
