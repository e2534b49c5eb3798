using System.Text.Json;
using System.Xml.Linq;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.MessageGenerator.Data;

namespace PaymentSwitch.MessageGenerator.Tests;

/// <summary>The data means something: check digits hold, codes are in their lists, amounts fit their currency.</summary>
public sealed class DataTests
{
    // Whole lengths, as published with the examples of the IBAN registry.
    private static readonly Dictionary<string, int> IbanLengths = new()
    {
        ["AE"] = 23, ["AT"] = 20, ["BE"] = 16, ["BG"] = 22, ["BR"] = 29, ["CH"] = 21, ["CY"] = 28, ["CZ"] = 24, ["DE"] = 22, ["DK"] = 18, ["EE"] = 20,
        ["EG"] = 29, ["ES"] = 24, ["FI"] = 18, ["FR"] = 27, ["GB"] = 22, ["GR"] = 27, ["HR"] = 21, ["HU"] = 28, ["IE"] = 22, ["IS"] = 26, ["IT"] = 27,
        ["KW"] = 30, ["KZ"] = 20, ["LT"] = 20, ["LU"] = 20, ["LV"] = 21, ["MT"] = 31, ["NL"] = 18, ["NO"] = 15, ["PL"] = 28, ["PT"] = 25, ["QA"] = 29,
        ["RO"] = 24, ["RS"] = 22, ["SA"] = 24, ["SE"] = 24, ["SI"] = 19, ["SK"] = 24, ["TR"] = 26, ["UA"] = 29,
    };

    private static readonly Lazy<XElement[]> Elements = new(() =>
    {
        var generator = new Generator(Schemas.Ours("pacs.008.001.08"), new GeneratorSettings { Now = Schemas.Now, OptionalProbability = 0.5 });
        var random = new Random(11);
        return [.. Enumerable.Range(0, 200).SelectMany(_ => XDocument.Load(new MemoryStream(generator.Next("pacs.008.001.08", random))).Descendants())];
    });

    [Theory]
    [InlineData("370400440532013000" + "DE89")]
    [InlineData("WEST12345698765432" + "GB82")]
    [InlineData("5299000J2N45DDNE4Y28")]
    [InlineData("539007547034" + "RF18")]
    public void Check_digits_of_published_examples_hold(string number) => Assert.Equal(1, Mod97.Remainder(number));

    [Fact]
    public void Account_numbers_have_the_length_of_their_country_and_check_digits_that_hold()
    {
        var random = new Random(5);
        Assert.Equal(IbanLengths.Keys.Order(StringComparer.Ordinal), Ibans.Countries);
        foreach ((string country, int length) in IbanLengths)
        {
            for (int i = 0; i < 100; i++)
            {
                string iban = Ibans.Make(country, random);
                Assert.Equal(length, iban.Length);
                Assert.StartsWith(country, iban, StringComparison.Ordinal);
                Assert.True(Iban.IsValid(iban), iban);
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Ibans.Make("US", random));
    }

    [Fact]
    public void Identifications_in_messages_hold()
    {
        Check("IBAN", text => Iban.IsValid(text));
        Check("BICFI", text => Bic.HasForm(text));
        Check("LEI", text => text.Length == 20 && Mod97.Remainder(text) == 1);
        Check("UETR", text => Uetr.TryParse(text, out _));
        Check("Ref", text => text.Length <= 25 && text.StartsWith("RF", StringComparison.Ordinal) && Mod97.Remainder(text[4..] + text[..4]) == 1);

        static void Check(string name, Func<string, bool> holds)
        {
            string[] values = [.. Elements.Value.Where(e => e.Name.LocalName == name && !(name == "Ref" && e.Parent!.Name.LocalName != "CdtrRefInf")).Select(e => e.Value)];
            Assert.True(values.Length > 30, $"{values.Length} of {name}");
            Assert.All(values, value => Assert.True(holds(value), value));
            Assert.True(values.Distinct().Count() > values.Length / 2, $"{name} repeats itself");
        }
    }

    [Fact]
    public void Amounts_have_the_decimals_of_their_currency()
    {
        var decimals = new HashSet<int>();
        foreach (XElement amount in Elements.Value.Where(e => e.Attribute("Ccy") is not null))
        {
            Domain.Currency currency = Domain.Currency.Of(amount.Attribute("Ccy")!.Value);
            int point = amount.Value.IndexOf('.', StringComparison.Ordinal);
            Assert.Equal(currency.Exponent, point < 0 ? 0 : amount.Value.Length - point - 1);
            decimals.Add(currency.Exponent);
        }

        Assert.Equal([0, 2, 3], decimals.Order());
    }

    [Fact]
    public void Texts_are_of_several_scripts_and_have_characters_that_must_be_escaped()
    {
        string all = string.Concat(Elements.Value.Where(e => !e.HasElements).Select(e => e.Value));
        Assert.All(["ß", "ç", "Ł", "Ω|Α", "Ж|И", "株", "银", "ش", "𠮷", "&", "<", ">", "\"", "'"], script => Assert.Contains(script.Split('|'), text => all.Contains(text, StringComparison.Ordinal)));
    }

    [Fact]
    public void Times_are_around_the_given_instant()
    {
        foreach (XElement created in Elements.Value.Where(e => e.Name.LocalName == "CreDtTm"))
            Assert.InRange(DateTimeOffset.Parse(created.Value), Schemas.Now.AddMinutes(-1), Schemas.Now);
        foreach (XElement date in Elements.Value.Where(e => e.Name.LocalName == "IntrBkSttlmDt"))
            Assert.InRange(DateTime.Parse(date.Value), Schemas.Now.Date, Schemas.Now.Date.AddDays(2));
        foreach (XElement birth in Elements.Value.Where(e => e.Name.LocalName == "BirthDt"))
            Assert.InRange(DateTime.Parse(birth.Value), Schemas.Now.Date.AddYears(-89), Schemas.Now.Date.AddYears(-18));
    }

    [Fact]
    public void Codes_are_in_their_external_lists()
    {
        string folder = Path.Combine(Reference.Need(), "codesets");
        int checkedLists = 0;
        List<string> unknown = [];
        foreach (string file in Directory.GetFiles(folder, "external_*_code.json"))
        {
            // external_status_reason_code.json is the list of the type ExternalStatusReason1Code.
            string type = string.Concat(Path.GetFileNameWithoutExtension(file).Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
            if (Codes.Find(type.Replace("Code", "1Code", StringComparison.Ordinal), default) is not { } codes) continue;
            using JsonDocument list = JsonDocument.Parse(File.ReadAllBytes(file));
            var known = list.RootElement.GetProperty("codes").EnumerateObject().Select(code => code.Name).ToHashSet(StringComparer.Ordinal);
            unknown.AddRange(codes.Except(known).Select(code => $"{type}: {code}"));
            checkedLists++;
        }

        Assert.Empty(unknown);
        Assert.True(checkedLists >= 12, $"{checkedLists} lists");
    }
}
