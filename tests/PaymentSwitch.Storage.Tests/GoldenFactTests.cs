using Google.Protobuf;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;
using Stored = PaymentSwitch.Storage.Events.Stored;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

/// <summary>
/// Facts as they were first stored, in files: they must stay readable for as long as there are journals. A file is never
/// changed; a new fact type gets a new one (run the tests with PAYMENTSWITCH_GOLDEN=write once, and read what was written).
/// </summary>
public sealed class GoldenFactTests
{
    private const long Position = 101;

    public static TheoryData<string> Names => [.. SampleFacts.All().Select(entry => entry.Event.GetType().Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fact_is_read_as_it_was_stored_and_stored_as_it_was(string name)
    {
        JournalEntry entry = SampleFacts.All().Single(entry => entry.Event.GetType().Name == name);
        byte[] stored = Write(entry);
        // The generated classes read what the switch writes by itself, and write it back the same: it is what journal.proto says.
        Stored.Fact generated = Stored.Fact.Parser.ParseFrom(stored);
        string json = JsonFormatter.Default.Format(generated);
        string file = Path.Combine(Folder(), name + ".txt");
        if (Environment.GetEnvironmentVariable("PAYMENTSWITCH_GOLDEN") == "write" && !File.Exists(file))
            File.WriteAllText(file, $"{Convert.ToBase64String(stored)}\n{json}\n");
        Assert.True(File.Exists(file), $"{name} has no golden file.");

        string[] lines = File.ReadAllLines(file);
        byte[] golden = Convert.FromBase64String(lines[0]);

        Assert.Equal(SampleFacts.Describe(entry), SampleFacts.Describe(Read(golden)));
        Assert.Equal(golden, stored);
        Assert.Equal(golden, generated.ToByteArray());
        // The formatter puts blanks at will: what it says is compared, not how.
        Assert.Equal(Stored.Fact.Parser.ParseJson(lines[1]), generated);
    }

    [Fact]
    public void Every_fact_type_of_the_domain_has_one()
    {
        IEnumerable<string> types = typeof(Payment).Assembly.GetTypes()
            .Where(type => typeof(IDomainEvent).IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false }).Select(type => type.Name);
        Assert.Equal(types.Order(StringComparer.Ordinal), SampleFacts.All().Select(entry => entry.Event.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_fact_of_a_later_version_or_an_unknown_type_stops_the_reading_and_says_what_was_found()
    {
        Stored.Fact later = Stored.Fact.Parser.ParseFrom(Write(SampleFacts.All().First()));
        later.Version = 9;
        Assert.Contains("fact type 20 is of version 9", Assert.Throws<InvalidDataException>(() => Read(later.ToByteArray())).Message, StringComparison.Ordinal);

        // Field 63 holds an empty message: a fact type of a later version of the switch.
        byte[] unknown = [.. new Stored.Fact { Participant = "A" }.ToByteArray(), 0xFA, 0x03, 0x00];
        Assert.Contains("does not know fact type 63", Assert.Throws<InvalidDataException>(() => Read(unknown)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Read(new Stored.Fact { Participant = "A" }.ToByteArray()));
    }

    [Fact]
    public void A_new_field_within_a_known_fact_is_no_obstacle()
    {
        JournalEntry entry = SampleFacts.All().First(entry => entry.Event is PaymentClosed);
        Stored.Fact generated = Stored.Fact.Parser.ParseFrom(Write(entry));
        // Field 19 of the fact: a number that this version knows nothing of.
        byte[] withMore = [0x98, 0x01, 0x07, .. generated.ToByteArray()];
        Assert.Equal(SampleFacts.Describe(entry), SampleFacts.Describe(Read(withMore)));
    }

    private static byte[] Write(JournalEntry entry)
    {
        var buffer = new StoredBuffer();
        FactWriter.Write(buffer, entry, Position);
        return buffer.Written.ToArray();
    }

    private static JournalEntry Read(byte[] fact) => new FactReader().Read(new StoredReader(fact, 0, fact.Length), Position);

    private static string Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return Path.Combine(at.FullName, "tests", "PaymentSwitch.Storage.Tests", "Golden");
        throw new InvalidOperationException("The golden files are not in a folder above.");
    }
}
