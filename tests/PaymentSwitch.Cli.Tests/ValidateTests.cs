using System.Text.Json;
using PaymentSwitch.Cli.Validation;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Validation;

namespace PaymentSwitch.Cli.Tests;

/// <summary><c>payswitch validate</c>, as a bank's developer calls it.</summary>
public sealed class ValidateTests : IDisposable
{
    private readonly MessageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_valid_file_ends_with_0()
    {
        string file = _folder.Add("a.xml", MessageFolder.Good);
        CommandRun run = await CommandRun.Of("validate", file, "--now", MessageFolder.Now);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Equal($"valid       {file}  (pacs.008.001.08)", run.Lines[0]);
        Assert.StartsWith("1 files: 1 valid, 0 invalid, 0 unreadable; ", run.Lines[1]);
    }

    [Fact]
    public async Task An_invalid_file_ends_with_1_and_a_table_of_what_is_wrong()
    {
        string file = _folder.Add("a.xml", MessageFolder.Shared);
        CommandRun run = await CommandRun.Of("validate", file, "--now", MessageFolder.Now);
        Assert.Equal(1, run.Code);
        Assert.Equal($"invalid     {file}  (pacs.008.001.08)", run.Lines[0]);
        string row = Assert.Single(run.Lines, line => line.Contains("SHAR", StringComparison.Ordinal));
        Assert.Equal(
            ["/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/ChrgBr", "6:49", "Found 'SHAR', expected SLEV.", "BE19", "ChargeBearerServiceLevel"],
            row.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.StartsWith("1 files: 0 valid, 1 invalid", run.Lines[^1]);
    }

    [Fact]
    public async Task Json_is_one_object_per_file_and_line_and_nothing_else()
    {
        string good = _folder.Add("a.xml", MessageFolder.Good);
        string bad = _folder.Add("b.xml", MessageFolder.Shared);
        string missing = Path.Combine(_folder.Path, "c.xml");
        CommandRun run = await CommandRun.Of("validate", good, bad, missing, "--now", MessageFolder.Now, "--format", "json");
        Assert.Equal(2, run.Code);
        Assert.Equal(
            [
                $$"""{"file":"{{good}}","valid":true,"messageDefinition":"pacs.008.001.08","messageId":"M-1","uetr":"b1f2a3c4-d5e6-4789-8abc-def012345678","errors":[]}""",
                $$"""{"file":"{{bad}}","valid":false,"messageDefinition":"pacs.008.001.08","messageId":"M-1","uetr":"b1f2a3c4-d5e6-4789-8abc-def012345678","errors":[{"rule":"ChargeBearerServiceLevel","code":"BE19","isoCode":"BE19","path":"/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/ChrgBr","line":6,"column":49,"text":"Found 'SHAR', expected SLEV."}]}""",
                $$"""{"file":"{{missing}}","valid":false,"unreadable":"there is no such file or folder"}""",
            ],
            run.Lines);
        Assert.StartsWith("3 files: 1 valid, 1 invalid, 1 unreadable; ", run.Errors);
    }

    [Fact]
    public async Task Folders_are_searched_to_the_bottom_for_xml_alone()
    {
        _folder.Add("a.xml", MessageFolder.Good);
        _folder.Add("deep/er/b.XML", MessageFolder.Shared);
        _folder.Add("deep/c.txt", "no message");
        CommandRun run = await CommandRun.Of("validate", _folder.Path, "--now", MessageFolder.Now, "--format", "json");
        Assert.Equal(1, run.Code);
        Assert.Equal(["a.xml", "b.XML"], run.Lines.Select(line => Path.GetFileName(Parsed(line).GetProperty("file").GetString()!)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_link_to_a_folder_is_not_followed()
    {
        _folder.Add("a.xml", MessageFolder.Good);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "up"), _folder.Path);
        CommandRun run = await CommandRun.Of("validate", _folder.Path, "--now", MessageFolder.Now);
        Assert.Equal(2, run.Lines.Length);
    }

    [Fact]
    public async Task Standard_input_is_a_message_too()
    {
        CommandRun run = await CommandRun.WithInput(MessageFolder.Good, "validate", "-", "--now", MessageFolder.Now);
        Assert.Equal((0, "valid       -  (pacs.008.001.08)"), (run.Code, run.Lines[0]));
        Assert.Equal(1, (await CommandRun.WithInput("no xml", "validate", "-")).Code);
    }

    [Fact]
    public async Task Quiet_leaves_out_what_is_valid()
    {
        _folder.Add("a.xml", MessageFolder.Good);
        string bad = _folder.Add("b.xml", MessageFolder.Shared);
        CommandRun json = await CommandRun.Of("validate", _folder.Path, "--now", MessageFolder.Now, "--quiet", "--format", "json");
        Assert.Equal(bad, Parsed(Assert.Single(json.Lines)).GetProperty("file").GetString());
        CommandRun table = await CommandRun.Of("validate", _folder.Path, "--now", MessageFolder.Now, "--quiet");
        Assert.DoesNotContain(table.Lines, line => line.StartsWith("valid", StringComparison.Ordinal));
        Assert.StartsWith("2 files: 1 valid, 1 invalid", table.Lines[^1]);
    }

    [Fact]
    public async Task The_clock_decides_by_the_time_that_is_given()
    {
        string file = _folder.Add("a.xml", MessageFolder.Good);
        CommandRun late = await CommandRun.Of("validate", file, "--now", "2026-11-21T06:00:06+01:00", "--format", "json");
        Assert.Equal(["AcceptanceTimeFresh"], Rules(Assert.Single(late.Lines)));
        // Without a time it is the present one.
        string old = _folder.Add("old.xml", MessageFolder.Good.Replace("2026-11-21", "2020-01-01", StringComparison.Ordinal));
        CommandRun today = await CommandRun.Of("validate", old, "--format", "json");
        Assert.Equal(["SettlementDateToday", "AcceptanceTimeFresh"], Rules(Assert.Single(today.Lines)));
    }

    [Fact]
    public async Task A_profile_may_be_another_a_file_or_none()
    {
        string file = _folder.Add("a.xml", MessageFolder.Shared);
        string profile = _folder.Add("mine.json", """
            {
              "name": "mine", "currency": "EUR", "settlementModel": "gross",
              "clock": { "answerWithinMs": 5000, "receiverReserveMs": 500, "futureToleranceMs": 0, "statusRequestNotBeforeMs": 0 },
              "messageDefinitions": ["pacs.008.001.08"], "acceptingStatuses": ["ACCP"]
            }
            """);
        Assert.Equal(0, (await CommandRun.Of("validate", file, "--no-profile")).Code);
        Assert.Equal(0, (await CommandRun.Of("validate", file, "--profile", profile, "--now", MessageFolder.Now)).Code);
        CommandRun pix = await CommandRun.Of("validate", file, "--profile", "pix", "--now", MessageFolder.Now, "--format", "json");
        Assert.Equal(["AmountCurrency", "ChargeBearerServiceLevel"], Rules(Assert.Single(pix.Lines)));
    }

    [Fact]
    public async Task Another_folder_of_schemas_is_used()
    {
        string file = _folder.Add("messages/a.xml", "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:test.001.001.01\"><A>1</A></Document>");
        _folder.Add("schemas/test.xsd", """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:iso:std:iso:20022:tech:xsd:test.001.001.01"
                       targetNamespace="urn:iso:std:iso:20022:tech:xsd:test.001.001.01" elementFormDefault="qualified">
              <xs:element name="Document"><xs:complexType><xs:sequence><xs:element name="A" type="xs:int"/></xs:sequence></xs:complexType></xs:element>
            </xs:schema>
            """);
        CommandRun run = await CommandRun.Of("validate", file, "--no-profile", "--schemas", Path.Combine(_folder.Path, "schemas"), "--format", "json");
        // The schema is known now; that the switch reads nothing of such a message is all that is left to say.
        Assert.DoesNotContain("pacs.008", run.Output);
        Assert.Contains("test.001.001.01", run.Output);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("validate", "a.xml", "--speed", "9")]
    [InlineData("validate", "a.xml", "--jobs", "0")]
    [InlineData("validate", "a.xml", "--jobs", "many")]
    [InlineData("validate", "a.xml", "--format", "xml")]
    [InlineData("validate", "a.xml", "--now", "yesterday")]
    [InlineData("validate", "a.xml", "--now", "2026-11-21T05:00:00")]
    [InlineData("validate", "a.xml", "--profile", "nope")]
    [InlineData("validate", "a.xml", "--profile", "pix", "--no-profile")]
    [InlineData("validate", "a.xml", "--schemas", "nowhere")]
    [InlineData("send", "a.xml")]
    public async Task Wrong_usage_ends_with_2_and_a_word_about_it(params string[] arguments)
    {
        CommandRun run = await CommandRun.Of(arguments);
        Assert.Equal(2, run.Code);
        Assert.NotEqual("", run.Errors);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task An_empty_folder_is_wrong_usage()
    {
        CommandRun run = await CommandRun.Of("validate", _folder.Path);
        Assert.Equal(2, run.Code);
        Assert.Contains("no *.xml", run.Errors);
    }

    [Fact]
    public async Task A_file_beyond_the_bound_is_invalid_and_is_not_read_to_its_end()
    {
        string file = _folder.Add("a.xml", MessageFolder.Good + MessageFolder.Padding(5));
        CommandRun run = await CommandRun.Of("validate", file, "--now", MessageFolder.Now, "--format", "json");
        Assert.Equal(1, run.Code);
        Assert.Equal("TOO_LARGE", Parsed(Assert.Single(run.Lines)).GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal(0, (await CommandRun.Of("validate", file, "--now", MessageFolder.Now, "--bytes-max", "500000")).Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Many_files_are_told_in_the_order_in_which_they_were_named(int jobs)
    {
        // More than one block per job, and some much slower than others.
        string[] files = [.. Enumerable.Range(0, 1500).Select(i => _folder.Add(
            $"{i}.xml", i % 100 == 0 ? MessageFolder.Good + MessageFolder.Padding(3) : i % 7 == 0 ? MessageFolder.Shared : MessageFolder.Good))];
        CommandRun run = await CommandRun.Of(["validate", .. files, "--now", MessageFolder.Now, "--format", "json", "--jobs", $"{jobs}"]);
        Assert.Equal(1, run.Code);
        Assert.Equal(files, run.Lines.Select(line => Parsed(line).GetProperty("file").GetString()));
        int invalid = Enumerable.Range(0, 1500).Count(i => i % 100 != 0 && i % 7 == 0);
        Assert.StartsWith($"1500 files: {1500 - invalid} valid, {invalid} invalid, 0 unreadable", run.Errors);
    }

    [Fact]
    public async Task Only_so_many_files_are_under_way_at_a_time()
    {
        int named = 0;
        int told = 0;
        int most = 0;
        IEnumerable<MessageFile> Files()
        {
            string file = _folder.Add("a.xml", MessageFolder.Good);
            for (int i = 0; i < 20_000; i++)
            {
                named++;
                most = Math.Max(most, named - Volatile.Read(ref told));
                yield return new MessageFile(file);
            }
        }

        var run = new ValidationRun
        {
            Files = Files(),
            Reading = new FileValidation(
                new MessageValidator(new MessageReader(SchemaCatalogue.LoadShipped(), new MessageLimits()), null), Stream.Null, 1 << 18, TimeProvider.System),
            Format = new Counting(),
            Jobs = 2,
        };
        using var output = new Counted(bytes => told += bytes);
        ValidationSummary summary = await run.RunAsync(output);
        Assert.Equal(20_000, summary.Valid);
        // Two jobs, four blocks of 64 files ahead for each, and the two blocks at either end.
        Assert.InRange(most, 1, 64 * 10);
    }

    private static JsonElement Parsed(string line) => JsonDocument.Parse(line).RootElement;

    private static string[] Rules(string line) => [.. Parsed(line).GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("rule").GetString() ?? "none")];

    /// <summary>One byte per file.</summary>
    private sealed class Counting : IVerdictFormat
    {
        public void Write(in FileVerdict verdict, System.Buffers.IBufferWriter<byte> output)
        {
            output.GetSpan(1)[0] = 1;
            output.Advance(1);
        }

        public ReadOnlyMemory<byte> Close(ValidationSummary summary) => default;
    }

    private sealed class Counted(Action<int> wrote) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            wrote(buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
