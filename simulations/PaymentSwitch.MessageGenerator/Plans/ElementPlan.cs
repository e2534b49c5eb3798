using System.Text;
using PaymentSwitch.MessageGenerator.Values;

namespace PaymentSwitch.MessageGenerator.Plans;

/// <summary>An attribute, and what makes its value.</summary>
internal sealed class AttributePlan(string name, bool required, ValueSource value)
{
    private readonly byte[] _start = Encoding.UTF8.GetBytes($" {name}=\"");

    public string Name => name;

    public bool Required => required;

    public void Write(Draft draft)
    {
        draft.Output.Raw(_start);
        draft.Text.Clear();
        value(draft);
        draft.Output.Escaped(draft.Text.Written);
        draft.Output.Raw("\""u8);
    }
}

/// <summary>What is inside an element: attributes, and either a value or elements. One for every type and name of the element.</summary>
internal sealed class ContentPlan(object type)
{
    /// <summary>The type in the schema, by which types that contain themselves are known.</summary>
    public object Type => type;

    public AttributePlan[] Attributes { get; set; } = [];

    public ValueSource? Value { get; set; }

    public Particle? Elements { get; set; }

    /// <summary>Whether it is about somebody: has a postal address.</summary>
    public bool IsParty { get; set; }
}

/// <summary>An element of a known type.</summary>
internal sealed class ElementPlan(string name, string ns, string parentNs, ContentPlan content) : Particle
{
    private readonly byte[] _open = Encoding.UTF8.GetBytes(ns == parentNs ? $"<{name}" : $"<{name} xmlns=\"{System.Security.SecurityElement.Escape(ns)}\"");
    private readonly byte[] _close = Encoding.UTF8.GetBytes($"</{name}>");

    public string Name => name;

    public ContentPlan Content => content;

    /// <summary>Whether it is one of the transactions that <c>NbOfTxs</c> counts.</summary>
    public bool IsTransaction { get; init; }

    /// <summary>Whether hardly any bank leaves it away, although the schema lets it.</summary>
    public bool IsUsual { get; } = name is "BICFI" or "Nm" or "TwnNm" or "Ctry" or "UETR" or "TxId" or "IntrBkSttlmDt" or "InstgAgt" or "InstdAgt"
        or "DbtrAcct" or "CdtrAcct" or "RmtInf" or "OrgnlTxId" or "OrgnlUETR" or "TxSts";

    /// <summary>What it says about who is meant below it.</summary>
    public AgentRole Role { get; } = name switch
    {
        "InstgAgt" or "Fr" => AgentRole.Instructing,
        "InstdAgt" or "To" => AgentRole.Instructed,
        _ => AgentRole.Any,
    };

    public override IReadOnlyList<Particle> Parts => content.Elements is { } elements ? [elements] : [];

    public override int MeasureOnce() => 1 + (content.Elements?.Levels ?? 0);

    protected override void WriteOnce(Draft draft)
    {
        draft.Enter(this);
        Utf8Buffer output = draft.Output;
        output.Raw(_open);
        foreach (AttributePlan attribute in content.Attributes)
        {
            if (attribute.Required || draft.Course.HasOptionalAttribute(draft)) attribute.Write(draft);
        }

        output.Raw(">"u8);
        if (content.Value is { } value)
        {
            draft.Text.Clear();
            value(draft);
            output.Escaped(draft.Text.Written);
        }
        else
        {
            content.Elements?.Write(draft);
        }

        output.Raw(_close);
        draft.Leave(this);
    }
}

/// <summary>Which agent of the message an element is about.</summary>
internal enum AgentRole
{
    Any,
    Instructing,
    Instructed,
}
