using System.CommandLine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage;

namespace PaymentSwitch.Cli.Journals;

/// <summary><c>payswitch journal</c>: what is done to a journal while its switch is at rest.</summary>
internal static class JournalCommands
{
    /// <summary>The command with all below it.</summary>
    public static Command Create(Streams streams) => new("journal", "Work on a journal, with the switch at rest.") { Copy(streams) };

    private static Command Copy(Streams streams)
    {
        var from = new Option<string>("--from") { Description = "The journal: sqlite:FOLDER|FILE or postgres:CONNECTION.", HelpName = "PLACE", Required = true };
        var to = new Option<string>("--to") { Description = "Where to, empty: sqlite:FOLDER|FILE or postgres:CONNECTION.", HelpName = "PLACE", Required = true };
        var schema = new Option<string>("--schema") { Description = "The schema in PostgreSQL.", DefaultValueFactory = _ => "payment_switch", HelpName = "NAME" };
        var passwordFile = new Option<string>("--password-file") { Description = "A file with PostgreSQL's password and nothing else.", DefaultValueFactory = _ => "", HelpName = "FILE" };
        var command = new Command("copy", "Copy a journal to another store as it is: same positions, same hashes, the chain checked on the way.") { from, to, schema, passwordFile };
        command.SetAction((parsed, _) =>
        {
            string schemaName = parsed.GetValue(schema)!, file = parsed.GetValue(passwordFile)!;
            return RunAsync(streams, () => (
                PlaceText.Read("--from", parsed.GetValue(from)!, schemaName, file, isTarget: false),
                PlaceText.Read("--to", parsed.GetValue(to)!, schemaName, file, isTarget: true)));
        });
        return command;
    }

    private static async Task<int> RunAsync(Streams streams, Func<(JournalPlace From, JournalPlace To)> places)
    {
        try
        {
            (JournalPlace from, JournalPlace to) = places();
            (long groups, string lastHash) = JournalPlace.Copy(from, to);
            await streams.Text.WriteLineAsync(groups == 0
                ? "The journal is empty: there was nothing to copy."
                : $"{groups} groups are copied; the last one's hash is {lastHash}. The read models are made anew when the switch starts there.");
            return ExitCode.AllValid;
        }
        catch (ArgumentException error)
        {
            await streams.Errors.WriteLineAsync(error.Message);
            return ExitCode.WrongUsage;
        }
        catch (JournalException error)
        {
            await streams.Errors.WriteLineAsync($"Nothing was copied. {error.Message}");
            return ExitCode.SomeInvalid;
        }
    }
}
