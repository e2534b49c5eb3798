using System.Xml.Linq;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>Small changes to a message, some of which keep it valid.</summary>
public static class Mutations
{
    private static readonly string[] Texts =
    [
        "", " ", "x", "0", "-1", "1.5", "+7.25", " 12.50 ", "1e3", "999999999999999999", "1.123456", "true", "1", "yes", "EUR", "eur", "DE",
        "2026-11-21", "2026-11-21Z", "2026-02-30", "2026-11-21T05:00:00", "2026-11-21T05:00:00.123456789Z", "2026-11-21T24:00:00", "05:00:00",
        "BANKDEFF", "BANKDEFFXXX", "bankdeff", "DE89370400440532013000", "b1f2a3c4-d5e6-4789-8abc-def012345678", "B1F2A3C4-D5E6-4789-8ABC-DEF012345678",
        "CLRG", "SLEV", "ACCP", "NORM", "a\nb", "ä€😀", "123456789012345", "1234567890123456",
    ];

    private static readonly int[] Lengths = [1, 2, 3, 4, 5, 6, 10, 11, 16, 17, 34, 35, 36, 70, 71, 105, 106, 128, 140, 141, 350, 351, 1025, 2048, 2049, 20_000, 20_001];

    /// <summary>Changes a message at one place, and says how.</summary>
    public static string Apply(XElement root, Random random)
    {
        List<XElement> all = root.Descendants().ToList();
        XElement at = all[random.Next(all.Count)];
        List<XElement> leaves = all.Where(element => !element.HasElements).ToList();
        XElement leaf = leaves[random.Next(leaves.Count)];
        switch (random.Next(12))
        {
            case 0:
                string removed = Path(at);
                at.Remove();
                return $"removed {removed}";
            case 1:
                at.AddAfterSelf(new XElement(at));
                return $"repeated {Path(at)}";
            case 2 when at.ElementsAfterSelf().FirstOrDefault() is { } next:
                next.Remove();
                at.AddBeforeSelf(next);
                return $"swapped {Path(at)} with the next";
            case 3:
                at.Name = at.Name.Namespace + all[random.Next(all.Count)].Name.LocalName;
                return $"renamed to {Path(at)}";
            case 4:
                at.Name = XName.Get(at.Name.LocalName, "urn:example:other");
                return $"other namespace for {Path(at)}";
            case 5:
                at.SetAttributeValue(random.Next(2) == 0 ? "Ccy" : "Other", "EUR");
                return $"attribute on {Path(at)}";
            case 6 when all.Where(element => element.HasAttributes).ToList() is { Count: > 0 } withAttributes:
                XElement amount = withAttributes[random.Next(withAttributes.Count)];
                amount.SetAttributeValue("Ccy", random.Next(2) == 0 ? null : Texts[random.Next(Texts.Length)]);
                return $"currency of {Path(amount)}";
            case 7:
                leaf.Value = new string('y', Lengths[random.Next(Lengths.Length)]);
                return $"{leaf.Value.Length} characters in {Path(leaf)}";
            case 8:
                leaf.Value = leaf.Value + (random.Next(2) == 0 ? "1" : " ");
                return $"longer {Path(leaf)}";
            case 9:
                at.AddFirst(new XElement(all[random.Next(all.Count)]));
                return $"inserted into {Path(at)}";
            default:
                leaf.Value = Texts[random.Next(Texts.Length)];
                return $"'{leaf.Value}' in {Path(leaf)}";
        }
    }

    private static string Path(XElement element) => string.Join('/', element.AncestorsAndSelf().Reverse().Select(e => e.Name.LocalName));
}
