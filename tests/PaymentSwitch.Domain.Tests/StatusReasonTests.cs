using System.Text.Json;
using PaymentSwitch.Domain.Schemes;
using Xunit;

namespace PaymentSwitch.Domain.Tests;

public sealed class StatusReasonTests
{
    [Fact]
    public void Every_refusal_has_a_code_and_a_sentence_that_fits()
    {
        foreach (Refusal refusal in Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None))
        {
            StatusReasonMeaning meaning = StatusReasons.MeaningOf(refusal);
            Assert.InRange(meaning.Code.Length, 1, 4);
            Assert.InRange(meaning.Sentence.Length, 1, 105);
        }
    }

    [Fact]
    public void Every_code_is_in_the_external_code_set()
    {
        string? reference = Reference.Find("iso20022/codesets/external_status_reason_code.json");
        Assert.SkipWhen(reference is null, "The reference code sets are not beside the repository.");
        using JsonDocument set = JsonDocument.Parse(File.ReadAllText(reference!));
        string all = set.RootElement.GetRawText();
        foreach (Refusal refusal in Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None))
            Assert.Contains($"\"{StatusReasons.MeaningOf(refusal).Code}\"", all, StringComparison.Ordinal);
    }
}
