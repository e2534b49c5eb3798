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
