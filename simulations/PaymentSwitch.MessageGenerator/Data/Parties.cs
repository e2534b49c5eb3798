using PaymentSwitch.MessageGenerator.Plans;

namespace PaymentSwitch.MessageGenerator.Data;

/// <summary>What a party is called, where it lives and how it is reached; all of the country that is meant.</summary>
internal static class Parties
{
    private static readonly string[] Providers = ["example.com", "mail.example.org", "post.example.net"];

    private static readonly string[] Titles = ["Treasurer", "Head of Accounts", "Geschäftsführerin", "Directeur financier", "社長"];

    private static readonly string[] Departments = ["Accounts Payable", "Buchhaltung", "Trésorerie", "経理部", "Κίνηση Κεφαλαίων", "IT & Operations"];

    /// <summary>Of a person or a company, whichever is meant.</summary>
    public static void Name(Draft draft)
    {
        if (draft.IsPerson) Person(draft);
        else draft.Text.Add(draft.Pick(draft.Country.Companies));
    }

    public static void Person(Draft draft)
    {
        Country country = draft.Country;
        if (country.FamilyFirst) draft.Text.Add(draft.Pick(country.Family)).Add(draft.Pick(country.Given));
        else draft.Text.Add(draft.Pick(country.Given)).Add(' ').Add(draft.Pick(country.Family));
    }

    public static void GivenName(Draft draft) => draft.Text.Add(draft.Pick(draft.Country.Given));

    public static void Bank(Draft draft) => draft.Text.Add(draft.Pick(draft.Country.Banks));

    public static void CountryCode(Draft draft) => draft.Text.Add(draft.Country.Code);

    public static void Department(Draft draft) => draft.Text.Add(draft.Pick(Departments));

    public static void Title(Draft draft) => draft.Text.Add(draft.Pick(Titles));

    public static void Street(Draft draft) => draft.Text.Add(draft.Pick(draft.Country.Streets));

    public static void BuildingNumber(Draft draft)
    {
        draft.Text.Add(draft.Random.Next(1, 300));
        if (draft.Chance(0.2)) draft.Text.Add((char)('a' + draft.Random.Next(6)));
    }

    public static void BuildingName(Draft draft) => draft.Text.Add("Tower ").Add((char)('A' + draft.Random.Next(26)));

    public static void Floor(Draft draft) => draft.Text.Add(draft.Random.Next(1, 40));

    public static void PostBox(Draft draft) => draft.Text.Add("PO Box ").Add(draft.Random.Next(1, 10_000));

    public static void PostalCode(Draft draft)
    {
        foreach (char c in draft.Town.PostalCode)
        {
            draft.Text.Add(c switch
            {
                '#' => (char)('0' + draft.Random.Next(10)),
                '@' => (char)('A' + draft.Random.Next(26)),
                _ => c,
            });
        }
    }

    public static void TownName(Draft draft) => draft.Text.Add(draft.Town.Name);

    public static void Region(Draft draft) => draft.Text.Add(draft.Town.Region);

    /// <summary>The next line of an unstructured address: street, town, country, and no more than that.</summary>
    public static void AddressLine(Draft draft)
    {
        switch (draft.AddressLine++)
        {
            case 0 when draft.Country.NumberFirst:
                BuildingNumber(draft);
                draft.Text.Add(' ');
                Street(draft);
                break;
            case 0:
                Street(draft);
                draft.Text.Add(' ');
                BuildingNumber(draft);
                break;
            case 1:
                PostalCode(draft);
                draft.Text.Add(' ');
                TownName(draft);
                break;
            default:
                Region(draft);
                draft.Text.Add(", ");
                CountryCode(draft);
                break;
        }
    }

    /// <summary>As ISO 20022 writes it: the country's dialling code, a hyphen, the rest.</summary>
    public static void Phone(Draft draft)
    {
        draft.Text.Add('+').Add(draft.Country.Dialling).Add('-');
        draft.Text.Add((long)draft.Random.Next(10_000_000, 999_999_999));
    }

    public static void Email(Draft draft) =>
        draft.Text.Add("accounts.").Add(draft.Random.Next(1, 1000)).Add('@').Add(draft.Pick(Providers));

    public static void WebAddress(Draft draft) =>
        draft.Text.Add("https://").Add(draft.Pick(Providers)).Add("/remittance?id=").Add(draft.Random.Next(1, 100_000)).Add("&lang=en");
}
