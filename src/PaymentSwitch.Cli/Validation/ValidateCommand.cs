using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Iso20022.Validation;

namespace PaymentSwitch.Cli.Validation;

/// <summary><c>payswitch validate</c>.</summary>
internal static class ValidateCommand
{
    private const string DefaultProfile = "sct-inst";

    /// <summary>The command with its arguments and options.</summary>
    public static Command Create(Streams streams)
    {
        var paths = new Argument<string[]>("FILE|FOLDER")
        {
            Description = "Messages: files, folders (all *.xml below), or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        // What looks like an option and is none would be taken for a file that is not there.
        paths.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
                result.AddError($"'{token.Value}' is no option here. A file of that name is written ./{token.Value}");
        });
        var schemas = new Option<string?>("--schemas") { Description = "A folder of schemas in place of those shipped.", HelpName = "FOLDER" };
        var profile = new Option<string>("--profile")
        {
            Description = $"A built-in scheme profile ({string.Join(", ", SchemeProfileReader.Names)}) or the file of one.",
            DefaultValueFactory = _ => DefaultProfile,
            HelpName = "NAME|FILE",
        };
        var noProfile = new Option<bool>("--no-profile") { Description = "Check the schema alone." };
        var now = new Option<DateTimeOffset?>("--now")
        {
            Description = "The time by which clock rules decide, with a zone, for example 2026-11-21T05:00:00Z (default: when a file is read).",
            CustomParser = ParseInstant,
            HelpName = "INSTANT",
        };
        var format = new Option<string>("--format") { Description = "table for people, json for programs: one object per file and line.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        Option<int> jobs = Positive("--jobs", "How many files are read side by side.", Environment.ProcessorCount);
        Option<int> bytesMax = Positive("--bytes-max", "The most bytes of one message; the switch's own bound by default.", new MessageLimits().BytesMax);
        var quiet = new Option<bool>("--quiet") { Description = "Leave out the valid files." };
        var command = new Command("validate", "Check messages against schema and scheme rules, without sending them.")
        {
            paths, schemas, profile, noProfile, now, format, jobs, bytesMax, quiet,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(noProfile) && result.GetResult(profile) is { Implicit: false }) result.AddError("--profile and --no-profile exclude each other.");
        });
        command.SetAction((parsed, _) => RunAsync(streams, () =>
        {
            SchemeProfile? scheme = parsed.GetValue(noProfile) ? null : ProfileOf(parsed.GetValue(profile)!);
            SchemaCatalogue catalogue = parsed.GetValue(schemas) is { } folder ? SchemaCatalogue.Load(folder) : SchemaCatalogue.LoadShipped();
            int most = parsed.GetValue(bytesMax);
            var validator = new MessageValidator(new MessageReader(catalogue, new MessageLimits { BytesMax = most }), scheme);
            bool isQuiet = parsed.GetValue(quiet);
            return new ValidationRun
            {
                Files = MessageFiles.Of(parsed.GetValue(paths)!),
                Reading = new FileValidation(validator, streams.Input, most, parsed.GetValue(now) is { } instant ? new FixedClock(instant) : TimeProvider.System),
                Format = parsed.GetValue(format) == "json" ? new JsonVerdicts(isQuiet) : new TableVerdicts(isQuiet, streams.Width ?? TableVerdicts.WidthOfFiles),
                Jobs = parsed.GetValue(jobs),
            };
        }));
        return command;
    }

    private static async Task<int> RunAsync(Streams streams, Func<ValidationRun> prepare)
    {
        try
        {
            ValidationRun run = prepare();
            ValidationSummary summary = await run.RunAsync(streams.Output);
            // What programs read must hold nothing but objects.
            if (run.Format is JsonVerdicts) await streams.Errors.WriteLineAsync(summary.ToString());
            if (summary.Files == 0) await streams.Errors.WriteLineAsync("There is no *.xml in what was named.");
            return summary.Files == 0 || summary.Unreadable > 0 ? ExitCode.WrongUsage : summary.Invalid > 0 ? ExitCode.SomeInvalid : ExitCode.AllValid;
        }
        catch (Exception error) when (error is SchemeProfileException or SchemaException or IOException)
        {
            await streams.Errors.WriteLineAsync(error.Message);
            return ExitCode.WrongUsage;
        }
    }

    private static SchemeProfile ProfileOf(string nameOrFile)
    {
        if (SchemeProfileReader.Names.Contains(nameOrFile)) return SchemeProfileReader.BuiltIn(nameOrFile);
        return File.Exists(nameOrFile)
            ? SchemeProfileReader.Read(nameOrFile)
            : throw new SchemeProfileException($"--profile: '{nameOrFile}' is neither a built-in profile ({string.Join(", ", SchemeProfileReader.Names)}) nor a file.");
    }

    private static Option<int> Positive(string name, string description, int otherwise)
    {
        const int Most = 1_000_000_000;
        return new Option<int>(name)
        {
            Description = description,
            DefaultValueFactory = _ => otherwise,
            HelpName = "N",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= Most) return number;
                result.AddError($"{name}: found '{text}', expected a number from 1 to {Most}.");
                return 0;
            },
        };
    }

    private static DateTimeOffset? ParseInstant(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        // Without a zone it would mean another moment on another machine.
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        bool hasZone = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        if (hasZone && DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant)) return instant;
        result.AddError($"--now: found '{text}', expected a time with a zone, for example 2026-11-21T05:00:00Z.");
        return null;
    }

    private sealed class FixedClock(DateTimeOffset instant) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => instant;
    }
}
