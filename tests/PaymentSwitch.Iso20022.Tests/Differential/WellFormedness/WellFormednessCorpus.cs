namespace PaymentSwitch.Iso20022.Tests.Differential.WellFormedness;

/// <summary>
/// Small inputs by the classes of the conformance suite for XML of the W3C, written for this project. What each is
/// found to be stands beside it, and is what the framework's reader says.
/// </summary>
public static class WellFormednessCorpus
{
    /// <summary>All cases, each under its class and name.</summary>
    public static IReadOnlyDictionary<string, XmlCase> All { get; } = new (string Class, IReadOnlyList<XmlCase> Cases)[]
        {
            ("name", NameCases.All),
            ("tag", TagCases.All),
            ("attribute", AttributeCases.All),
            ("reference", ReferenceCases.All),
            ("CDATA", CdataCases.All),
            ("comment", CommentCases.All),
            ("instruction", InstructionCases.All),
            ("declaration", DeclarationCases.All),
            ("document", DocumentCases.All),
            ("character", CharacterCases.All),
            ("line end", LineEndCases.All),
            ("namespace", NamespaceCases.All),
            ("mix", MixCases.All),
        }
        .SelectMany(one => one.Cases, (one, @case) => ($"{one.Class}: {@case.Name}", @case))
        .ToDictionary(StringComparer.Ordinal);
}
