using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Tests;

/// <content>The facts that came after the first ones, and the first ones with the members that they got later.</content>
internal static partial class SampleFacts
{
    public static readonly Uetr Other = Uetr.Parse("0f9c1b7e-2a54-4d1b-9c55-7f7f5f2f9a02");
    private static readonly OperatorAct Act = new("alice", "month end", "bob");
    private static readonly LiquidityTerms Terms = new(Bank, Account with { Participant = new ParticipantId("BRAVFRPPXXX") }, LiquidityDirection.Out, 31, "liq-1", "M-31");
    private static readonly OriginalMessage Message = new(Bytes("<w><Document>ü</Document></w>"), 3, 23, " xmlns:c=\"d\"");
    private static readonly ParticipantPosition[] Counted =
    [
        new(Bank, 22, 23) { DebitCount = 2, CreditCount = 1 }, new(new ParticipantId("BRAVFRPPXXX"), 23, 22) { DebitCount = 1, CreditCount = 2 },
    ];

    private static readonly ReadOnlyMemory<byte> Digest = new byte[] { 5, 6, 7 };

    /// <summary>Every fact that stands on somebody's hand, done under an approval: a member that acts got later than all of them.</summary>
    public static IEnumerable<JournalEntry> Approved()
    {
        foreach (JournalEntry entry in All())
        {
            if (entry.Event.GetType().GetProperty(nameof(Act)) is not { } act || act.GetValue(entry.Event) is not OperatorAct { Approval: null }) continue;
            JournalEntry fullest = Fuller().Where(fuller => fuller.Event.GetType() == entry.Event.GetType()).Prepend(entry).Last();
            // As "with" does it, for a type that is known at run time alone.
            var approved = (IDomainEvent)fullest.Event.GetType().GetMethod("<Clone>$")!.Invoke(fullest.Event, null)!;
            act.SetValue(approved, Act with { Approval = 7 });
            yield return fullest with { Event = approved };
        }
    }

    /// <summary>Facts whose type is older than a member that is set here. Each has a golden file of its own.</summary>
    public static IEnumerable<JournalEntry> Fuller()
    {
        EntityKey payment = EntityKey.Of(Payment), account = EntityKey.Of(Account), bank = EntityKey.Of(Bank);
        var back = new BookingKey(Payment, 2);
        yield return new JournalEntry(payment, 1, 0, Received() with { ProfileVersion = 3, SubmittedBy = new ParticipantId("INSTDEFFXXX") });
        yield return new JournalEntry(payment, 4, 80, new LateAnswerReceived(1_800_000_000_005, "ACTC", Bytes("<late/>"), true));
        yield return new JournalEntry(account, 1, 0, new AccountTermsSet(1_800_000_000_007, SettlementModel.DeferredNet, new Cap(0), Act) { MustBePrefunded = true });
        yield return new JournalEntry(account, 2, 0, new AccountFunded(1_800_000_000_008, 5, "f-1", Act));
        yield return new JournalEntry(account, 3, 0, new AccountWithdrawn(1_800_000_000_009, 6, "w-1", Act));
        yield return new JournalEntry(account, 4, 0, new FundsReserved(1_800_000_000_010, back, 7, "Reached"));
        yield return new JournalEntry(account, 5, 0, new ReservationPosted(1_800_000_000_011, back, 8, 42));
        yield return new JournalEntry(account, 6, 0, new ReservationReleased(1_800_000_000_012, back, 9));
        yield return new JournalEntry(account, 7, 0, new AccountCredited(1_800_000_000_013, back, 10, true, 42, "Reached"));
        yield return new JournalEntry(account, 8, 0, new BookingForgotten(1_800_000_000_014, back));
        yield return new JournalEntry(EntityKey.Of(new CycleId("fps", 17)), 3, 0, new CycleNetted(1_800_000_000_052, Counted));
        yield return new JournalEntry(EntityKey.Of(new CycleId("fps", 17)), 3, 0, new CycleFoundUnbalanced(1_800_000_000_053, Counted));
        yield return new JournalEntry(bank, 1, 0, new ParticipantEnrolled(1_800_000_000_015, "Sender", Agents, Act)
        {
            Role = ParticipantRole.InstructingParty, Standing = ParticipantStanding.Onboarding,
        });
        yield return new JournalEntry(bank, 2, 0, new ParticipantAgentsChanged(1_800_000_000_016, "Alpha", Agents, Act));
        yield return new JournalEntry(bank, 3, 0, new ParticipantStandingChanged(1_800_000_000_017, ParticipantStanding.Closed, Act));
    }

    /// <summary>What is remembered by an account that another host asks.</summary>
    public static IEnumerable<JournalEntry> Remembered()
    {
        yield return new JournalEntry(EntityKey.Of(Account), 4, 0, new FundsReserved(1_800_000_000_010, new BookingKey(Payment, 2), 7, "Reached", Remembered: true));
    }

