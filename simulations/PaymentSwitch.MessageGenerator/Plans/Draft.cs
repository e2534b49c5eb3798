using PaymentSwitch.MessageGenerator.Data;
using PaymentSwitch.MessageGenerator.Values;

namespace PaymentSwitch.MessageGenerator.Plans;

/// <summary>
/// A message in the making: what is written already, and what later values must agree with: who is meant at the moment, the
/// currency, the number of transactions and their amounts.
/// </summary>
internal sealed class Draft(GeneratorSettings settings)
{
    private int _elements;

    public GeneratorSettings Settings => settings;

    public Utf8Buffer Output { get; } = new();

    public TextBuffer Text { get; } = new();

    public Random Random { get; private set; } = new(0);

    public Course Course { get; private set; } = new RandomCourse();

    /// <summary>
    /// How likely an optional element is there without which hardly any bank sends a message: as if it had six chances to be.
    /// </summary>
    public double UsualProbability { get; } = 1 - Math.Pow(1 - settings.OptionalProbability, 6);

    /// <summary>How many elements are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether nothing more is written than must be.</summary>
    public bool IsFull => _elements > settings.ElementsMax;

    public string MessageId { get; private set; } = "";

    public string From { get; private set; } = "";

    public string To { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The country of whoever is meant, or was last.</summary>
    public Country Country { get; private set; } = Countries.All[0];

    public Town Town { get; private set; } = Countries.All[0].Towns[0];

    /// <summary>Whether it is a person, else a company.</summary>
    public bool IsPerson { get; private set; }

    /// <summary>How many lines of the address have been written.</summary>
    public int AddressLine { get; set; }

    public AgentRole Role { get; private set; }

    /// <summary>The currency that is settled in.</summary>
    public Currency Currency { get; private set; } = Currency.Euro;

    /// <summary>The currency of the amount that comes next.</summary>
    public Currency AmountCurrency { get; set; } = Currency.Euro;

    public int TransactionCount { get; private set; }

    /// <summary>The amount settled by the transaction that is being written, in minor units.</summary>
    public long AmountMinor { get; private set; }

    /// <summary>The sum of the amounts of all transactions, in minor units.</summary>
    public long TotalMinor { get; private set; }

    private List<long> Amounts { get; } = [];

    private int TransactionIndex { get; set; }

    /// <summary>Forgets the message before.</summary>
    public void Begin(Random random, Course course, Particle? transactions)
    {
        Random = random;
        Course = course;
        Output.Clear();
        _elements = 0;
        Depth = 0;
        Meet();
        From = settings.From ?? Make(Identifiers.Bic);
        Meet();
        To = settings.To ?? Make(Identifiers.Bic);
        MessageId = Make(Identifiers.Reference);
        CreatedAt = settings.Now.AddMilliseconds(-random.Next(60_000));
        Currency = AmountCurrency = Currency.Draw(this);
        TransactionIndex = 0;
        TransactionCount = transactions is null ? 0 : course.CountTransactions(transactions, this);
        Amounts.Clear();
        for (int i = 0; i < Math.Max(1, TransactionCount); i++) Amounts.Add(DrawAmount());
        TotalMinor = Amounts.Sum();
        AmountMinor = Amounts[0];
    }

    public void Enter(ElementPlan element)
    {
        _elements++;
        Depth++;
        if (element.IsTransaction) AmountMinor = Amounts[TransactionIndex++];
        if (element.Role != AgentRole.Any) Role = element.Role;
        if (element.Content.IsParty) Meet();
    }

    public void Leave(ElementPlan element)
    {
        Depth--;
        if (element.Role != AgentRole.Any) Role = AgentRole.Any;
    }

    /// <summary>Somebody else is meant from now on.</summary>
    public void Meet()
    {
        Country = Pick(Countries.All);
        Town = Pick(Country.Towns);
        IsPerson = Chance(0.5);
        AddressLine = 0;
    }

    /// <summary>The agent whose identification comes next, once: the sender, the receiver, or nobody in particular.</summary>
    public string? TakeAgent()
    {
        string? bic = Role switch
        {
            AgentRole.Instructing => From,
            AgentRole.Instructed => To,
            _ => null,
        };
        Role = AgentRole.Any;
        return bic;
    }

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public T Pick<T>(T[] items) => items[Random.Next(items.Length)];

    private string Make(ValueSource source)
    {
        Text.Clear();
        source(this);
        return Text.Written.ToString();
    }

    // As many small amounts as large ones: the number of digits is drawn first.
    private long DrawAmount()
    {
        long limit = 10;
        for (int digits = Random.Next(1, 9); digits > 0; digits--) limit *= 10;
        return 1 + (long)(Random.NextDouble() * limit);
    }
}
