using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Mailboxes;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <content>Settlement: a third bank, a settlement bank, cycles.</content>
public sealed partial class Scheme
{
    public static readonly ParticipantId Charlie = new("CHARGB2LXXX");
    public static readonly ParticipantId SettlementBank = new("SETLGB2LXXX");
    public static readonly OperatorAct Operator = new("olivia", "scenario");

    /// <summary>Alpha, Bravo and Charlie, each with 10,000 brought in and a cap of 5,000, and the bank where their money is.</summary>
    public static async Task<Scheme> StartWithSettlementBankAsync(ScenarioHost host, SchemeProfile? profile = null, EngineLimits? limits = null, params SchemeProfile[] others)
    {
        Scheme scheme = await StartAsync(host, profile ?? TestProfiles.NetByHand, fundsMinor: 10_000, limits: limits, others: others);
        await scheme.EnrolAsync(SettlementBank, ParticipantRole.SettlementBank);
        await scheme.EnrolAsync(Charlie);
        await scheme.FundAsync(Charlie, 10_000, $"opening-{Charlie}");
        foreach (ParticipantId bank in new[] { Alpha, Bravo, Charlie }) Assert.Equal(AccountReply.Done, await scheme.CapAsync(bank, 5_000));
        return scheme;
    }

    /// <summary>The same switch, seen by another one of its schemes, in which Alpha and Bravo have money, too.</summary>
    public async Task<Scheme> BesideAsync(SchemeProfile profile, long fundsMinor)
    {
        var beside = new Scheme(Host, profile) { _number = 1_000 };
        foreach (ParticipantId bank in new[] { Alpha, Bravo })
        {
            await beside.FundAsync(bank, fundsMinor, "opening");
            Assert.Equal(AccountReply.Done, await beside.CapAsync(bank, null));
        }

        return beside;
    }

    /// <summary>An operator sets a bank's cap, covered where the scheme wants that.</summary>
    public async Task<AccountReply> CapAsync(ParticipantId bank, long? limitMinor, bool mayBeBelowUse = false) =>
        await Host.Switch.CommandAccountAsync(AccountOf(bank), new SetAccountTerms(Profile.SettlementModel, new Cap(limitMinor), Operator)
        {
            MustBePrefunded = Profile.CapsArePrefunded, MayBeBelowUse = mayBeBelowUse,
        });

    /// <summary>An operator cuts a cycle.</summary>
    /// <param name="number">Which; null for the one that is open when the operator looks.</param>
    public async Task<CycleReply> CutAsync(long? number = null) => await CommandAsync(number ?? await OpenCycleAsync(), new CutCycle(Operator));

    /// <summary>The number of the scheme's open cycle; 0, which no cycle has, where none is.</summary>
    public async Task<long> OpenCycleAsync() => (await Host.Switch.ListCyclesAsync())
        .FirstOrDefault(cycle => cycle.Id.Scheme == Profile.Name && cycle.Status == CycleStatus.Open)?.Id.Number ?? 0;

    /// <summary>An operator has the settlement bank told.</summary>
    public Task<CycleReply> InstructAsync(long number) => CommandAsync(number, new InstructCycle([], Operator));

    /// <summary>An operator asks something of a cycle.</summary>
    public async Task<CycleReply> CommandAsync(long number, CycleCommand command) =>
        await Host.Switch.CommandCycleAsync(new CycleId(Profile.Name, number), command);

    /// <summary>The settlement bank answers the instruction that now stands for a bank.</summary>
    public async Task<CycleReply> AnswerInstructionAsync(long number, ParticipantId bank, bool confirmed = true) =>
        (await Host.Switch.AnswerInstructionAsync((await InstructionAsync(number, bank)).Uetr, SettlementBank, confirmed, confirmed ? "" : "AM04")).Reply;

    /// <summary>The settlement bank confirms what it has not confirmed yet.</summary>
    public async Task ConfirmAllAsync(long number)
    {
        foreach (SettlementInstruction instruction in (await CycleAsync(number)).Instructions.Where(instruction => !instruction.IsDone))
            Assert.Equal(CycleReply.Done, (await Host.Switch.AnswerInstructionAsync(instruction.Uetr, SettlementBank, confirmed: true, "")).Reply);
    }

