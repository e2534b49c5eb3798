using PaymentSwitch.MessageGenerator.Plans;

namespace PaymentSwitch.MessageGenerator.Data;

/// <summary>Free text, and short words that somebody has agreed on with somebody.</summary>
internal static class Texts
{
    private static readonly string[] Remarks =
    [
        "Please credit without delay", "See contract of last year", "Amount as agreed & confirmed", "Nur zur Verrechnung", "Voir pièce jointe",
        "Kontakt vor Ausführung", "ref. <none>", "Зачислить по реквизитам", "至急ご確認ください", "السداد حسب العقد", "Σύμφωνα με τη σύμβαση", "a/b c - d: e, f.",
    ];

    private static readonly string[] Proprietary = ["STANDARD", "Express", "B2B-01", "Haus intern", "NATIONAL", "x-7"];

    private static readonly string[] Issuers = ["ISO", "Handelsregister", "Registre du commerce", "IRS", "Tax Office", "Bundesbank"];

    /// <summary>Free text of no particular kind.</summary>
    public static void Remark(Draft draft) => draft.Text.Add(draft.Pick(Remarks));

    /// <summary>What a payment is for, in the language of whoever was meant last.</summary>
    public static void Remittance(Draft draft)
    {
        draft.Text.Add(draft.Pick(draft.Country.Remittances));
        if (draft.Chance(0.5)) return;
        draft.Text.Add(' ');
        Identifiers.Reference(draft);
    }

    public static void ProprietaryCode(Draft draft) => draft.Text.Add(draft.Pick(Proprietary));

    public static void Issuer(Draft draft) => draft.Text.Add(draft.Pick(Issuers));
}
