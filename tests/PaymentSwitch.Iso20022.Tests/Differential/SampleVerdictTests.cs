using System.Text;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>Other makers' messages, judged by the framework, by libxml2 and by the verdict that is written beside them.</summary>
public sealed class SampleVerdictTests(ITestOutputHelper output)
{
    [Fact]
    public void Smoke()
    {
        LibXml2Verdict.Need();
        using var libxml = new LibXml2Verdict(SchemaFiles.Base.Files);
        using var libxml2 = new LibXml2Verdict(SchemaFiles.Guidelines.Files);
        var dotnet = new DotNetVerdict(SchemaFiles.Base.Sets);
        string root = Path.Combine(Reference.Need(), "samples");
        foreach (string[] columns in File.ReadLines(Path.Combine(root, "VERDICTS.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(root, columns[0], columns[1]));
            Verdict a = dotnet.Judge(bytes);
            Verdict b = libxml.Judge(bytes);
            output.WriteLine($"{a.Kind == b.Kind} {columns[0]}/{columns[1]} {columns[2]} {columns[3]} | {a} | {b}");
        }
    }
}