    /// <summary>An operator puts another instruction in the place of a bank's failed one.</summary>
    public async Task<CycleReply> ReplaceAsync(long number, ParticipantId bank, bool fromPrefunding) =>
        await Host.Switch.ReplaceInstructionAsync(new CycleId(Profile.Name, number), bank, fromPrefunding, Operator);

    /// <summary>Moves the clock to a moment of UTC, and waits until what was due is done.</summary>
    public async Task UntilTimeAsync(string moment)
    {
        long ms = Utc(moment) - Host.Clock.NowMs;
        Assert.True(ms >= 0, $"The clock is past {moment}.");
        Host.Clock.Advance(ms);
        // Whatever is asked next finds done what was due before it.
        await Host.Switch.ListCyclesAsync();
    }

    /// <summary>How many milliseconds lie between two moments of UTC.</summary>
    public static long MsBetween(string from, string to) => Utc(to) - Utc(from);

    public async Task<SettlementCycle> CycleAsync(long number) =>
        (await Host.Switch.ListCyclesAsync()).Single(cycle => cycle.Id == new CycleId(Profile.Name, number));

    /// <summary>The statuses of all cycles, the first one first.</summary>
    public async Task<IEnumerable<CycleStatus>> StatusesAsync() => (await Host.Switch.ListCyclesAsync()).Select(cycle => cycle.Status);

    /// <summary>What each bank gets from a cycle, or owes to it.</summary>
    public async Task<IEnumerable<(ParticipantId, long)>> NetAsync(long number) =>
        (await CycleAsync(number)).Positions.Select(position => (position.Participant, position.NetMinor));

    /// <summary>The instruction that now stands for a bank.</summary>
    public async Task<SettlementInstruction> InstructionAsync(long number, ParticipantId bank) =>
        (await CycleAsync(number)).Instructions.Single(instruction => instruction.Participant == bank);

    /// <summary>A bank's account, whole.</summary>
    public async Task<AccountState> AccountStateAsync(ParticipantId bank) =>
        (await Host.Switch.CaptureAccountsAsync()).Single(account => account.Id == AccountOf(bank));

    /// <summary>What a bank's account has booked in cycles that are not settled.</summary>
    public async Task<IReadOnlyList<CyclePosition>> PositionsAsync(ParticipantId bank) => (await AccountStateAsync(bank)).Positions;

    /// <summary>The messages of a kind in a mailbox.</summary>
    public async Task<IReadOnlyList<MailboxMessage>> MailAsync(ParticipantId participant, DeliveryKind kind) =>
        [.. (await ReadAllAsync(participant)).Where(message => message.Kind == kind)];

    /// <summary>What a participant was told as everybody was.</summary>
    public async Task<IEnumerable<IDomainEvent>> BroadcastsAsync(ParticipantId participant) =>
        (await MailAsync(participant, DeliveryKind.Broadcast)).Select(message => message.Fact);

    /// <summary>The books held against themselves show nothing wrong, and the balances of all banks add up to this.</summary>
    public async Task AssertBooksAsync(long broughtInMinor)
    {
        BooksAudit audit = await Host.Switch.AuditAsync();
        Assert.Empty(audit.Mismatches);
        Assert.Equal(broughtInMinor, audit.Accounts.Sum(account => account.BalanceMinor));
    }

    /// <summary>Enrols somebody under a BIC, and opens an account without a cap for a bank.</summary>
    public async Task EnrolAsync(ParticipantId id, ParticipantRole role = ParticipantRole.Direct)
    {
        ReachableAgent[] agents = [new ReachableAgent(AgentIdentification.OfBic(id.Value), id.Value, IsReachableParty: false)];
        Assert.Equal(ParticipantReply.Done, await Host.Switch.CommandParticipantAsync(id, new EnrolParticipant(id.Value, agents, Operator) { Role = role }));
        if (role != ParticipantRole.Direct) return;
        Assert.Equal(AccountReply.Done, await Host.Switch.CommandAccountAsync(AccountOf(id), new SetAccountTerms(Profile.SettlementModel, Cap.Unlimited, Operator)));
    }

    private static long Utc(string moment) =>
        DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();
}
