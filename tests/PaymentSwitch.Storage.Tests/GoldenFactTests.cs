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
        Stored.Fact stored = FactWriter.Write(entry, Position);
        string file = Path.Combine(Folder(), name + ".txt");
        if (Environment.GetEnvironmentVariable("PAYMENTSWITCH_GOLDEN") == "write" && !File.Exists(file))
            File.WriteAllText(file, $"{Convert.ToBase64String(stored.ToByteArray())}\n{JsonFormatter.Default.Format(stored)}\n");
        Assert.True(File.Exists(file), $"{name} has no golden file.");

        byte[] golden = Convert.FromBase64String(File.ReadLines(file).First());

        Assert.Equal(SampleFacts.Describe(entry), SampleFacts.Describe(FactReader.Read(Stored.Fact.Parser.ParseFrom(golden), Position)));
        Assert.Equal(golden, stored.ToByteArray());
    }

    [Fact]
    public void Every_fact_type_of_the_domain_has_one()
    {
        IEnumerable<string> types = typeof(Payment).Assembly.GetTypes()
            .Where(type => typeof(IDomainEvent).IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false }).Select(type => type.Name);
        Assert.Equal(types.Order(StringComparer.Ordinal), SampleFacts.All().Select(entry => entry.Event.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_fact_of_a_later_version_or_an_unknown_type_stops_the_reading()
    {
        Stored.Fact later = FactWriter.Write(SampleFacts.All().First(), Position);
        later.Version = 9;
        Assert.Contains("of version 9", Assert.Throws<JournalException>(() => { FactReader.Read(later, Position); }).Message, StringComparison.Ordinal);
        var unknown = new Stored.Fact { Participant = "A" };
        Assert.Contains("position 101", Assert.Throws<JournalException>(() => { FactReader.Read(unknown, Position); }).Message, StringComparison.Ordinal);
    }

    private static string Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return Path.Combine(at.FullName, "tests", "PaymentSwitch.Storage.Tests", "Golden");
        throw new InvalidOperationException("The golden files are not in a folder above.");
    }
}
