using PaymentSwitch.Domain.Identification;
using Xunit;

namespace PaymentSwitch.Domain.Tests;

public sealed class IdentificationTests
{
    [Theory]
    [InlineData("8a562c67-ca16-48ba-b074-65581be6f001", true)]
    [InlineData("8A562C67-CA16-48BA-B074-65581BE6F001", false)]
    [InlineData("8a562c67-ca16-18ba-b074-65581be6f001", false)]
    [InlineData("8a562c67-ca16-48ba-c074-65581be6f001", false)]
    [InlineData("8a562c67ca1648bab07465581be6f001", false)]
    [InlineData("{8a562c67-ca16-48ba-b074-65581be6f001}", false)]
    [InlineData("", false)]
    public void A_uetr_is_a_version_4_uuid_in_lower_case(string text, bool valid)
    {
        Assert.Equal(valid, Uetr.TryParse(text, out Uetr uetr));
        if (valid) Assert.Equal(text, uetr.ToString());
    }

    [Fact]
    public void A_uetr_made_of_random_bytes_is_one()
    {
        byte[] bytes = new byte[16];
        var random = new Random(1);
        for (int i = 0; i < 1_000; i++)
        {
            random.NextBytes(bytes);
            Uetr uetr = Uetr.FromRandom(bytes);
            Assert.True(Uetr.TryParse(uetr.ToString(), out Uetr read));
            Assert.Equal(uetr, read);
        }
    }

    [Theory]
    [InlineData("DE89370400440532013000", true)]
    [InlineData("GB29NWBK60161331926819", true)]
    [InlineData("GB29NWBK60161331926818", false)]
    [InlineData("FR1420041010050500013M02606", true)]
    [InlineData("de89370400440532013000", false)]
    [InlineData("DE89 3704 0044 0532 0130 00", false)]
    [InlineData("DE", false)]
    public void An_iban_has_check_digits_that_hold(string text, bool valid) => Assert.Equal(valid, Iban.IsValid(text));

    [Theory]
    [InlineData("ALPHDEFF", true)]
    [InlineData("ALPHDEFFXXX", true)]
    [InlineData("A1PHDEFF12X", true)]
    [InlineData("ALPHDEFFXX", false)]
    [InlineData("ALPH1EFF", false)]
    [InlineData("alphdeff", false)]
    [InlineData("", false)]
    public void A_bic_has_eight_or_eleven_characters(string text, bool valid) => Assert.Equal(valid, Bic.HasForm(text));
}
