using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>Which keys messages are sealed under, and whose are destroyed: decided once, stored, and never for somebody whose payment is not over.</summary>
public abstract class PrivacyScenarios
{
    private const string Keys = "0123456789abcdef";
    private static readonly PartyHandle Erika = new(0x0123456789abcde), Max = new(0xfedcba987654321);
    private static readonly OperatorAct Act = new("alice", "asked by the bank", "bob");

    protected abstract ScenarioHost NewHost();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_destroyed_stays_so(bool restartFromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        Assert.Null((await scheme.Host.Switch.ShowPartyKeyringAsync()).KeysId);
        Assert.Equal(PrivacyReply.NoKeys, await scheme.Host.Switch.ErasePartyAsync(Erika, Act));
        Assert.Equal(PrivacyReply.Done, await scheme.Host.Switch.AdoptPartyKeysAsync(Keys));
        Assert.Equal(PrivacyReply.Done, await scheme.Host.Switch.ErasePartyAsync(Erika, Act));
        Assert.Equal(PrivacyReply.Done, await scheme.Host.Switch.ErasePartyAsync(Max, Act));

        await scheme.Host.RestartAsync(restartFromJournalAlone);

        PartyKeyring keyring = await scheme.Host.Switch.ShowPartyKeyringAsync();
        Assert.Equal(Keys, keyring.KeysId);
        Assert.True(keyring.Erased.SetEquals([Erika, Max]));
    }

    [Fact]
    public async Task To_ask_again_stores_nothing_more()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        await scheme.Host.Switch.AdoptPartyKeysAsync(Keys);
        await scheme.Host.Switch.ErasePartyAsync(Erika, Act);
        long position = scheme.Host.JournalPosition;

        Assert.Equal(PrivacyReply.Done, await scheme.Host.Switch.AdoptPartyKeysAsync(Keys));
        Assert.Equal(PrivacyReply.Done, await scheme.Host.Switch.ErasePartyAsync(Erika, Act));
        Assert.Equal(PrivacyReply.OtherKeys, await scheme.Host.Switch.AdoptPartyKeysAsync("fedcba9876543210"));
        Assert.Equal(position, scheme.Host.JournalPosition);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_has_a_part_in_a_payment_that_is_not_over_is_not_erased(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        await scheme.Host.Switch.AdoptPartyKeysAsync(Keys);
        Uetr uetr = await PayAsync(scheme, new PartyPair(Erika, Max));
        if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);

        Assert.True(await scheme.Host.Switch.IsPayingAsync(Erika));
        Assert.Equal(PrivacyReply.PaymentsUnderWay, await scheme.Host.Switch.ErasePartyAsync(Max, Act));
        Assert.False(await scheme.Host.Switch.IsPayingAsync(new PartyHandle(7)));
        Assert.Equal(PrivacyReply.Done, await scheme.Host.Switch.ErasePartyAsync(new PartyHandle(7), Act));
        await scheme.AnswerAsync(uetr, "ACCP");
        Assert.False(await scheme.Host.Switch.IsPayingAsync(Max));
        Assert.Equal(PrivacyReply.Done, await scheme.Host.Switch.ErasePartyAsync(Max, Act));
        Assert.Equal(PaymentStatus.Settled, (await scheme.PaymentAsync(uetr)).Status);
    }

    [Fact]
    public async Task A_payment_that_has_expired_holds_nobody_up()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        await scheme.Host.Switch.AdoptPartyKeysAsync(Keys);
        Uetr uetr = await PayAsync(scheme, new PartyPair(Erika, Max));
        await scheme.UntilFinalAsync(uetr, 60_000);
        Assert.Equal(PrivacyReply.Done, await scheme.Host.Switch.ErasePartyAsync(Erika, Act));
    }

    // The domain and its hosts read for whom a message is sealed, and never what is under the seal.
    private static async Task<Uetr> PayAsync(Scheme scheme, PartyPair parties)
    {
        SubmitPayment instruction = scheme.Instruction(100);
        var bytes = new byte[SealedMessage.Overhead + 100];
        SealedMessage.WriteParties(bytes, parties);
        await scheme.SubmitAsync(instruction with { Message = new OriginalMessage(bytes, 0, 100) });
        return instruction.Transfer.Uetr;
    }
}
