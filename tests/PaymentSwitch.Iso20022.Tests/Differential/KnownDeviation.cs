namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>One message that the framework and the subject judge differently.</summary>
public sealed record Disagreement(byte[] Bytes, Verdict Framework, Verdict Subject);

/// <summary>A kind of disagreement that is known and meant.</summary>
/// <param name="Name">A short name, counted in the result.</param>
/// <param name="Reason">Why it is so, and who is right.</param>
/// <param name="Covers">Whether a disagreement is of this kind. As narrow as can be: whatever else it lets through is never found.</param>
public sealed record KnownDeviation(string Name, string Reason, Func<Disagreement, bool> Covers);
