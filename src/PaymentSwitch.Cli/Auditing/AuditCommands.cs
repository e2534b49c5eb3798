using System.CommandLine;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Storage;
using PaymentSwitch.Storage.Audit;

namespace PaymentSwitch.Cli.Auditing;

/// <summary><c>payswitch audit</c>: what shows that a journal is whole, without its switch. It reads and changes nothing; the switch may run.</summary>
internal static class AuditCommands
{
    /// <summary>The command with all below it.</summary>
    public static Command Create(Streams streams) =>
        new("audit", "Show that a journal is whole, and prove single payments.") { Verify(streams), Latest(streams), Prove(streams), Check(streams) };

    private static Command Verify(Streams streams)
    {
        JournalOptions journal = new();
        Option<string> folder = Folder(required: false);
        Option<string[]> keys = Keys();
        Option<string> output = Output();
        var command = new Command("verify", "Read a whole journal and hold it against its checkpoints.") { journal.Place, journal.Schema, journal.PasswordFile, folder, keys, output };
        command.SetAction((parsed, _) => AuditRun.Guarded(streams, async () =>
        {
            JournalPlace place = journal.Of(parsed);
            string? path = parsed.GetValue(folder);
            string[] keyFiles = parsed.GetValue(keys) ?? [];
            if (path is not null && keyFiles.Length == 0) throw new ArgumentException("--key: found none, expected the switch's public key: without one a checkpoint says nothing. Take it from where the switch cannot change it.");
            if (path is null && keyFiles.Length > 0) throw new ArgumentException("--checkpoints: found none, expected the folder of the checkpoints that the key has signed.");
            using CheckpointKeys known = CheckpointKeys.Read(keyFiles);
            IReadOnlyList<CheckpointFile> checkpoints = path is null ? [] : new CheckpointFolder(path).All();
            if (path is not null && checkpoints.Count == 0) throw new ArgumentException($"--checkpoints: found none in '{path}', expected files checkpoint-*.txt.");
            var watch = System.Diagnostics.Stopwatch.StartNew();
            AuditReport report = JournalAudit.Run(place, checkpoints, known);
            await AuditOutput.WriteAsync(streams, report, watch.Elapsed, parsed.GetValue(output) == AuditOutput.Json);
            return report.IsWhole ? ExitCode.AllValid : ExitCode.NotWhole;
        }));
        return command;
    }

    private static Command Latest(Streams streams)
    {
        Option<string> folder = Folder(required: true);
        Option<string[]> keys = Keys();
        Option<string> output = Output();
        var command = new Command("checkpoint", "Show the latest checkpoint.") { folder, keys, output };
        command.SetAction((parsed, _) => AuditRun.Guarded(streams, async () =>
        {
            using CheckpointKeys known = CheckpointKeys.Read(parsed.GetValue(keys) ?? []);
            (string file, Checkpoint checkpoint) = AuditRun.Latest(parsed.GetValue(folder)!);
            string? problem = (parsed.GetValue(keys) ?? []).Length == 0 ? null : known.ProblemOf(checkpoint);
            await AuditOutput.WriteAsync(streams, file, checkpoint, problem, parsed.GetValue(output) == AuditOutput.Json);
            return problem is null ? ExitCode.AllValid : ExitCode.NotWhole;
        }));
        return command;
    }

    private static Command Prove(Streams streams)
    {
        JournalOptions journal = new();
        Option<string> folder = Folder(required: true);
        var uetr = new Option<string>("--uetr") { Description = "The payment.", HelpName = "UETR", Required = true };
        var file = new Option<string>("--out") { Description = "The file to write, which must not be there; standard output without.", HelpName = "FILE" };
        var command = new Command("prove", "Make a proof of one payment that can be verified without the switch and its journal.") { journal.Place, journal.Schema, journal.PasswordFile, folder, uetr, file };
        command.SetAction((parsed, _) => AuditRun.Guarded(streams, async () =>
        {
            string text = parsed.GetValue(uetr)!;
            if (!Uetr.TryParse(text, out Uetr payment)) throw new ArgumentException($"--uetr: found '{text}', expected a version 4 UUID in small letters.");
            JournalPlace place = journal.Of(parsed);
            MadeProof proof = PaymentProofs.Make(place, payment, AuditRun.Latest(parsed.GetValue(folder)!).Checkpoint);
            if (parsed.GetValue(file) is string path)
            {
                await using var target = new FileStream(path, FileMode.CreateNew);
                await target.WriteAsync(proof.File);
                await streams.Text.WriteLineAsync($"{proof.Facts} facts are proven in {path}.");
            }
            else
            {
                await streams.Output.WriteAsync(proof.File);
            }

            if (proof.Later > 0) await streams.Errors.WriteLineAsync($"{proof.Later} facts of the payment are later than the checkpoint and not in the proof: make it again after the next checkpoint.");
            return ExitCode.AllValid;
        }));
        return command;
    }

    private static Command Check(Streams streams)
    {
        var file = new Argument<string>("proof") { Description = "The proof's file." };
        Option<string[]> keys = Keys();
        Option<string> output = Output();
        var command = new Command("check", "Verify a proof with the switch's public key alone, and say what it proves.") { file, keys, output };
        command.SetAction((parsed, _) => AuditRun.Guarded(streams, async () =>
        {
            string[] keyFiles = parsed.GetValue(keys) ?? [];
            if (keyFiles.Length == 0) throw new ArgumentException("--key: found none, expected the switch's public key, from where the one who made the proof cannot change it.");
            using CheckpointKeys known = CheckpointKeys.Read(keyFiles);
            ProofVerdict verdict = PaymentProofs.Check(await File.ReadAllBytesAsync(parsed.GetValue(file)!), known);
            await AuditOutput.WriteAsync(streams, verdict, parsed.GetValue(output) == AuditOutput.Json);
            return verdict.Holds ? ExitCode.AllValid : ExitCode.NotWhole;
        }));
        return command;
    }

    private static Option<string> Folder(bool required) => new("--checkpoints") { Description = "The folder with the checkpoints.", HelpName = "FOLDER", Required = required };

    private static Option<string[]> Keys() => new("--key") { Description = "The switch's public key, PEM. May be given again: one for each key it has had.", HelpName = "PUBLIC.pem", DefaultValueFactory = _ => [] };

    private static Option<string> Output()
    {
        var output = new Option<string>("--output") { Description = "For people (table) or programs (json).", DefaultValueFactory = _ => "table", HelpName = "table|json" };
        output.AcceptOnlyFromAmong("table", AuditOutput.Json);
        return output;
    }
}
