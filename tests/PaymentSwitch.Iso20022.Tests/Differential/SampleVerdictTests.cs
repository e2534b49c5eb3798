namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>Other makers' messages, judged by the framework, by libxml2 and by the verdict that is written beside them.</summary>
public sealed class SampleVerdictTests(ITestOutputHelper output)
{
    [Fact]
    public void The_framework_libxml2_and_the_written_verdicts_agree_on_every_sample()
    {
        LibXml2Verdict.Need();
        IReadOnlyList<SamplePart> parts = SampleParts.All();
        using var libxml = new LibXml2Verdict(SchemaFiles.Base.Files);
        var dotnet = new DotNetVerdict(SchemaFiles.Base.Sets);
        List<string> wrong = [];
        int written = 0;
        var kinds = new Dictionary<VerdictKind, int>();
        foreach (SamplePart part in parts)
        {
            Verdict framework = dotnet.Judge(part.Bytes);
            Verdict library = libxml.Judge(part.Bytes);
            if (framework.Kind != library.Kind) wrong.Add($"{part.Name}: framework {framework}, libxml2 {library}");
            if (part.WrittenValid is { } valid)
            {
                written++;
                if (valid != (framework.Kind == VerdictKind.Valid)) wrong.Add($"{part.Name}: written {(valid ? "valid" : "invalid")}, framework {framework}");
            }

            kinds[framework.Kind] = kinds.GetValueOrDefault(framework.Kind) + 1;
        }

        output.WriteLine($"{parts.Count} headers and documents, {written} with a written verdict: {string.Join(", ", kinds)}");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(written > 300 && kinds[VerdictKind.Valid] > 250 && kinds[VerdictKind.Invalid] > 30, $"{written} written; {string.Join(", ", kinds)}");
    }
}
