using FsCheck;
using FsCheck.Fluent;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Engine.Recovery;
using PaymentSwitch.Scenarios;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>Whatever banks do, in whatever order: no money is made or lost, nothing settles twice, a replay gives the same state.</summary>
public sealed class RandomLifeTests
{
    private static readonly ParticipantId[] Banks = [new("ALPHDEFFXXX"), new("BRAVFRPPXXX"), new("CHARNLAAXXX")];

    [Fact]
    public void Money_is_conserved_and_each_payment_ends_once_under_random_interleavings()
    {
        int settled = 0;
        int payments = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            using var life = new Life(seed);
            life.Live(400);
            settled += life.Auditor.Settled;
            payments += life.Auditor.Payments;
        }).QuickCheckThrowOnFailure();
        // The test must have seen what it is about.
        Assert.InRange(settled, payments / 10, payments);
    }

    /// <summary>One seeded life of a scheme: the core, driven directly, with an auditor behind it.</summary>
    private sealed class Life : IDisposable
    {
        private readonly Random _random;
        private readonly SchemeProfile _profile;
        private readonly EngineLimits _limits;
        private readonly InMemoryJournal _journal = new();
        private readonly List<SubmitPayment> _sent = [];
        private readonly PaymentArchive _archive;
        private readonly InMemoryReadSide _readSide = new();
        private readonly Reconciler _reconciler;
        private SwitchCore _core;
        private long _nowMs = 1_800_000_000_000;
        private int _number;

        public Life(int seed)
        {
            _random = new Random(seed);
            _profile = _random.Next(2) == 0 ? TestProfiles.Gross : TestProfiles.Net;
            _limits = new EngineLimits { FinishedPaymentsInMemoryMax = _random.Next(1, 40) };
            _archive = new PaymentArchive(_journal);
            _core = NewCore();
            _core.Resume(_nowMs).Now();
            _reconciler = new Reconciler(new AskedBooks(SchemeCatalogue.Of([_profile]), () => _core.Audit(), () => _core.ListCycles()), _readSide, new ReconciliationLimits());
            foreach (ParticipantId bank in Banks)
            {
                var agent = new ReachableAgent(AgentIdentification.OfBic(bank.Value), bank.Value, false);
                _core.CommandParticipant(bank, new EnrolParticipant(bank.Value, [agent], new OperatorAct("life"))).Now();
                _core.Command(AccountOf(bank), new SetAccountTerms(_profile.SettlementModel, new Cap(_random.Next(3) == 0 ? null : _random.Next(20_000)), new OperatorAct("life"))).Now();
                _core.Command(AccountOf(bank), new FundAccount(1 + _random.Next(10_000), "opening", new OperatorAct("life"))).Now();
            }

            Commit();
        }

        public void Dispose()
        {
            _reconciler.Dispose();
            _readSide.Dispose();
            _journal.Dispose();
        }

        public Auditor Auditor { get; } = new();

        public void Live(int moves)
        {
            for (int i = 0; i < moves; i++)
            {
                _core.SetTime(_nowMs);
                Move();
                if (_random.Next(3) == 0) Commit();
                if (_random.Next(40) == 0) Restart();
                if (_random.Next(40) == 0) Reconcile(isFull: false);
            }

            _nowMs += 60_000;
            _core.SetTime(_nowMs);
            while (_core.PassDeadlines(10)) Commit();
            Commit();
            Auditor.CheckAllFinal();
            Assert.Equal(0, _core.OpenPayments);
            Restart();
            Reconcile(isFull: true);
        }

        private void Move()
        {
            switch (_random.Next(12))
            {
                case <= 4:
                    Submit(NewInstruction());
                    break;
                case 5 when _sent.Count > 0:
                    SubmitPayment again = _sent[_random.Next(_sent.Count)];
                    Submit(_random.Next(2) == 0 ? again : again with { Digest = BitConverter.GetBytes(_random.Next()) });
                    break;
                case <= 9 when _sent.Count > 0:
                    Answer(_sent[Math.Max(0, _sent.Count - 1 - _random.Next(8))].Transfer);
                    break;
                case 10:
                    _nowMs += _random.Next(1_500);
                    _core.SetTime(_nowMs);
                    _core.PassDeadlines(_random.Next(1, 5));
                    break;
                default:
                    Operate();
                    break;
            }
        }

        private void Operate()
        {
            ParticipantId bank = Any();
            switch (_random.Next(4))
            {
                case 0:
                    _core.Command(AccountOf(bank), new FundAccount(1 + _random.Next(5_000), $"f{_random.Next(20)}", new OperatorAct("life"))).Now();
                    break;
                case 1:
                    _core.Command(AccountOf(bank), new WithdrawFromAccount(1 + _random.Next(5_000), $"w{_random.Next(20)}", new OperatorAct("life"))).Now();
                    break;
                case 2:
                    _core.Command(AccountOf(bank), new SetAccountTerms(_profile.SettlementModel, new Cap(_random.Next(20_000)), new OperatorAct("life")) { MayBeBelowUse = _random.Next(2) == 0 }).Now();
                    break;
                default:
                    StandingChange change = _random.Next(4) == 0 ? (StandingChange)_random.Next((int)StandingChange.Suspend, (int)StandingChange.Close) : StandingChange.Resume;
                    _core.CommandParticipant(bank, new ChangeStanding(change, new OperatorAct("life", "random"))).Now();
                    break;
            }
        }

        private SubmitPayment NewInstruction()
        {
            ParticipantId from = Any();
            byte[] id = new byte[16];
            _random.NextBytes(id);
            int number = ++_number;
            var instruction = new SubmitPayment
            {
                Sender = from,
                Transfer = new CreditTransfer
                {
                    Uetr = Uetr.FromRandom(id),
                    MessageDefinition = "pacs.008.001.08",
                    MessageId = $"M{number}",
                    EndToEndId = $"E{number}",
                    TransactionId = _random.Next(20) == 0 ? "T1" : $"T{number}",
                    Amount = new Domain.Money(1 + _random.Next(3_000), _profile.Currency),
                    AcceptedAtMs = _random.Next(15) == 0 ? null : _nowMs - (_random.Next(4) == 0 ? _random.Next(9_000) : 0),
                    DebtorAgent = AgentIdentification.OfBic((_random.Next(20) == 0 ? Any() : from).Value),
                    CreditorAgent = AgentIdentification.OfBic(_random.Next(20) == 0 ? "NOBODEFFXXX" : Any().Value),
                },
                Message = new OriginalMessage(id, 0, id.Length),
                Digest = id,
                Violations = _random.Next(20) == 0 ? [new Violation(Refusal.AmountZero)] : [],
            };
            _sent.Add(instruction);
            return instruction;
        }

        private void Submit(SubmitPayment command) =>
            _core.Submit(
                Find(command.Transfer.Uetr, create: true), command, TransactionIdentity.HashOf(_profile, command.Sender, command.Transfer.TransactionId));

        private void Answer(CreditTransfer transfer)
        {
            ParticipantId by = _random.Next(6) == 0 ? Any() : new ParticipantId(transfer.CreditorAgent.Bic!);
            string[] statuses = ["ACCP", "ACCP", "ACCP", "ACTC", "RJCT", "PDNG"];
            _core.Answer(
                Find(transfer.Uetr, create: false),
                new AnswerPayment { Sender = by, Uetr = transfer.Uetr, Status = statuses[_random.Next(statuses.Length)], Message = default });
        }

        private PaymentCell Find(Uetr uetr, bool create)
        {
            PaymentCell? cell = _core.Find(uetr, create, out MissingPayment? missing);
            if (cell is not null) return cell;
            Commit();
            _core.Reload(_archive.Load(missing!.Value));
            return _core.Find(uetr, create, out _)!;
        }

        private void Commit()
        {
            CommitGroup group = _core.TakePending().Group;
            if (group.Entries.Count == 0) return;
            _journal.Append(group);
            _readSide.Project([group], []);
            Auditor.Take(group);
            Auditor.CheckBooks();
            foreach (AccountStanding account in _core.ShowAccounts())
            {
                Assert.Equal(Auditor.BalanceOf(account.Id), account.BalanceMinor);
                Assert.Equal(Auditor.ReservedOf(account.Id), account.ReservedMinor);
                if (_profile.SettlementModel == SettlementModel.Gross) Assert.True(account.AvailableMinor >= 0, $"{account.Id} is overdrawn.");
            }
        }

        /// <summary>The books must agree with each other wherever the life stands.</summary>
        private void Reconcile(bool isFull)
        {
            Commit();
            // Nothing of it waits: the read models have everything.
            Task<ReconciliationReport> run = isFull ? _reconciler.RunFullAsync() : _reconciler.RunAsync();
            ReconciliationReport report = run.GetAwaiter().GetResult();
            Assert.Equal([], report.Mismatches);
            Assert.Equal(ReconciliationOutcome.Matched, report.Outcome);
        }

        /// <summary>A new core from the journal alone, or from a snapshot and the rest, must be what the old one was.</summary>
        private void Restart()
        {
            Commit();
            SwitchSnapshot before = _core.Capture();
            SwitchCore fresh = NewCore();
            foreach (CommitGroup group in _journal.Read(1)) fresh.Replay(group, _archive.Load);
            fresh.Resume(_nowMs).Now();
            AssertSame(before, fresh.Capture());
            if (_random.Next(2) == 0)
            {
                fresh = NewCore();
                fresh.Restore(before);
                fresh.Resume(_nowMs).Now();
                AssertSame(before, fresh.Capture());
            }

            _core = fresh;
            Commit();
        }

        private static void AssertSame(SwitchSnapshot expected, SwitchSnapshot actual)
        {
            Assert.Equal(expected.Position, actual.Position);
            Assert.Equal(expected.Accounts.Select(Canonical), actual.Accounts.Select(Canonical));
            Assert.Equal(expected.Participants, actual.Participants);
            Assert.Equal(expected.MailboxCursors, actual.MailboxCursors);
            // Which finished payments are still in memory may differ; what is known of each may not.
            Assert.Equal(Known(expected), Known(actual));
        }

        private static string Canonical((AccountState State, long SequenceNr) account) =>
            $"{account.SequenceNr} {account.State with { Reservations = [], RememberedDebits = [], RememberedCredits = [], References = [], Positions = [], PartyLimits = [], Alerts = [] }} "
            + string.Join(',', account.State.Reservations.OrderBy(entry => entry.Key).Select(entry => entry.ToString()))
            + string.Join(',', account.State.Positions)
            + string.Join(',', account.State.References.OrderBy(entry => entry.Key, StringComparer.Ordinal));

        private static SortedDictionary<Uetr, long> Known(SwitchSnapshot snapshot)
        {
            var known = new SortedDictionary<Uetr, long>();
            foreach (IdentitySegment segment in snapshot.Identities)
                foreach (FinishedPayment finished in segment.Identities.Span) known[finished.Uetr] = finished.LastPosition;
            foreach (LivePayment live in snapshot.LivePayments) known[live.Uetr] = live.LastPosition;
            return known;
        }

        private SwitchCore NewCore() => new(SchemeCatalogue.Of([_profile]), _limits);

        private AccountId AccountOf(ParticipantId bank) => new(bank, _profile.Currency);

        private ParticipantId Any() => Banks[_random.Next(Banks.Length)];
    }
}
