namespace PaymentSwitch.MessageGenerator;

/// <summary>What messages are to be like. Probabilities are from 0 (never) to 1 (always).</summary>
public sealed record GeneratorSettings
{
    /// <summary>
    /// The instant at which messages are made: creation times lie in the minute before, settlement dates on its day or soon after.
    /// Taken as given, never from the clock, so that the same seed gives the same bytes.
    /// </summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// How likely an optional element or attribute is there. What hardly any bank leaves away (BICs, names, towns, accounts of
    /// debtor and creditor and some more) is there more often: with 0.3, in nine of ten cases.
    /// </summary>
    public double OptionalProbability { get; init; } = 0.3;

    /// <summary>How likely one more occurrence follows where an element may be repeated.</summary>
    public double RepeatProbability { get; init; } = 0.3;

    /// <summary>How often an element is repeated at most, where the schema allows more and does not ask for more.</summary>
    public int RepetitionsMax { get; init; } = 3;

    /// <summary>How likely a text or number is drawn out to the greatest length that its type has.</summary>
    public double LongestProbability { get; init; } = 0.005;

    /// <summary>
    /// How deep elements are nested before nothing optional is written any more, and of a choice only what ends soonest: bounds
    /// types that contain themselves. No message of payments comes near it.
    /// </summary>
    public int DepthMax { get; init; } = 32;

    /// <summary>After how many elements nothing optional is written any more.</summary>
    public int ElementsMax { get; init; } = 20_000;

    /// <summary>
    /// Whether a <c>Document</c> is wrapped, together with a business application header (head.001.001.02), in a
    /// <c>BusinessMessage</c>: the envelope that the switch reads.
    /// </summary>
    public bool WithHeader { get; init; }

    /// <summary>The BIC of the sender (<c>Fr</c>, <c>InstgAgt</c>); null for a new one in every message.</summary>
    public string? From { get; init; }

    /// <summary>The BIC of the receiver (<c>To</c>, <c>InstdAgt</c>); null for a new one in every message.</summary>
    public string? To { get; init; }
}
