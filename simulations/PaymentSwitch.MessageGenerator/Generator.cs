using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Schema;
using PaymentSwitch.MessageGenerator.Plans;

namespace PaymentSwitch.MessageGenerator;

/// <summary>
/// Makes messages that are valid against a schema, with seeded data as banks send them: names in several scripts, account
/// numbers with check digits that hold, amounts with the decimals of their currency. What it makes depends on the schema, the
/// settings and the source of randomness only: the same seed gives the same bytes. Not for several threads at a time.
/// </summary>
public sealed partial class Generator
{
    private const string NamespacePrefix = "urn:iso:std:iso:20022:tech:xsd:";

    private readonly SortedDictionary<string, XmlSchemaElement> _roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MessagePlan> _plans = new(StringComparer.Ordinal);
    private readonly GeneratorSettings _settings;
    private readonly Draft _draft;
    private readonly RandomCourse _randomCourse = new();

    /// <summary>A generator for all messages of some schemas.</summary>
    /// <param name="schemas">Compiled schemas; see <see cref="SchemaFolder"/>.</param>
    /// <param name="settings">What the messages are to be like.</param>
    /// <exception cref="ArgumentException">The sender or the receiver of the settings does not have the form of a BIC.</exception>
    /// <exception cref="GeneratorException">No message is declared, or two for one definition.</exception>
    public Generator(XmlSchemaSet schemas, GeneratorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        ArgumentNullException.ThrowIfNull(settings);
        foreach (string? bic in new[] { settings.From, settings.To })
        {
            if (bic is not null && !BicForm().IsMatch(bic)) throw new ArgumentException($"'{bic}' does not have the form of a BIC.", nameof(settings));
        }

        _settings = settings;
        _draft = new Draft(settings);
        foreach (XmlSchemaElement element in schemas.GlobalElements.Values)
        {
            string ns = element.QualifiedName.Namespace;
            if (!ns.StartsWith(NamespacePrefix, StringComparison.Ordinal)) continue;
            if (!_roots.TryAdd(ns[NamespacePrefix.Length..], element)) throw new GeneratorException($"{ns} declares several outermost elements.");
        }

        if (_roots.Count == 0) throw new GeneratorException($"None of the schemas has an outermost element in a namespace that begins with {NamespacePrefix}");
    }

    /// <summary>The message definitions that it makes, for example <c>pacs.008.001.08</c>, in order.</summary>
    public IReadOnlyCollection<string> Definitions => _roots.Keys;

    /// <summary>Makes a message.</summary>
    /// <param name="definition">One of <see cref="Definitions"/>.</param>
    /// <param name="random">What decides everything that may be one way or the other; is drawn from.</param>
    /// <returns>An XML document in UTF-8.</returns>
    /// <exception cref="ArgumentException">There is no schema for the definition.</exception>
    /// <exception cref="GeneratorException">Its schema has something of which nothing can be made.</exception>
    public byte[] Next(string definition, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Make(Plan(definition), random, _randomCourse).ToArray();
    }

    /// <summary>Makes a message as <see cref="Next"/> does, and writes it.</summary>
    /// <param name="definition">One of <see cref="Definitions"/>.</param>
    /// <param name="random">What decides everything that may be one way or the other; is drawn from.</param>
    /// <param name="output">Where the message goes to.</param>
    /// <inheritdoc cref="Next" path="/exception"/>
    public void Write(string definition, Random random, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Make(Plan(definition), random, _randomCourse));
    }

    /// <summary>
    /// Makes messages that have every element, every attribute and every alternative of the schema at least once between them, at
    /// every path: the first with whatever can be in one message, each further one with what is left. A type that contains itself
    /// is entered twice on a path.
    /// </summary>
    /// <inheritdoc cref="Next" path="/param|/exception"/>
    public IReadOnlyList<byte[]> Cover(string definition, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        MessagePlan plan = Plan(definition);
        var course = new CoveringCourse();
        List<byte[]> messages = [];
        while (!course.IsComplete(plan.Root)) messages.Add(Make(plan, random, course).ToArray());
        return messages;
    }

    [GeneratedRegex(@"\A[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\z")]
    private static partial Regex BicForm();

    private MessagePlan Plan(string definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (_plans.TryGetValue(definition, out MessagePlan? plan)) return plan;
        if (!_roots.TryGetValue(definition, out XmlSchemaElement? root))
            throw new ArgumentException($"There is no schema for {definition}, only for {string.Join(", ", _roots.Keys)}.", nameof(definition));
        return _plans[definition] = new PlanBuilder(_settings).Build(definition, root);
    }

    private ReadOnlySpan<byte> Make(MessagePlan plan, Random random, Course course)
    {
        _draft.Begin(random, course, plan.Transactions);
        Utf8Buffer output = _draft.Output;
        output.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
        bool wrapped = _settings.WithHeader && plan.Root.Name == "Document";
        if (wrapped) WriteHeader(plan.Definition);
        plan.Root.Write(_draft);
        if (wrapped) output.Raw("</BusinessMessage>"u8);
        return output.Written;
    }

    private void WriteHeader(string definition)
    {
        string header = string.Create(CultureInfo.InvariantCulture, $"""
            <BusinessMessage><AppHdr xmlns="{NamespacePrefix}head.001.001.02"><Fr><FIId><FinInstnId><BICFI>{_draft.From}</BICFI></FinInstnId></FIId></Fr><To><FIId><FinInstnId><BICFI>{_draft.To}</BICFI></FinInstnId></FIId></To><BizMsgIdr>{_draft.MessageId}</BizMsgIdr><MsgDefIdr>{definition}</MsgDefIdr><CreDt>{_draft.CreatedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff}Z</CreDt></AppHdr>
            """);
        _draft.Output.Raw(Encoding.UTF8.GetBytes(header));
    }
}
