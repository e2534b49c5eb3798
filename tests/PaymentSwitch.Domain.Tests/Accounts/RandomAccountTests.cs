using FsCheck;
using FsCheck.Fluent;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Accounts;

/// <summary>
/// Whatever is asked of an account, in whatever order: what Decide accepts Evolve takes in, a repeat changes nothing, the books
/// are what their facts say, and an account that is captured and restored is the same.
/// </summary>
public sealed class RandomAccountTests
{
    private static readonly OperatorAct Act = new("test");
    private static readonly AgentIdentification?[] Agents = [null, AgentIdentification.OfBic("PRTYGB2LXXX"), new(null, "GBDSC", "123456")];

    [Fact]
    public void It_keeps_its_promises_in_every_life()
    {
        var seen = new HashSet<string>();
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => new Life(seed, seen).Live(100)).QuickCheckThrowOnFailure();
        // The test must have seen what it is about.
        Assert.Equal(
            typeof(AccountEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AccountEvent))).Select(type => type.Name).Order(), seen.Order());
    }

    private sealed class Life(int seed, HashSet<string> seen)
    {
        private readonly Random _random = new(seed);
        private readonly List<AccountEvent> _facts = [];
        private readonly SettlementModel _model = seed % 2 == 0 ? SettlementModel.Gross : SettlementModel.DeferredNet;
        private Account _account = new(new AccountId(new ParticipantId("ALPHGB2LXXX"), Currency.Of("GBP")));

        public void Live(int moves)
        {
            Ask(new SetAccountTerms(_model, Cap.Unlimited, Act), i: 0);
            for (int i = 1; i <= moves; i++) Ask(Any(), i);
            if (!_account.IsClosed) CloseDown(moves + 1);
            var replayed = new Account(_account.Id);
            foreach (AccountEvent fact in _facts) replayed.Evolve(fact);
            Assert.Equal(Show(_account), Show(replayed));
        }

        // Whatever has become of it: when all is released, settled and taken out, it can be closed.
        private void CloseDown(int i)
        {
            foreach (BookingKey key in _account.Reservations.Keys.ToArray()) Ask(new ReleaseReservation(key), i);
            foreach (CyclePosition position in _account.Positions.ToArray()) Ask(new SettleAccountCycle(position.Cycle, Covered: false), i);
            Ask(new SetAccountTerms(_model, new Cap(0), Act) { MayBeBelowUse = true }, i);
            if (_account.BalanceMinor > 0) Ask(new WithdrawFromAccount(_account.BalanceMinor, "last", Act), i);
            if (_account.BalanceMinor < 0) Ask(new FundAccount(-_account.BalanceMinor, "last", Act), i);
            Ask(new CloseAccount(Act), i);
            Assert.True(_account.IsClosed);
        }

        private void Ask(AccountCommand command, int i)
        {
            string before = Show(_account);
            AccountDecision decision = _account.Decide(command, i);
            Assert.Equal(before, Show(_account));
            if (decision.Event is null) return;
            Assert.Equal(AccountReply.Done, decision.Reply);
            Take(decision.Event);
            if (command is not CreditAccount { MayRepeat: false })
                Assert.True(_account.Decide(command, i) is { Event: null, Reply: AccountReply.Done }, $"{command} again: {_account.Decide(command, i)}");
            for (int alerts = 0; _account.DecideAlert(i) is AccountEvent alert; alerts++)
            {
                Assert.True(alerts < 4, "An alert follows another without end.");
                Take(alert);
            }

            CheckBooks();
            if (_random.Next(10) == 0) _account = Account.Restore(_account.Capture());
        }

        private void Take(AccountEvent fact)
        {
            _account.Evolve(fact);
            _facts.Add(fact);
            seen.Add(fact.GetType().Name);
        }

        // Reservations, credits and references have no order of their own.
        private static string Show(Account account)
        {
            AccountState state = account.Capture();
            return Shown.Of(state with
            {
                Reservations = [.. state.Reservations.OrderBy(entry => entry.Key)],
                RememberedDebits = [.. state.RememberedDebits.Order()],
                RememberedCredits = [.. state.RememberedCredits.Order()],
                References = [.. state.References.OrderBy(entry => entry.Key, StringComparer.Ordinal)],
            });
        }

        private void CheckBooks()
        {
            Assert.Equal(_facts.Sum(fact => fact.Booking.AmountMinor), _account.BalanceMinor);
            Assert.Equal(_account.Reservations.Values.Sum(reservation => reservation.AmountMinor), _account.ReservedMinor);
            int closed = _facts.FindLastIndex(fact => fact is StatementIssued { Kind: StatementKind.EndOfDay });
            Assert.Equal(_facts.Skip(closed + 1).Sum(fact => fact.Booking.AmountMinor), _account.Turnover.NetMinor);
            Assert.Equal(_facts.Skip(closed + 1).Count(fact => fact.Booking.AmountMinor != 0), _account.Turnover.DebitCount + _account.Turnover.CreditCount);
            if (_model == SettlementModel.Gross && _account.Positions.Count == 0) Assert.True(_account.AvailableMinor >= 0);
            foreach (PartyLimit limit in _account.PartyLimits)
            {
                // Nothing can be released that was not counted: what is left when all is released is what has moved.
                long reservedMinor = _account.Reservations.Values.Where(reservation => reservation.Party == limit.Party).Sum(reservation => reservation.AmountMinor);
                Assert.Equal(Moved(limit.Party), limit.UseMinor - reservedMinor);
            }
        }

        // What a party has paid less what it got since its limit was given, from the facts alone.
        private long Moved(string party)
        {
            var parties = new Dictionary<BookingKey, string?>();
            long movedMinor = 0;
            bool isLimited = false;
            foreach (AccountEvent fact in _facts)
            {
                switch (fact)
                {
                    case PartyLimitSet e when e.Party == party:
                        if (!isLimited || e.Agents.Count == 0) movedMinor = 0;
                        isLimited = e.Agents.Count > 0;
                        break;
                    case FundsReserved e:
                        parties[e.Key] = e.Party;
                        break;
                    case ReservationPosted e when parties[e.Key] == party && isLimited:
                        movedMinor += e.AmountMinor;
                        break;
                    case AccountCredited e when e.Party == party:
                        movedMinor -= e.AmountMinor;
                        break;
                }
            }

            return movedMinor;
        }

        private AccountCommand Any()
        {
            BookingKey key = new(Uetr.Parse($"00000000-0000-4000-8000-{_random.Next(12):x12}"), _random.Next(2));
            long cycle = _model == SettlementModel.Gross ? 0 : _account.LastCutCycle + 1;
            switch (_random.Next(42))
            {
                case <= 9:
                    // A payment is reserved for once in its life.
                    BookingKey fresh = new(Uetr.Parse($"00000000-0000-4000-9000-{_facts.Count:x12}"));
                    return new ReserveFunds(_random.Next(3) == 0 ? key : fresh, Amount(), AnyOf(Agents), MayRepeat: _random.Next(2) == 0);
                case <= 15:
                    return new PostReservation(Reserved() ?? key, cycle);
                case <= 19:
                    return new ReleaseReservation(Reserved() ?? key);
                case <= 24:
                    return new CreditAccount(key, _random.Next(1, 900), _random.Next(2) == 0, cycle, AnyOf(Agents));
                case 25:
                    return new ForgetBooking(key);
                case <= 27:
                    return new SetAccountTerms(_model, new Cap(_random.Next(4) == 0 ? null : _random.Next(-1, 4_000)), Act) { MayBeBelowUse = _random.Next(2) == 0, MustBePrefunded = _random.Next(3) == 0 };
                case <= 29:
                    AgentIdentification[] agents = [.. Agents.OfType<AgentIdentification>().Where(_ => _random.Next(2) == 0)];
                    return new SetPartyLimit(AnyOf(["one", "two"]), agents, new Cap(_random.Next(-1, 2_000)), Act);
                case <= 31:
                    return new SetLiquidityWatch(new LiquidityWatch { BalanceFloorMinor = _random.Next(900), HeadroomCeilingMinor = _random.Next(3_000), HysteresisMinor = _random.Next(-1, 200) }, Act);
                case <= 33:
                    return new FundAccount(Amount(), $"f{_random.Next(30)}", Act);
                case 34:
                    return new WithdrawFromAccount(Amount(), $"w{_random.Next(30)}", Act);
                case 35:
                    return new CutAccountCycle(_account.LastCutCycle + _random.Next(2));
                case <= 38:
                    return new SettleAccountCycle(_account.Positions.Count > 0 ? AnyOf(_account.Positions).Cycle : 1, _random.Next(3) == 0);
                case <= 40:
                    long toMs = _random.Next(1, 100);
                    return new IssueStatement(_random.Next(2) == 0 ? StatementKind.EndOfDay : StatementKind.Intraday, new DateOnly(2026, 3, 2), _account.LastStatementToMs, toMs);
                default:
                    return _random.Next(4) == 0 ? new CloseAccount(Act) : new FundAccount(1_000, $"f{_random.Next(30)}", Act);
            }
        }

        private long Amount() => _random.Next(30) switch { 0 => 0, 1 => -1, _ => _random.Next(1, 900) };

        private BookingKey? Reserved() => _account.Reservations.Count == 0 ? null : AnyOf([.. _account.Reservations.Keys]);

        private T AnyOf<T>(IReadOnlyList<T> some) => some[_random.Next(some.Count)];
    }
}
