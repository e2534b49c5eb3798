using System.Buffers;
using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml.Linq;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Writing;
using PaymentSwitch.MessageGenerator;

namespace PaymentSwitch.Iso20022.Tests.Messages;

/// <summary>What is true of every message that is both read and written. A message's own tests inherit it.</summary>
public abstract class MessageContract<TContent>
    where TContent : class
{
    private const int Rounds = 60;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The versions that are written.</summary>
    protected abstract IReadOnlyList<string> Definitions { get; }

    /// <summary>Ends of paths of the elements whose every text in another maker's message must be found in what is read of it.</summary>
    protected abstract IReadOnlyList<string> Kept { get; }

    /// <summary>The texts that a property takes where its type is an enumeration or a pattern, by <c>Type.Property</c>.</summary>
    protected virtual IReadOnlyDictionary<string, string[]> Choices { get; } = new Dictionary<string, string[]>();

    /// <summary>How many messages of each version are made with all that the schema allows: fewer where one is very long.</summary>
    protected virtual int FullRounds => 12;

    /// <summary>The properties, as <c>Type.Property</c>, that no full message has: its choices never fall that way.</summary>
    protected virtual IReadOnlyList<string> NotInFullMessages { get; } = [];

    /// <summary>How many valid samples there are at least.</summary>
    protected virtual int SamplesMin => 0;

    protected abstract void Write(IBufferWriter<byte> output, OutgoingHeader? header, TContent content, string definition);

    /// <summary>Makes a random content one that the version has room for.</summary>
    protected virtual TContent Fit(TContent content, string definition) => content;

    [Fact]
    public void What_is_written_is_valid_and_reads_back_to_the_same_content()
    {
        MessageReader reader = BaseSchemas.Reader();
        foreach (string definition in Definitions)
        {
            for (int seed = 0; seed < Rounds; seed++)
            {
                TContent content = Fit(new RandomContent(seed, Choices).Of<TContent>(), definition);
                byte[] bytes = Examples.Written(output => Write(output, null, content, definition));
                string xml = Examples.Text(bytes);
                Assert.True(BaseSchemas.FaultOf(definition, xml) is null, $"seed {seed}: {BaseSchemas.FaultOf(definition, xml)}\n{XElement.Parse(xml)}");
                IncomingMessage<TContent> message = Read(reader, bytes, $"seed {seed}");
                Assert.Equal(definition, message.MessageDefinition);
                Assert.Equal(JsonOf(content), JsonOf(message.Content));
                Assert.Equal(bytes, Examples.Written(output => Write(output, null, message.Content, definition)));
            }
        }
    }

    [Fact]
    public void It_is_written_with_a_header_too()
    {
        MessageReader reader = BaseSchemas.Reader();
        foreach (string definition in Definitions)
        {
            TContent content = Fit(new RandomContent(7, Choices).Of<TContent>(), definition);
            byte[] bytes = Examples.Written(output => Write(output, Examples.Header(definition), content, definition));
            IncomingMessage<TContent> message = Read(reader, bytes, definition);
            Assert.Equal(definition, message.Header?.MessageDefinition);
            Assert.Equal(JsonOf(content), JsonOf(message.Content));
        }
    }

    [Fact]
    public void Any_version_of_the_definition_becomes_the_same_content()
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("schemas");
        try
        {
            foreach (string definition in Definitions)
            {
                string other = definition[..^2] + "99";
                File.WriteAllText(
                    Path.Combine(scratch.FullName, "other.xsd"),
                    File.ReadAllText(Path.Combine(BaseSchemas.Directory(), definition + ".xsd")).Replace(definition, other, StringComparison.Ordinal));
                TContent content = Fit(new RandomContent(11, Choices).Of<TContent>(), definition);
                string xml = Examples.Text(Examples.Written(output => Write(output, null, content, definition)));
                var reader = new MessageReader(SchemaCatalogue.Load(scratch.FullName), new MessageLimits());
                IncomingMessage<TContent> message = Read(
                    reader, Encoding.UTF8.GetBytes(xml.Replace(BaseSchemas.NamespacePrefix + definition, BaseSchemas.NamespacePrefix + other, StringComparison.Ordinal)), other);
                Assert.Equal(other, message.MessageDefinition);
                Assert.Equal(JsonOf(content), JsonOf(message.Content));
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    [Fact]
    public void Other_makers_messages_are_read_with_all_that_is_kept()
    {
        MessageReader reader = BaseSchemas.Reader();
        int read = 0;
        foreach ((string name, string definition, XElement document) in Samples.Valid(Definitions))
        {
            TContent content = Read(reader, Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting)), name).Content;
            List<string> texts = [.. TextsOf(JsonSerializer.SerializeToElement(content))];
            foreach (XElement leaf in document.Descendants().Where(IsKept))
            {
                Assert.True(texts.Remove(leaf.Value), $"{name}: {PathOf(leaf)} is '{leaf.Value}', which is not, or not as often, in what was read:\n{JsonOf(content)}");
                if (leaf.Attribute("Ccy") is { } currency) Assert.Contains(currency.Value, texts);
            }

            read++;
            if (HasUnnamedAgent(JsonSerializer.SerializeToElement(content)))
            {
                Assert.Contains("agent", Assert.Throws<ArgumentException>(() => Examples.Written(output => Write(output, null, content, definition))).Message);
                continue;
            }

            // What the writer has no place for is left out; what it writes of a sample is valid and says the same.
            byte[] again = Examples.Written(output => Write(output, null, Fit(content, definition), definition));
            Assert.True(BaseSchemas.FaultOf(definition, Examples.Text(again)) is null, $"{name}: {BaseSchemas.FaultOf(definition, Examples.Text(again))}");
            Assert.Equal(JsonOf(Fit(content, definition)), JsonOf(Read(reader, again, name).Content));
        }

        Assert.True(read >= SamplesMin, $"only {read} samples were read");
    }

    [Fact]
    public void In_messages_with_all_that_the_schema_allows_every_property_is_found()
    {
        MessageReader reader = BaseSchemas.Reader();
        Dictionary<string, bool> isFound = [];
        foreach (string definition in Definitions)
        {
            var generator = new Generator(
                BaseSchemas.Set(definition), new GeneratorSettings { Now = DateTimeOffset.UnixEpoch.AddYears(56), OptionalProbability = 0.9, RepeatProbability = 0, DepthMax = 24 });
            // Those of the cover have every element between them, the random ones many together.
            foreach (byte[] message in generator.Cover(definition, new Random(20022)).Where(message => message.Length <= reader.Limits.BytesMax))
                Note(Read(reader, message, $"cover of {definition}").Content, isFound);
            for (int seed = 0; seed < FullRounds; seed++)
                Note(Read(reader, generator.Next(definition, new Random(seed)), $"{definition}, seed {seed}").Content, isFound);
        }

        Assert.Empty(isFound.Where(each => !each.Value).Select(each => each.Key).Except(NotInFullMessages));
    }

    [Fact]
    public void A_header_with_an_id_that_is_too_long_is_refused()
    {
        TContent content = Fit(new RandomContent(1, Choices).Of<TContent>(), Definitions[0]);
        Assert.Throws<ArgumentException>(() => Examples.Written(output => Write(output, Examples.Header(new string('x', 36)), content, Definitions[0])));
    }

    protected static string JsonOf(TContent content) => JsonSerializer.Serialize(content, Json);

    /// <summary>Notes of each property of a record and of all records in it whether it ever had a value.</summary>
    private static void Note(object record, Dictionary<string, bool> isFound)
    {
        foreach (PropertyInfo property in record.GetType().GetProperties())
        {
            object? value = property.GetValue(record);
            string name = $"{record.GetType().Name}.{property.Name}";
            isFound[name] = isFound.GetValueOrDefault(name) || value is not (null or "" or ICollection { Count: 0 });
            if (value is null or string || value.GetType().IsValueType) continue;
            foreach (object inner in value as IEnumerable ?? new[] { value })
                if (inner is not string) Note(inner, isFound);
        }
    }

    private bool IsKept(XElement element)
    {
        string path = PathOf(element);
        return Kept.Any(end => path.EndsWith("/" + end, StringComparison.Ordinal));
    }

    private static string PathOf(XElement element) => string.Concat(element.AncestorsAndSelf().Reverse().Select(at => "/" + at.Name.LocalName));

    /// <summary>Whether there is an agent that is named neither by BIC nor by member id.</summary>
    private static bool HasUnnamedAgent(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Any(HasUnnamedAgent),
        JsonValueKind.Object => (json.TryGetProperty("MemberId", out JsonElement member) && member.ValueKind == JsonValueKind.Null
                && json.GetProperty("Bic").ValueKind == JsonValueKind.Null)
            || json.EnumerateObject().Any(property => HasUnnamedAgent(property.Value)),
        _ => false,
    };

    private static IncomingMessage<TContent> Read(MessageReader reader, byte[] bytes, string what)
    {
        MessageReadResult result = reader.Read(bytes);
        Assert.True(result.Message is not null, $"{what}: {string.Join("; ", result.Errors)}");
        return Assert.IsType<IncomingMessage<TContent>>(result.Message);
    }

    private static IEnumerable<string> TextsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => TextsOf(property.Value)),
        _ => [],
    };
}
