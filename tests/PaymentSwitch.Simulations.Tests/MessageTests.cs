using System.Xml;
using System.Xml.Schema;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Messages;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

public sealed class MessageTests
{
    private static readonly string[] Bics = ["ALPHDEFFXXX", "BRAVFRPPXXX", "CHARNLAAXXX", "DELTITMMXXX"];

    [Fact]
    public void The_same_seed_gives_the_same_payments()
    {
        static string[] Make() => [.. PaymentPlan.Make(50, new Random(3), Bics, mixed: true).Select(payment =>
            BankMessages.CreditTransfer(payment, new Random(4), DateTimeOffset.UnixEpoch))];
        Assert.Equal(Make(), Make());
    }

    [Fact]
    public void What_banks_write_is_valid_against_the_base_schemas()
    {
        string? folder = FindReference();
        Assert.SkipWhen(folder is null, "The reference schemas are not beside the repository.");
        var schemas = new XmlSchemaSet();
        foreach (string name in new[] { "head.001.001.02", "pacs.008.001.08", "pacs.002.001.10" }) schemas.Add(null, Path.Combine(folder!, name + ".xsd"));
        var random = new Random(6);
        foreach (PaymentRecord payment in PaymentPlan.Make(200, random, Bics, mixed: true))
        {
            Validate(BankMessages.CreditTransfer(payment, random, DateTimeOffset.UtcNow), schemas);
            Validate(BankMessages.Answer(payment.Debtor, payment.Uetr, "RJCT", "AC04"), schemas);
        }
    }

    [Theory]
    // moment, the day in central Europe
    [InlineData("2026-01-15T22:59:59Z", "2026-01-15")]
    [InlineData("2026-01-15T23:00:00Z", "2026-01-16")]
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29")]
    [InlineData("2026-03-29T22:00:00Z", "2026-03-30")] // summer time since 01:00 that day
    [InlineData("2026-07-15T21:59:59Z", "2026-07-15")]
    [InlineData("2026-10-24T22:00:00Z", "2026-10-25")]
    [InlineData("2026-10-25T22:30:00Z", "2026-10-25")] // and until 01:00 this day
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01")]
    public void Banks_date_their_payments_by_central_European_time(string moment, string day)
    {
        DateTimeOffset acceptedAt = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
        PaymentRecord payment = PaymentPlan.Make(1, new Random(1), Bics, mixed: false).Single();
        Assert.Contains($"<IntrBkSttlmDt>{day}</IntrBkSttlmDt>", BankMessages.CreditTransfer(payment, new Random(4), acceptedAt));
    }

    private static void Validate(string message, XmlSchemaSet schemas)
    {
        var document = new XmlDocument { Schemas = schemas };
        document.LoadXml(message);
        foreach (XmlNode part in document.DocumentElement!.ChildNodes)
        {
            var single = new XmlDocument { Schemas = schemas };
            single.LoadXml(part.OuterXml);
            single.Validate((_, e) => Assert.Fail($"{e.Message}\n{message}"));
        }
    }

    private static string? FindReference()
    {
        string? root = Environment.GetEnvironmentVariable("PAYMENTSWITCH_REFERENCE");
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); root is null && at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) root = Path.Combine(at.FullName, "..", "shared");
        string? folder = root is null ? null : Path.Combine(root, "iso20022", "xsd");
        return Directory.Exists(folder) ? folder : null;
    }
}