    private static IEnumerable<JournalEntry> AfterTheOutcome()
    {
        EntityKey payment = EntityKey.Of(Payment);
        yield return new JournalEntry(payment, 5, 70, new LaterOutcomeReceived(1_800_000_000_020, "BLCK", new StatusReason("AC06", "/Document/y", "Held."), Bytes("<later/>")));
        yield return new JournalEntry(payment, 6, 60, new RecallRequested(1_800_000_000_021, "recall-1", "DUPL", 1_800_864_000_021, Message, Digest));
        yield return new JournalEntry(payment, 7, 50, new RecallAnswered(1_800_000_000_022, true, "LEGL", Message, Digest));
        yield return new JournalEntry(payment, 7, 50, new RecallLapsed(1_800_000_000_023));
        yield return new JournalEntry(payment, 8, 40, new ReturnReceived(1_800_000_000_024, 2, "return-2", 11, "FOCR", Message, Digest));
        yield return new JournalEntry(payment, 9, 30, new PaymentReturned(1_800_000_000_025, 2, 43));
        yield return new JournalEntry(payment, 9, 30, new ReturnRejected(1_800_000_000_026, 3, new StatusReason("AM04", null, "Too little.")));
        yield return new JournalEntry(payment, 10, 20, new ReturnClosed(1_800_000_000_027, 4));
        yield return new JournalEntry(payment, 7, 50, new RecallAnswerPending(1_800_000_000_028, "LEGL", Message, Digest));
    }

    private static IEnumerable<JournalEntry> OfTerms()
    {
        EntityKey account = EntityKey.Of(Account), bank = EntityKey.Of(Bank);
        AgentIdentification[] agents = [.. Agents.Select(agent => agent.Identification)];
        var watch = new LiquidityWatch
        {
            BalanceFloorMinor = 0, BalanceCeilingMinor = 12, HeadroomFloorMinor = 13, HeadroomCeilingMinor = 14, HysteresisMinor = 15,
        };
        yield return new JournalEntry(account, 9, 0, new PartyLimitSet(1_800_000_000_030, "Reached", agents, new Cap(16), Act));
        yield return new JournalEntry(account, 10, 0, new LiquidityWatchSet(1_800_000_000_031, watch, Act));
        yield return new JournalEntry(account, 11, 0, new LiquidityAlertRaised(1_800_000_000_032, LiquidityBound.HeadroomFloor, 17, -18));
        yield return new JournalEntry(account, 12, 0, new LiquidityAlertCleared(1_800_000_000_033, LiquidityBound.BalanceCeiling, 19));
        yield return new JournalEntry(account, 13, 0, new AccountClosed(1_800_000_000_034, Act));
        yield return new JournalEntry(account, 14, 0, new AccountCycleCut(1_800_000_000_035, 44));
        yield return new JournalEntry(account, 15, 0, new AccountCycleSettled(1_800_000_000_036, 45, -20, true));
        yield return new JournalEntry(account, 16, 0, new StatementIssued(
            1_800_000_000_037, StatementKind.Intraday, new DateOnly(2027, 1, 15), 1_799_971_200_000, 1_800_000_000_000, -26, new Turnover(2, 27, 3, 28)));
        yield return new JournalEntry(bank, 4, 0, new AgentsChangeScheduled(1_800_000_000_040, 1_800_086_400_000, "Alpha", Agents, Act));
        yield return new JournalEntry(bank, 5, 0, new CredentialsSet(
            1_800_000_000_041, [new Credential(CredentialKind.Certificate, "ab12", "CN=alpha", 1_900_000_000_000), new Credential(CredentialKind.Endpoint, "https://alpha", "")], Act));
        yield return new JournalEntry(bank, 6, 0, new PrincipalsSet(1_800_000_000_042, [new ParticipantId("BRAVFRPPXXX"), new ParticipantId("CHARDEFFXXX")], Act));
    }

