using System.Diagnostics;
using System.Xml;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>
/// What reading costs, beside the framework's own reader in the same run. Printed, and judged by nothing but eyes: run with
/// the environment variable PAYMENTSWITCH_MEASURE set.
/// </summary>
public sealed class ReadingCost(ITestOutputHelper output)
{
    [Fact]
    public void Reading_and_writing_are_measured_beside_the_frameworks_own_reader()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("PAYMENTSWITCH_MEASURE") is null, "Set PAYMENTSWITCH_MEASURE to measure.");
        byte[] message = Examples.CreditTransfer();
        output.WriteLine($"pacs.008 of {message.Length} bytes; median of 7 rounds");
        var space = new XmlWorkspace(Examples.Reader.Limits);
        var namespaces = new NamespaceTable([]);
        Measure("tokeniser alone", () =>
        {
            var xml = new XmlTokenizer(message, Examples.Reader.Limits, namespaces, space);
            while (xml.Read() is not (XmlToken.End or XmlToken.Fault))
            {
            }
        });
        Measure("XmlReader", () => Drain(message, new XmlReaderSettings()));
        if (Reference.Root is not null)
        {
            XmlSchemaSet set = new();
            foreach (XmlSchemaSet one in Reference.BaseSchemas().Values) set.Add(one);
            set.Compile();
            Measure("XmlReader + XmlSchemaSet", () => Drain(message, new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = set }));
        }

        Measure("MessageReader", () => Examples.Reader.Read(message));
        Measure("pacs.008 written", () => Examples.CreditTransfer());
    }

    private static void Drain(byte[] message, XmlReaderSettings settings)
    {
        using XmlReader reader = XmlReader.Create(new MemoryStream(message), settings);
        while (reader.Read())
        {
        }
    }

    private void Measure(string what, Action action)
    {
        const int Times = 5000;
        // Long enough for the compiler's last tier.
        long warm = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(warm).TotalSeconds < 1.5) action();
        List<double> rounds = [];
        long allocated = 0;
        for (int round = 0; round < 7; round++)
        {
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Times; i++) action();
            rounds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / Times);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - bytes) / Times;
        }

        rounds.Sort();
        output.WriteLine($"{what,-26} {rounds[3],7:F2} us  {allocated,7} bytes");
    }
}
