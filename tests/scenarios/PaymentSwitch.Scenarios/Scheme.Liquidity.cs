using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Identities;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <content>Liquidity: money between accounts and the settlement bank, limits of reachable parties, alerts.</content>
public sealed partial class Scheme
{
    /// <summary>A party that Alpha settles for.</summary>
    public static readonly AgentIdentification Party = AgentIdentification.OfBic("PRTYDEFFXXX");

    /// <summary>Alpha and Bravo with 10,000 each in a gross scheme, and the bank where their money is.</summary>
    public static async Task<Scheme> StartGrossWithSettlementBankAsync(ScenarioHost host, SchemeProfile? profile = null, long? capMinor = null)
    {
        Scheme scheme = await StartAsync(host, profile ?? TestProfiles.GrossWithAftermath, fundsMinor: 10_000, capMinor);
        await scheme.EnrolAsync(SettlementBank, ParticipantRole.SettlementBank);
        return scheme;
    }

    /// <summary>The settlement bank's message that money came in for a bank. The same reference and amount make the same message.</summary>
    public TransferLiquidity IncomingFor(ParticipantId bank, long amountMinor, string reference = "L1") =>
        TransferOf(SettlementBank, bank, LiquidityDirection.In, amountMinor, reference);

    /// <summary>A bank's message that takes money out.</summary>
    public TransferLiquidity OutgoingOf(ParticipantId bank, long amountMinor, string reference = "L1") =>
        TransferOf(bank, bank, LiquidityDirection.Out, amountMinor, reference);

    public async Task<LiquidityResult> TransferAsync(TransferLiquidity command) => await Host.Switch.TransferLiquidityAsync(command);

    /// <summary>The settlement bank says whether it has taken in what a bank took out.</summary>
    public async Task<LiquidityResult> GiveReceiptAsync(ParticipantId bank, bool accepted, string reference = "L1", ParticipantId? by = null) =>
        await Host.Switch.TakeReceiptAsync(DerivedIdentity.OfLiquidityTransfer(bank, reference), by ?? SettlementBank, accepted, accepted ? "" : "No such account.");

    /// <summary>An operator asks something of a bank's account.</summary>
    public async Task<AccountReply> AskAccountAsync(ParticipantId bank, AccountCommand command) =>
        await Host.Switch.CommandAccountAsync(AccountOf(bank), command);

    /// <summary>Alpha's party gets a limit of its own; null: it has none any more.</summary>
    public async Task LimitPartyAsync(long? limitMinor) => Assert.Equal(
        AccountReply.Done, await AskAccountAsync(Alpha, new SetPartyLimit("party", limitMinor is null ? [] : [Party], new Cap(limitMinor), Operator)));

    /// <summary>Lets Alpha settle for a party.</summary>
    public async Task EnrolPartyAsync()
    {
        ReachableAgent[] agents =
        [
            new ReachableAgent(AgentIdentification.OfBic(Alpha.Value), "Alpha", IsReachableParty: false),
            new ReachableAgent(Party, "Party", IsReachableParty: true),
        ];
        Assert.Equal(ParticipantReply.Done, await Host.Switch.CommandParticipantAsync(Alpha, new EnrolParticipant("Alpha", agents, Operator)));
    }

    /// <summary>A credit transfer of Alpha's party to Bravo.</summary>
    public SubmitPayment PartyInstruction(long amountMinor)
    {
        SubmitPayment instruction = Instruction(amountMinor);
        return instruction with { Transfer = instruction.Transfer with { DebtorAgent = Party } };
    }

    /// <summary>Alpha's party pays Bravo and is not refused.</summary>
    public async Task<Uetr> PayFromPartyAsync(long amountMinor)
    {
        SubmitPayment instruction = PartyInstruction(amountMinor);
        Assert.Equal(PaymentStatus.Reserved, (await SubmitAsync(instruction)).Payment!.Status);
        return instruction.Transfer.Uetr;
    }

    /// <summary>How much of its limit Alpha's party has used, and how much is left.</summary>
    public async Task<(long Use, long? Headroom)> PartyUseAsync()
    {
        PartyLimit limit = Assert.Single((await AccountStateAsync(Alpha)).PartyLimits);
        return (limit.UseMinor, limit.HeadroomMinor);
    }

    private TransferLiquidity TransferOf(ParticipantId sender, ParticipantId bank, LiquidityDirection direction, long amountMinor, string reference)
    {
        (OriginalMessage message, byte[] digest) = MessageOf($"liquidity {sender} {bank} {direction} {amountMinor} {reference}");
        var terms = new LiquidityTerms(sender, AccountOf(bank), direction, amountMinor, reference, $"M-{reference}");
        return new TransferLiquidity { Terms = terms, Message = message, Digest = digest };
    }
}