    private static IEnumerable<JournalEntry> OfCycles()
    {
        EntityKey cycle = EntityKey.Of(new CycleId("fps", 17));
        var instruction = new SettlementInstruction(Other, Bank, -21, InstructionStatus.Failed, "AM04");
        ParticipantPosition[] positions = [new(Bank, 22, 23), new(new ParticipantId("BRAVFRPPXXX"), 23, 22)];
        yield return new JournalEntry(cycle, 1, 0, new CycleOpened(1_800_000_000_050, Currency.Of("GBP"), new DateOnly(2027, 1, 15), 2, 1_800_000_007_050, true));
        yield return new JournalEntry(cycle, 2, 0, new CycleCut(1_800_000_000_051, Act));
        yield return new JournalEntry(cycle, 3, 0, new CycleNetted(1_800_000_000_052, positions));
        yield return new JournalEntry(cycle, 3, 0, new CycleFoundUnbalanced(1_800_000_000_053, positions[..1]));
        yield return new JournalEntry(cycle, 4, 0, new CycleInstructed(1_800_000_000_054, [instruction, new SettlementInstruction(Payment, Bank, 24)], Act));
        yield return new JournalEntry(cycle, 5, 0, new InstructionConfirmed(1_800_000_000_055, Other, Act));
        yield return new JournalEntry(cycle, 5, 0, new InstructionFailed(1_800_000_000_056, Other, "AM04", Act));
        yield return new JournalEntry(cycle, 6, 0, new InstructionReplaced(1_800_000_000_057, Payment, instruction, true, Act));
        yield return new JournalEntry(cycle, 7, 0, new CycleSettled(1_800_000_000_058));
        yield return new JournalEntry(cycle, 4, 0, new CycleAborted(1_800_000_000_059, Act));
        yield return new JournalEntry(cycle, 5, 0, new CycleReopened(1_800_000_000_060, Act));
        yield return new JournalEntry(cycle, 2, 0, new CycleCutMoved(1_800_000_000_061, new DateOnly(2027, 1, 18), 1, 1_800_000_008_061));
        yield return new JournalEntry(cycle, 8, 0, new CycleReported(
            1_800_000_000_061, CycleStage.Settled, Currency.Of("GBP"), new DateOnly(2027, 1, 15), 1_800_000_000_050, 1_800_000_000_051, Counted));
    }

    private static IEnumerable<JournalEntry> OfOperation()
    {
        EntityKey approval = EntityKey.OfApproval(5), scheme = EntityKey.OfScheme("fps");
        yield return new JournalEntry(approval, 1, 0, new ApprovalRequested(
            1_800_000_000_070, "set-terms", [KeyValuePair.Create("limit", "0"), KeyValuePair.Create("", "x")], Act, 1_800_003_600_070));
        yield return new JournalEntry(approval, 2, 0, new ApprovalGranted(1_800_000_000_071, Act));
        yield return new JournalEntry(approval, 2, 0, new ApprovalDenied(1_800_000_000_072, Act));
        yield return new JournalEntry(approval, 2, 0, new ApprovalExpired(1_800_000_000_073));
        yield return new JournalEntry(approval, 3, 0, new ApprovalCarriedOut(1_800_000_000_074, "Done."));
        yield return new JournalEntry(scheme, 1, 0, new ProfileScheduled(1_800_000_000_080, 2, 1_800_086_400_080, Bytes("{ }"), Act));
        yield return new JournalEntry(scheme, 2, 0, new BroadcastSent(1_800_000_000_081, "OPEN", "The day has begun.", Act));
        yield return new JournalEntry(scheme, 3, 0, new ProfileWithdrawn(1_800_000_000_082, 2, Act with { Approval = 7 }));
        yield return new JournalEntry(EntityKey.PartyKeyring, 1, 0, new PartyKeysAdopted(1_800_000_000_083, "0123456789abcdef"));
        yield return new JournalEntry(EntityKey.PartyKeyring, 2, 0, new PartyErased(1_800_000_000_084, new PartyHandle(0xfedcba987654321), Act));
    }

    private static IEnumerable<JournalEntry> OfMessages()
    {
        EntityKey transfer = EntityKey.OfLiquidityTransfer(Other), request = EntityKey.OfRequestToPay(Other);
        yield return new JournalEntry(transfer, 1, 0, new LiquidityRequested(1_800_000_000_090, Terms, Message, Digest));
        yield return new JournalEntry(transfer, 2, 0, new LiquidityBooked(1_800_000_000_091, Terms, new ParticipantId("CENTRALBANK")));
        yield return new JournalEntry(transfer, 2, 0, new LiquidityRefused(1_800_000_000_092, Terms, AccountReply.ReferenceTaken));
        yield return new JournalEntry(transfer, 3, 0, new LiquidityConfirmed(1_800_000_000_093, Terms));
        yield return new JournalEntry(transfer, 3, 0, new LiquidityReversed(1_800_000_000_094, Terms, "Closed."));
        yield return new JournalEntry(request, 1, 0, new RequestReceived(
            1_800_000_000_100, Bank, new ParticipantId("BRAVFRPPXXX"), "E-100", new Money(25, Currency.Of("USD")), 1_800_086_400_100, Message, Digest));
        yield return new JournalEntry(request, 2, 0, new RequestAnswered(1_800_000_000_101, true, "AC04", Message, Digest));
        yield return new JournalEntry(request, 3, 0, new RequestPaid(1_800_000_000_102, Payment));
        yield return new JournalEntry(request, 3, 0, new RequestExpired(1_800_000_000_103));
        yield return new JournalEntry(request, 2, 0, new RequestAnswerPending(1_800_000_000_104, "AC04", Message, Digest));
    }
}
