using System.CommandLine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;

namespace PaymentSwitch.Cli.Journals;

/// <summary><c>payswitch journal</c>: what is done to a journal while its switch is at rest.</summary>
internal static class JournalCommands
{
    /// <summary>The command with all below it.</summary>
    public static Command Create(Streams streams) => new("journal", "Work on a journal, with the switch at rest.") { Copy(streams) };

    private static Command Copy(Streams streams)
    {
        var from = new Option<string>("--from") { Description = "The journal: sqlite:FOLDER|FILE or postgres:CONNECTION.", HelpName = "PLACE", Required = true };
        var to = new Option<string>("--to") { Description = "Where to, empty: sqlite:FOLDER|FILE or postgres:CONNECTION.", HelpName = "PLACE" };
        var toEntities = new Option<bool>("--to-entities")
        {
            Description = "In place of --to: into the entities of a cluster on the same database, which decides payments and accounts from then on. Again, it adds what is new.",
        };
        var schema = new Option<string>("--schema") { Description = "The schema in PostgreSQL.", DefaultValueFactory = _ => "payment_switch", HelpName = "NAME" };
        var passwordFile = new Option<string>("--password-file") { Description = "A file with PostgreSQL's password and nothing else.", DefaultValueFactory = _ => "", HelpName = "FILE" };
        var command = new Command("copy", "Copy a journal to another store as it is: same positions, same hashes, the chain checked on the way.") { from, to, toEntities, schema, passwordFile };
        command.Validators.Add(result =>
        {
            if (result.GetValue(toEntities) == (result.GetResult(to) is not null)) result.AddError("One of --to and --to-entities is needed, and not both.");
        });
        command.SetAction((parsed, _) =>
        {
            string place = parsed.GetValue(from)!, schemaName = parsed.GetValue(schema)!, file = parsed.GetValue(passwordFile)!;
            if (parsed.GetValue(toEntities))
            {
                return RunAsync(
                    streams, () => CopyToEntities(PlaceText.ReadPostgres("--from", place, schemaName, file)), "Nothing was handed over; what was copied stays, and the next copy goes on there.");
            }

            return RunAsync(
                streams,
                () => CopyTo(
                    PlaceText.Read("--from", place, schemaName, file, isTarget: false), PlaceText.Read("--to", parsed.GetValue(to)!, schemaName, file, isTarget: true)),
                "Nothing was copied.");
        });
        return command;
    }

    private static string CopyTo(JournalPlace from, JournalPlace to)
    {
        (long groups, string lastHash) = JournalPlace.Copy(from, to);
        return groups == 0
            ? "The journal is empty: there was nothing to copy."
            : $"{groups} groups are copied; the last one's hash is {lastHash}. The read models are made anew when the switch starts there.";
    }

    private static string CopyToEntities(PostgresSettings settings)
    {
        EntityCopyReport copied = EntityCopy.Run(settings);
        string entities = EntityTables.SchemaOf(settings);
        if (copied.IsHandedOver)
            return $"The entities of schema {entities} have everything up to position {copied.ToPosition} already, and the cluster decides: there was nothing to copy.";
        string what = copied.ToPosition == copied.FromPosition
            ? $"There is nothing new behind position {copied.FromPosition}."
            : $"Positions {copied.FromPosition + 1} to {copied.ToPosition}: {copied.Facts} facts of payments and accounts are copied into schema {entities}, in {copied.Rows} rows with {copied.Bytes} bytes.";
        return $"{what} The cluster decides from now on; an embedded server does not start before payments and accounts are taken back.";
    }

    private static async Task<int> RunAsync(Streams streams, Func<string> copy, string whereItFails)
    {
        try
        {
            await streams.Text.WriteLineAsync(copy());
            return ExitCode.AllValid;
        }
        catch (ArgumentException error)
        {
            await streams.Errors.WriteLineAsync(error.Message);
            return ExitCode.WrongUsage;
        }
        catch (JournalException error)
        {
            await streams.Errors.WriteLineAsync($"{whereItFails} {error.Message}");
            return ExitCode.SomeInvalid;
        }
    }
}
