using System.Text.Json;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage;
using PaymentSwitch.Storage.Audit;
using PaymentSwitch.Storage.Sqlite;
using Xunit;

namespace PaymentSwitch.Cli.Tests;

/// <summary><c>payswitch audit</c> as it is called; what auditing finds is tested with the storage.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private static readonly Uetr Payment = Uetr.Parse("8a562c67-ca16-48ba-b074-65581be6f001");

    private readonly string _folder = Directory.CreateTempSubdirectory("paymentswitch-").FullName;

    public AuditCommandTests()
    {
        using (SqliteJournal journal = SqliteJournal.Open(Named("journal.db")))
            for (int position = 1; position <= 3; position++) journal.Append(Group(position));
        using CheckpointSigner signer = CheckpointSigner.Open(Named("key.pem"));
        File.Move(CheckpointSigner.PublicFileOf(Named("key.pem"), signer.KeyId), Named("public.pem"));
        using var maker = new CheckpointMaker(
            JournalPlace.OfSqlite(Named("journal.db")), new CheckpointFolder(Named("checkpoints")), signer, "PSWTBEBBXXX", Named("frontier.txt"), TimeProvider.System);
        maker.Follow(CancellationToken.None);
        maker.Make();
    }

    [Fact]
    public async Task A_whole_journal_ends_with_0_and_says_so()
    {
        CommandRun run = await VerifyAsync();
        Assert.Equal((ExitCode.AllValid, ""), (run.Code, run.Errors));
        Assert.Contains("3 groups with 5 facts read", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 checkpoints fit; signed up to position 3.", run.Output, StringComparison.Ordinal);
        Assert.Contains("The journal is whole.", run.Output, StringComparison.Ordinal);

        using JsonDocument json = JsonDocument.Parse((await VerifyAsync("--output", "json")).Output);
        Assert.True(json.RootElement.GetProperty("isWhole").GetBoolean());
        Assert.Equal((3, 5, 3), (json.RootElement.GetProperty("groups").GetInt64(), json.RootElement.GetProperty("facts").GetInt64(), json.RootElement.GetProperty("signedUpTo").GetInt64()));
    }

    [Fact]
    public async Task A_journal_that_was_cut_ends_with_a_code_of_its_own_and_names_the_place()
    {
        File.Copy(Named("journal.db"), Named("cut.db"));
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Named("cut.db")};Pooling=False"))
        {
            connection.Open();
            using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DELETE FROM journal WHERE position = 3";
            command.ExecuteNonQuery();
        }

        CommandRun run = await CommandRun.Of("audit", "verify", "--journal", $"sqlite:{Named("cut.db")}", "--checkpoints", Named("checkpoints"), "--key", Named("public.pem"));
        Assert.Equal(ExitCode.NotWhole, run.Code);
        Assert.StartsWith("From position 3 on: The journal ends at position 2, and 3 groups were signed", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("is whole", run.Output, StringComparison.Ordinal);
        run = await CommandRun.Of("audit", "verify", "--journal", $"sqlite:{Named("cut.db")}", "--checkpoints", Named("checkpoints"), "--key", Named("public.pem"), "--output", "json");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(3, json.RootElement.GetProperty("problems")[0].GetProperty("position").GetInt64());
    }

    [Fact]
    public async Task A_proof_is_made_and_checked_and_a_changed_one_proves_nothing()
    {
        CommandRun run = await CommandRun.Of("audit", "prove", "--journal", $"sqlite:{_folder}", "--checkpoints", Named("checkpoints"), "--uetr", Payment.ToString(), "--out", Named("proof.json"));
        Assert.Equal((ExitCode.AllValid, $"3 facts are proven in {Named("proof.json")}."), (run.Code, run.Output.Trim()));
        run = await CommandRun.Of("audit", "check", Named("proof.json"), "--key", Named("public.pem"));
        Assert.Equal((ExitCode.AllValid, ""), (run.Code, run.Errors));
        Assert.Contains("taken in from ALPHDEFFXXX for BRAVFRPPXXX: 12.50 EUR", run.Output, StringComparison.Ordinal);
        Assert.Contains("position 3  settled: final", run.Output, StringComparison.Ordinal);
        run = await CommandRun.Of("audit", "check", Named("proof.json"), "--key", Named("public.pem"), "--output", "json");
        using (JsonDocument json = JsonDocument.Parse(run.Output)) Assert.Equal((true, 3), (json.RootElement.GetProperty("holds").GetBoolean(), json.RootElement.GetProperty("facts").GetArrayLength()));

        string text = await File.ReadAllTextAsync(Named("proof.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Named("other.json"), text.Replace("\"epoch\": 1", "\"epoch\": 2", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        run = await CommandRun.Of("audit", "check", Named("other.json"), "--key", Named("public.pem"));
        Assert.Equal((ExitCode.NotWhole, ""), (run.Code, run.Output));
        Assert.StartsWith("Nothing is proven. Position 1: a row with these numbers is not in the journal", run.Errors, StringComparison.Ordinal);
        // Standard output takes it where no file is named.
        run = await CommandRun.Of("audit", "prove", "--journal", $"sqlite:{_folder}", "--checkpoints", Named("checkpoints"), "--uetr", Payment.ToString());
        Assert.Equal(text, run.Output);
    }

    [Fact]
    public async Task The_latest_checkpoint_is_shown_as_it_is()
    {
        CommandRun run = await CommandRun.Of("audit", "checkpoint", "--checkpoints", Named("checkpoints"), "--key", Named("public.pem"));
        Assert.Equal((ExitCode.AllValid, await File.ReadAllTextAsync(Directory.GetFiles(Named("checkpoints")).Single(), TestContext.Current.CancellationToken)), (run.Code, run.Output));
        run = await CommandRun.Of("audit", "checkpoint", "--checkpoints", Named("checkpoints"), "--output", "json");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(3, json.RootElement.GetProperty("size").GetInt64());
    }

    [Theory]
    [InlineData("--checkpoints: found none, expected the folder", "verify", "--journal", "sqlite:.", "--key", "x")]
    [InlineData("--key: found none, expected the switch's public key", "verify", "--journal", "sqlite:.", "--checkpoints", "x")]
    [InlineData("--journal: found 'x', expected sqlite:FOLDER", "verify", "--journal", "x")]
    [InlineData("--uetr: found 'x', expected a version 4 UUID", "prove", "--journal", "sqlite:.", "--checkpoints", "x", "--uetr", "x")]
    [InlineData("nowhere.pem is no public key", "check", "nowhere.json", "--key", "nowhere.pem")]
    [InlineData("--key: found none", "check", "nowhere.json")]
    [InlineData("nowhere", "checkpoint", "--checkpoints", "nowhere")]
    public async Task What_is_wrong_with_the_command_line_is_named(string told, params string[] arguments)
    {
        CommandRun run = await CommandRun.Of(["audit", .. arguments]);
        Assert.Equal(ExitCode.WrongUsage, run.Code);
        Assert.Contains(told, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_that_nobody_knows_and_a_journal_that_is_not_there_are_refused()
    {
        CommandRun run = await CommandRun.Of("audit", "prove", "--journal", $"sqlite:{_folder}", "--checkpoints", Named("checkpoints"), "--uetr", "8a562c67-ca16-48ba-b074-65581be6f002");
        Assert.Equal(ExitCode.SomeInvalid, run.Code);
        Assert.Contains("knows no payment", run.Errors, StringComparison.Ordinal);
        run = await CommandRun.Of("audit", "verify", "--journal", $"sqlite:{Named("nowhere.db")}");
        Assert.Equal(ExitCode.SomeInvalid, run.Code);
        Assert.Contains("nowhere.db", run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<CommandRun> VerifyAsync(params string[] more) =>
        CommandRun.Of(["audit", "verify", "--journal", $"sqlite:{_folder}", "--checkpoints", Named("checkpoints"), "--key", Named("public.pem"), .. more]);

    private string Named(string name) => Path.Combine(_folder, name);

    private static CommitGroup Group(long position)
    {
        var group = new CommitGroup { Position = position, AtMs = 1_800_000_000_000 + position };
        Uetr other = Uetr.FromRandom([.. Enumerable.Repeat((byte)position, 16)]);
        if (position != 2) group.Entries.Add(new JournalEntry(EntityKey.Of(other), 1, 0, new PaymentForwarded(group.AtMs)));
        IEnumerable<PaymentEvent> facts = position switch
        {
            1 => [Received(group.AtMs)],
            2 => [new PaymentForwarded(group.AtMs)],
            _ => [new PaymentSettled(group.AtMs, "ACCP", "<answer/>"u8.ToArray(), 0)],
        };
        group.Entries.AddRange(facts.Select(fact => new JournalEntry(EntityKey.Of(Payment), position, position - 1, fact)));
        return group;
    }

    private static PaymentReceived Received(long atMs) => new(atMs)
    {
        Sender = new ParticipantId("ALPHDEFFXXX"),
        Receiver = new ParticipantId("BRAVFRPPXXX"),
        DeadlineMs = atMs + 7_000,
        Scheme = "sct-inst",
        Message = new OriginalMessage("<Document/>"u8.ToArray(), 0, 11),
        Digest = new byte[32],
        Transfer = new CreditTransfer
        {
            Uetr = Payment,
            MessageDefinition = "pacs.008.001.08",
            MessageId = "M",
            EndToEndId = "E",
            Amount = new Money(1_250, Currency.Of("EUR")),
            DebtorAgent = AgentIdentification.OfBic("ALPHDEFFXXX"),
            CreditorAgent = AgentIdentification.OfBic("BRAVFRPPXXX"),
        },
    };
}
