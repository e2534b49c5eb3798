namespace PaymentSwitch.MessageGenerator.Data;

/// <summary>A place, its postal code (<c>#</c> for a digit, <c>@</c> for a capital letter) and what it is a part of.</summary>
internal sealed record Town(string Name, string PostalCode, string Region);

/// <summary>What people, companies and places are called in a country, in its own script. All of them are made up.</summary>
internal sealed record Country(string Code, string Dialling)
{
    public required string[] Given { get; init; }

    public required string[] Family { get; init; }

    /// <summary>Whether the family name is written first, without a space.</summary>
    public bool FamilyFirst { get; init; }

    public required string[] Companies { get; init; }

    public required string[] Banks { get; init; }

    public required string[] Streets { get; init; }

    /// <summary>Whether a building's number is written before the street.</summary>
    public bool NumberFirst { get; init; }

    public required Town[] Towns { get; init; }

    /// <summary>What payments are for.</summary>
    public required string[] Remittances { get; init; }
}

/// <summary>The countries that parties are from.</summary>
internal static class Countries
{
    public static readonly Country[] All =
    [
        new("DE", "49")
        {
            Given = ["Jürgen", "Anneliese", "Björn", "Käthe", "Hans-Peter", "Zoë", "Max"],
            Family = ["Müller-Lüdenscheidt", "Weiß", "Schröder", "von der Höhe", "Öztürk", "Krause"],
            Companies = ["Bäckerei Süß & Söhne GmbH", "Nordlicht Maschinenbau AG", "Großhandel Höß KG", "Möbelhaus \"Zur Eiche\" OHG"],
            Banks = ["Volksbank Musterland eG", "Sparkasse Ährental", "Hanseatische Beispielbank AG"],
            Streets = ["Königsallee", "Straße des 17. Juni", "Am Mühlbach", "Große Bleichen"],
            Towns = [new("Köln", "50###", "Nordrhein-Westfalen"), new("München", "80###", "Bayern"), new("Görlitz", "028##", "Sachsen")],
            Remittances = ["Rechnung Nr. 4711, Kundennr. 98", "Miete März inkl. Nebenkosten", "Rückzahlung für's Abendessen"],
        },
        new("FR", "33")
        {
            Given = ["François", "Zoé", "Jean-Noël", "Héloïse", "Anaïs", "Luc"],
            Family = ["Lefèvre", "d'Aubigné", "Çelik", "Gonçalves", "L'Hôte", "Martin"],
            Companies = ["Société Générale d'Exemples S.A.", "Boulangerie Pâte & Crème SARL", "Œuvres Réunies SAS"],
            Banks = ["Crédit Mutuel de l'Exemple", "Banque Cœur de Ville", "Caisse d'Épargne du Midi"],
            Streets = ["Rue du Faubourg Saint-Honoré", "Avenue des Champs-Élysées", "Allée des Chênes"],
            NumberFirst = true,
            Towns = [new("Paris", "750##", "Île-de-France"), new("Orléans", "450##", "Centre-Val de Loire"), new("Nîmes", "300##", "Occitanie")],
            Remittances = ["Facture n° 2026/118", "Loyer du mois d'août", "Remboursement « fête d'été »"],
        },
        new("IT", "39")
        {
            Given = ["Niccolò", "Giulia", "Dario", "Noè"],
            Family = ["D'Angelo", "Rossi", "Cantù", "De Santis"],
            Companies = ["Società Cooperativa Esempio S.p.A.", "Caffè & Più S.r.l.", "Officine Bellavista S.n.c."],
            Banks = ["Banca Popolare dell'Esempio", "Cassa Rurale di Prova"],
            Streets = ["Via Giuseppe Garibaldi", "Corso Libertà", "Piazza dell'Unità"],
            Towns = [new("Torino", "101##", "Piemonte"), new("Forlì", "471##", "Emilia-Romagna")],
            Remittances = ["Fattura n. 77 del mese scorso", "Saldo attività di consulenza"],
        },
        new("ES", "34")
        {
            Given = ["Íñigo", "María José", "Begoña", "Óscar"],
            Family = ["Núñez Ibáñez", "García y Vega", "Peña", "López"],
            Companies = ["Compañía Ejemplar de Aceites, S.A.", "Hermanos Muñoz e Hijos, S.L."],
            Banks = ["Banco de Ejemplo, S.A.", "Caja Rural del Sur"],
            Streets = ["Calle de Alcalá", "Paseo de la Castellana", "Plaza España"],
            Towns = [new("Logroño", "260##", "La Rioja"), new("Málaga", "290##", "Andalucía")],
            Remittances = ["Factura 12/2026", "Cuota del año, ¡gracias!"],
        },
        new("PL", "48")
        {
            Given = ["Łukasz", "Małgorzata", "Zbigniew", "Żaneta"],
            Family = ["Wójcik", "Dąbrowska", "Święcicki", "Gżegżółka"],
            Companies = ["Piekarnia Złoty Kłos Sp. z o.o.", "Przykład i Wspólnicy S.A."],
            Banks = ["Bank Przykładowy S.A.", "Spółdzielczy Bank Północny"],
            Streets = ["ul. Świętokrzyska", "al. Jana Pawła II", "ul. Długa"],
            Towns = [new("Łódź", "90-###", "łódzkie"), new("Kraków", "30-###", "małopolskie")],
            Remittances = ["Faktura VAT 5/2026", "Zwrot za bilety"],
        },
        new("SE", "46")
        {
            Given = ["Åsa", "Björn", "Märta", "Sven"],
            Family = ["Åkerström", "Sjöberg", "Lindqvist"],
            Companies = ["Västkustens Båtvarv AB", "Exempel & Söner Handelsbolag"],
            Banks = ["Exempelbanken AB", "Sparbanken Skärgården"],
            Streets = ["Östra Hamngatan", "Kungsgatan"],
            Towns = [new("Göteborg", "41# ##", "Västra Götaland"), new("Malmö", "21# ##", "Skåne")],
            Remittances = ["Hyra för april", "Faktura 100-17"],
        },
        new("CZ", "420")
        {
            Given = ["Jiří", "Kateřina", "Ondřej", "Žofie"],
            Family = ["Dvořák", "Němcová", "Šťastný"],
            Companies = ["Příklad a synové, s.r.o.", "Česká ukázková a.s."],
            Banks = ["Vzorová banka, a.s."],
            Streets = ["Na Příkopě", "Žižkova", "Nábřeží Ludvíka Svobody"],
            Towns = [new("Praha", "11# ##", "Hlavní město Praha"), new("Plzeň", "30# ##", "Plzeňský kraj")],
            Remittances = ["Faktura č. 26001", "Splátka půjčky"],
        },
        new("GB", "44")
        {
            Given = ["Siân", "Oliver", "Niamh", "Zachary"],
            Family = ["O'Neill", "Fotheringay-Smythe", "Ap Rhys", "Clarke"],
            Companies = ["Tea & Toast Ltd", "Smith, Jones & Partners LLP", "Example Holdings (UK) plc"],
            Banks = ["Example Bank plc", "The County Building Society"],
            Streets = ["St James's Square", "High Street", "Queen's Walk"],
            NumberFirst = true,
            Towns = [new("London", "EC#@ #@@", "Greater London"), new("Ynys Môn", "LL## #@@", "Wales")],
            Remittances = ["Invoice 2026-0042", "Rent & bills", "Happy birthday!"],
        },
        new("NL", "31")
        {
            Given = ["Daniël", "Sanne", "Jan-Willem", "Zoë"],
            Family = ["van 't Hoff", "de Vries", "Coëlho"],
            Companies = ["Voorbeeld B.V.", "Gebroeders Olie & Zn. V.O.F."],
            Banks = ["Voorbeeldbank N.V.", "Coöperatieve Bank Polder U.A."],
            Streets = ["Prinsengracht", "'s-Gravenweg"],
            Towns = [new("'s-Hertogenbosch", "52## @@", "Noord-Brabant"), new("Amsterdam", "10## @@", "Noord-Holland")],
            Remittances = ["Factuur 88", "Tikkie: één pizza"],
        },
        new("GR", "30")
        {
            Given = ["Γιώργος", "Ελένη", "Χρήστος", "Άννα"],
            Family = ["Παπαδόπουλος", "Οικονόμου", "Ψαράς"],
            Companies = ["Παράδειγμα Α.Ε.", "Αφοί Γεωργίου & Σία Ο.Ε."],
            Banks = ["Τράπεζα Παραδείγματος Α.Ε."],
            Streets = ["Λεωφόρος Κηφισίας", "Οδός Ερμού"],
            Towns = [new("Αθήνα", "10# ##", "Αττική"), new("Θεσσαλονίκη", "54# ##", "Κεντρική Μακεδονία")],
            Remittances = ["Τιμολόγιο αρ. 15", "Ενοίκιο Μαΐου"],
        },
        new("BG", "359")
        {
            Given = ["Георги", "Елица", "Щилиян"],
            Family = ["Димитрова", "Христов", "Йовчев"],
            Companies = ["Пример ООД", "Хлебозавод „Изгрев“ АД"],
            Banks = ["Примерна банка АД"],
            Streets = ["бул. Витоша", "ул. Граф Игнатиев"],
            Towns = [new("София", "1###", "София-град"), new("Пловдив", "4###", "Пловдив")],
            Remittances = ["Фактура № 101", "Наем за юни"],
        },
        new("UA", "380")
        {
            Given = ["Олексій", "Ганна", "Євген"],
            Family = ["Шевченко", "Ґудзь", "Їжакевич"],
            Companies = ["ТОВ «Приклад»", "ПрАТ «Об'єднані млини»"],
            Banks = ["АТ «Приклад-Банк»"],
            Streets = ["вул. Хрещатик", "просп. Перемоги"],
            Towns = [new("Київ", "01###", "Київ"), new("Львів", "79###", "Львівська область")],
            Remittances = ["Оплата за послуги згідно з договором № 7", "Повернення боргу"],
        },
        new("JP", "81")
        {
            Given = ["太郎", "花子", "さくら", "健一"],
            // The first character of the first name lies beyond the basic plane: two units in UTF-16, four bytes in UTF-8.
            Family = ["𠮷田", "山田", "佐藤", "髙橋"],
            FamilyFirst = true,
            Companies = ["株式会社サンプル商事", "山田製作所有限会社"],
            Banks = ["株式会社見本銀行"],
            Streets = ["千代田区丸の内一丁目", "北区梅田三丁目"],
            Towns = [new("東京", "100-####", "東京都"), new("大阪", "530-####", "大阪府")],
            Remittances = ["請求書 第42号", "家賃 四月分"],
        },
        new("CN", "86")
        {
            Given = ["伟", "秀英", "建国", "丽"],
            Family = ["王", "李", "欧阳", "张"],
            FamilyFirst = true,
            Companies = ["示例贸易有限公司", "上海样品电子股份有限公司"],
            Banks = ["示例银行股份有限公司"],
            Streets = ["南京东路", "建国门外大街"],
            Towns = [new("上海", "2000##", "上海市"), new("北京", "1000##", "北京市")],
            Remittances = ["发票号 20260042", "货款"],
        },
        new("AE", "971")
        {
            Given = ["محمد", "فاطمة", "عبد الله", "مريم"],
            Family = ["المثالي", "آل نهار", "الحداد"],
            Companies = ["شركة المثال للتجارة ذ.م.م", "مجموعة الواحة"],
            Banks = ["بنك المثال الوطني"],
            Streets = ["شارع الشيخ زايد", "شارع المرقبات"],
            Towns = [new("دبي", "00000", "دبي"), new("أبو ظبي", "00000", "أبو ظبي")],
            Remittances = ["فاتورة رقم ٤٢", "إيجار شهر مايو"],
        },
        new("US", "1")
        {
            Given = ["José", "Mary Ann", "William", "Renée"],
            Family = ["Smith", "O'Brien", "Nguyễn", "Washington Jr."],
            Companies = ["Example Widgets, Inc.", "Johnson & Daughters LLC", "A<B Analytics Corp."],
            Banks = ["First Example Bank, N.A.", "Farmers & Merchants Credit Union"],
            Streets = ["Main Street", "W 34th St", "Peachtree Rd NE"],
            NumberFirst = true,
            Towns = [new("New York", "100##", "NY"), new("San José", "951##", "CA")],
            Remittances = ["Invoice #1138", "Closing on 5 Elm St.", "PO 77 > 30 days"],
        },
    ];
}
