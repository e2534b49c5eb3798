using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Simulations.Day;

/// <summary>The operator's desk: enrols, sets caps, changes the directory, lets a suspended bank take part again.</summary>
/// <param name="running">The switch.</param>
internal sealed class DayOperator(IOperatedSwitch running)
{
    private static OperatorAct Act(string why) => new("operator", why);

    /// <summary>Enrols everybody and opens their accounts, empty.</summary>
    public async Task EnrolAsync()
    {
        await ExpectAsync(running.CommandParticipantAsync(
            new ParticipantId(Cast.SettlementBank),
            new EnrolParticipant("Settlement Bank", [AgentOf(Cast.SettlementBank)], Act("new")) { Role = ParticipantRole.SettlementBank }));
        foreach (string bank in Cast.Banks) await ExpectAsync(running.CommandParticipantAsync(new ParticipantId(bank), new EnrolParticipant(bank, [AgentOf(bank)], Act("new"))));
        foreach (string bic in Cast.Banks.Append(Cast.SettlementBank))
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Cast.TokenOf(bic))));
            await ExpectAsync(running.CommandParticipantAsync(
                new ParticipantId(bic), new SetCredentials([new Credential(CredentialKind.BearerToken, hash, "of the day")], Act("new"))));
        }

        foreach (Member member in Cast.Members)
            await SetTermsAsync(member.Bank, member.Currency, member.CapMinor is null ? Cap.Unlimited : new Cap(0), "opened");
    }

    /// <summary>Sets the cap of an account.</summary>
    public Task SetCapAsync(string bank, string currency, long capMinor) => SetTermsAsync(bank, currency, new Cap(capMinor), "as agreed");

    /// <summary>Has a bank told when its account falls below a floor.</summary>
    public async Task WatchAsync(string bank, string currency, long floorMinor) =>
        await ExpectAsync(running.CommandAccountAsync(AccountOf(bank, currency), new SetLiquidityWatch(
            new LiquidityWatch { BalanceFloorMinor = floorMinor, HysteresisMinor = floorMinor / 10 }, Act("as the bank wants it"))));

    /// <summary>Another bank is reached through a participant, from a moment on.</summary>
    public async Task ReachFromNoonAsync(string bank, string other, DateTimeOffset from) =>
        await ExpectAsync(running.CommandParticipantAsync(
            new ParticipantId(bank),
            new EnrolParticipant(bank, [AgentOf(bank), AgentOf(other) with { IsReachableParty = true }], Act("agreed for noon")) { EffectiveAtMs = from.ToUnixTimeMilliseconds() }));

    /// <summary>A suspended bank takes part again, under a cap that what it has brought in covers.</summary>
    public async Task ResumeAsync(string bank, string currency, long capMinor)
    {
        await SetTermsAsync(bank, currency, new Cap(capMinor), "funded anew");
        await ExpectAsync(running.CommandParticipantAsync(new ParticipantId(bank), new ChangeStanding(StandingChange.Resume, Act("funded anew"))));
    }

    /// <summary>Where a sterling cycle stands.</summary>
    public async Task<CycleStatus> StatusOfAsync(long number)
    {
        IReadOnlyList<SettlementCycle> cycles = await running.ListCyclesAsync();
        return cycles.FirstOrDefault(cycle => cycle.Id == new CycleId(Cast.Sterling, number))?.Status ?? CycleStatus.Unknown;
    }

    /// <summary>Whether a sterling cycle was cut.</summary>
    public async Task<bool> IsCutAsync(long number) => await StatusOfAsync(number) is not (CycleStatus.Unknown or CycleStatus.Open);

    /// <summary>The account of a bank.</summary>
    public static AccountId AccountOf(string bank, string currency) => new(new ParticipantId(bank), Currency.Of(currency));

    private async Task SetTermsAsync(string bank, string currency, Cap cap, string why)
    {
        SchemeProfile scheme = running.Schemes.For(Currency.Of(currency));
        await ExpectAsync(running.CommandAccountAsync(AccountOf(bank, currency), new SetAccountTerms(scheme.SettlementModel, cap, Act(why))
        {
            MustBePrefunded = scheme.CapsArePrefunded,
        }));
    }

    private static ReachableAgent AgentOf(string bic) => new(AgentIdentification.OfBic(bic), bic, IsReachableParty: false);

    private static async Task ExpectAsync(ValueTask<ParticipantReply> asked)
    {
        if (await asked is var reply and not ParticipantReply.Done) throw new InvalidOperationException($"The switch refuses the operator: {reply}.");
    }

    private static async Task ExpectAsync(ValueTask<AccountReply> asked)
    {
        if (await asked is var reply and not AccountReply.Done) throw new InvalidOperationException($"The switch refuses the operator: {reply}.");
    }
}
