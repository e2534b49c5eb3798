using System.Text;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// Gives texts that come again and again (currencies, codes, BICs), and what is made of them, as one object instead of many
/// equal ones. Bounded: a text takes the place of another one. By one thread at a time.
/// </summary>
internal sealed class TextPool
{
    private const int Places = 1024;
    private const int LengthMax = 11;
    private readonly PooledText?[] _texts = new PooledText?[Places];

    /// <summary>The text that these bytes are; not pooled where it is a long one.</summary>
    internal string Get(ReadOnlySpan<byte> utf8) => Find(utf8) is { } pooled ? pooled.Text : Encoding.UTF8.GetString(utf8);

    /// <summary>The bank with this BIC and no other identification.</summary>
    internal AgentIdentification Bank(ReadOnlySpan<byte> bic) =>
        Find(bic) is { } pooled ? pooled.Bank ??= new AgentIdentification(pooled.Text) : new AgentIdentification(Encoding.UTF8.GetString(bic));

    /// <summary>The one text at a path.</summary>
    internal IReadOnlyList<PlacedText> Placed(ReadOnlySpan<byte> utf8, string path)
    {
        if (Find(utf8) is not { } pooled) return [new PlacedText(path, Encoding.UTF8.GetString(utf8))];
        if (pooled.Placed is not [var placed] || !ReferenceEquals(placed.ElementPath, path)) pooled.Placed = [new PlacedText(path, pooled.Text)];
        return pooled.Placed;
    }

    private PooledText? Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LengthMax) return null;
        uint hash = 2166136261;
        foreach (byte b in utf8) hash = (hash ^ b) * 16777619;
        ref PooledText? place = ref _texts[(hash ^ (hash >> 15)) % Places];
        if (place is not null && Ascii.Equals(utf8, place.Text)) return place;
        return place = new PooledText(Encoding.UTF8.GetString(utf8));
    }

    private sealed class PooledText(string text)
    {
        public string Text { get; } = text;

        public AgentIdentification? Bank { get; set; }

        public PlacedText[]? Placed { get; set; }
    }
}
