namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// Where in a message its facts stand: the tree of those elements only. Built once per message definition, never changed
/// afterwards.
/// </summary>
internal sealed class FactTree
{
    private readonly List<FactTree> _children = [];

    private FactTree(string name) => Name = name;

    /// <summary>The element's name.</summary>
    internal string Name { get; }

    /// <summary>The fact that the element's text is.</summary>
    internal ElementFact Text { get; private set; }

    /// <summary>The fact that the element begins: there may be several.</summary>
    internal ElementFact Start { get; private set; }

    /// <summary>The fact that the element's attribute <c>Ccy</c> is.</summary>
    internal ElementFact Currency { get; private set; }

    internal static FactTree Root(string name) => new(name);

    /// <summary>The child of this name, or null where nothing is read there.</summary>
    internal FactTree? Child(string name)
    {
        foreach (FactTree child in _children)
        {
            if (child.Name == name) return child;
        }

        return null;
    }

    /// <summary>The element at a path below this one, made where it is new.</summary>
    internal FactTree At(string path)
    {
        FactTree node = this;
        foreach (string name in path.Split('/'))
        {
            FactTree? child = node.Child(name);
            if (child is null) node._children.Add(child = new FactTree(name));
            node = child;
        }

        return node;
    }

    /// <summary>The text of an element is a fact.</summary>
    internal FactTree Read(string path, ElementFact fact)
    {
        At(path).Text = fact;
        return this;
    }

    /// <summary>The beginning of an element is a fact.</summary>
    internal FactTree Mark(string path, ElementFact fact)
    {
        At(path).Start = fact;
        return this;
    }

    /// <summary>An amount is two facts: its value, and behind it in the enumeration its currency.</summary>
    internal FactTree ReadAmount(string path, ElementFact value)
    {
        FactTree node = At(path);
        node.Text = value;
        node.Currency = value + 1;
        return this;
    }

    /// <summary>An agent is three facts in a row: BIC, clearing system, member id.</summary>
    internal FactTree ReadAgent(string path, ElementFact bic)
    {
        FactTree agent = At(path + "/FinInstnId");
        agent.Read("BICFI", bic);
        agent.Read("ClrSysMmbId/ClrSysId/Cd", bic + 1);
        agent.Read("ClrSysMmbId/ClrSysId/Prtry", bic + 1);
        agent.Read("ClrSysMmbId/MmbId", bic + 2);
        return this;
    }
}
