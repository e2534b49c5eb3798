using System.Collections;
using System.Reflection;
using Google.Protobuf;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;
using Stored = PaymentSwitch.Storage.Events.Stored;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

/// <summary>
/// Facts as they were first stored, in files: they must stay readable for as long as there are journals. A file is never
/// changed; a new fact type gets a new one (run the tests with PAYMENTSWITCH_GOLDEN=write once, and read what was written).
/// </summary>
public sealed class GoldenFactTests
{
    public static TheoryData<string> Names => [.. SampleFacts.Named().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fact_is_read_as_it_was_stored_and_stored_as_it_was(string name)
    {
        JournalEntry entry = SampleFacts.Named()[name];
        byte[] stored = SampleFacts.Write(entry);
        // The generated classes read what the switch writes by itself, and write it back the same: it is what journal.proto says.
        Stored.Fact generated = Stored.Fact.Parser.ParseFrom(stored);
        string json = JsonFormatter.Default.Format(generated);
        string file = Path.Combine(Folder(), name + ".txt");
        if (Environment.GetEnvironmentVariable("PAYMENTSWITCH_GOLDEN") == "write" && !File.Exists(file))
            File.WriteAllText(file, $"{Convert.ToBase64String(stored)}\n{json}\n");
        Assert.True(File.Exists(file), $"{name} has no golden file.");

        string[] lines = File.ReadAllLines(file);
        byte[] golden = Convert.FromBase64String(lines[0]);

        Assert.Equal(SampleFacts.Describe(entry), SampleFacts.Describe(SampleFacts.Read(golden)));
        Assert.Equal(golden, stored);
        Assert.Equal(golden, generated.ToByteArray());
        // The formatter puts blanks at will: what it says is compared, not how.
        Assert.Equal(Stored.Fact.Parser.ParseJson(lines[1]), generated);
    }

    [Fact]
    public void Every_fact_type_of_the_domain_has_one()
    {
        Assert.Equal(
            FactTypes().Select(type => type.Name).Order(StringComparer.Ordinal),
            SampleFacts.All().Select(entry => entry.Event.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_golden_file_has_a_fact()
    {
        Assert.Equal(
            SampleFacts.Named().Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder(), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_fact_type_of_the_stored_form_is_written()
    {
        IEnumerable<string> written = SampleFacts.All().Select(entry => Stored.Fact.Parser.ParseFrom(SampleFacts.Write(entry)).FactCase.ToString());
        Assert.Equal(Enum.GetNames<Stored.Fact.FactOneofCase>().Except(["None"]).Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_member_of_every_fact_is_something_other_than_nothing_in_one_of_them()
    {
        foreach (IGrouping<Type, IDomainEvent> facts in SampleFacts.Named().Values.GroupBy(entry => entry.Event.GetType(), entry => entry.Event))
            foreach (FieldInfo field in Description.Fields(facts.Key))
                Assert.True(facts.Any(fact => IsSet(field, fact)), $"{facts.Key.Name}.{Description.NameOf(field)} is set in no sample.");
    }

    private static IEnumerable<Type> FactTypes() => typeof(Payment).Assembly.GetTypes()
        .Where(type => typeof(IDomainEvent).IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false });

    private static bool IsSet(FieldInfo field, object owner)
    {
        object? value = field.GetValue(owner);
        return Nullable.GetUnderlyingType(field.FieldType) is null ? IsSomething(value) : value is not null;
    }

    /// <summary>Whether a value says anything: itself, and all that it consists of where it is one of ours.</summary>
    private static bool IsSomething(object? value) => value switch
    {
        null or "" or 0 or 0L or false => false,
        ReadOnlyMemory<byte> bytes => !bytes.IsEmpty,
        IEnumerable list => list.Cast<object?>().Any(IsSomething),
        // Not all of their members can be, or need be, there at once.
        Currency or AgentIdentification or StatusReason => true,
        _ when value.GetType() is { IsPrimitive: false, IsEnum: false } type && type.Assembly == typeof(Payment).Assembly =>
            Description.Fields(type).All(field => IsSet(field, value)),
        _ => !value.Equals(Activator.CreateInstance(value.GetType())),
    };

    private static string Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return Path.Combine(at.FullName, "tests", "PaymentSwitch.Storage.Tests", "Golden");
        throw new InvalidOperationException("The golden files are not in a folder above.");
    }
}
