using FsCheck;
using FsCheck.Fluent;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using Xunit;
using static PaymentSwitch.Domain.Tests.SamplePayments;

namespace PaymentSwitch.Domain.Tests;

/// <summary>Whatever is said of a payment, in whatever order: what Decide accepts Evolve takes in, and a repeat changes nothing.</summary>
public sealed class RandomAftermathTests
{
    [Fact]
    public void What_is_decided_can_be_taken_in_and_a_repeat_changes_nothing()
    {
        var seen = new Dictionary<Type, int>();
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => new Life(seed, seen).Live(60)).QuickCheckThrowOnFailure();
        // The test must have seen what it is about.
        Type[] kinds = [.. typeof(PaymentEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PaymentEvent)))];
        Assert.Equal(kinds.Select(kind => kind.Name).Order(), seen.Keys.Select(kind => kind.Name).Order());
    }

    private sealed class Life
    {
        private readonly Random _random;
        private readonly Dictionary<Type, int> _seen;
        private readonly List<PaymentEvent> _facts;
        private Payment _payment;
        private long _nowMs;

        public Life(int seed, Dictionary<Type, int> seen)
        {
            _random = new Random(seed);
            _seen = seen;
            _facts = [.. Any<PaymentEvent[]>([], [], Settled, SettledUnposted, Expired)];
            _payment = Of(_facts);
            _nowMs = _facts.Count == 0 ? 1 : _facts[^1].AtMs;
        }

        public void Live(int moves)
        {
            for (int i = 0; i < moves; i++)
            {
                Move();
                _nowMs += _random.Next(10) == 0 ? _random.Next(700) : _random.Next(20);
            }

            // The facts alone give the same, and what is left open can be asked for.
            Assert.Equal(Show(_payment), Show(Payment.Of(P1, _facts)));
            Assert.Equal(_payment.IsClosed || _payment.Received is null, !PaymentFlow.Pending(_payment).Any());
            CheckMoney();
        }

        private void Move()
        {
            PaymentContext context = At(_nowMs, directory: Directory(bravo: Any(ParticipantStanding.Enabled, ParticipantStanding.Enabled, ParticipantStanding.Suspended)));
            switch (_random.Next(12))
            {
                case 0:
                    Twice(() => _payment.Decide(Submission(), context));
                    break;
                case 1:
                    Once(_payment.DecideReserved(Any(AccountReply.Done, AccountReply.Done, AccountReply.Done, AccountReply.InsufficientFunds), context));
                    break;
                case 2 or 3:
                    var answer = new AnswerPayment
                    {
                        Sender = Any(Alpha, Bravo, Bravo, Bravo), Uetr = P1, Status = Any("ACCP", "ACWP", "ACWP", "RJCT", "PDNG", "ACCC", "ACSP"), Message = default,
                    };
                    Twice(() => _payment.Decide(answer, context));
                    break;
                case 4:
                    Once(_payment.DecideBooked(context));
                    break;
                case 5:
                    Once(_payment.DecideDeadline(context));
                    break;
                case 6:
                    RecallPayment recall = Recall(Any("R1", "R2"), Any("DUPL", "FRAD", "TECH"));
                    Twice(() => _payment.Decide(recall, context));
                    break;
                case 7:
                    AnswerRecall reply = Answer(Any(null, "CUST", "MS03"), isPending: _random.Next(4) == 0);
                    Twice(() => _payment.Decide(reply, context));
                    break;
                case 8 or 9:
                    ReturnPayment sent = Return(_random.Next(1, 30), Any(1_000, 400, 300, 1));
                    Twice(() => _payment.Decide(sent, context));
                    break;
                case 10:
                    Once(_payment.DecideReturnReserved(Any(AccountReply.Done, AccountReply.InsufficientFunds), context));
                    break;
                default:
                    Once(_payment.DecideReturnBooked(context));
                    break;
            }
        }

        private void Once(PaymentDecision decision)
        {
            foreach (PaymentEvent? fact in new[] { decision.First, decision.Second })
            {
                if (fact is null) continue;
                _payment = _payment.Evolve(fact);
                _facts.Add(fact);
                _seen[fact.GetType()] = _seen.GetValueOrDefault(fact.GetType()) + 1;
                // Both must know every fact.
                PaymentFlow.StepsAfter(fact, _payment);
                PaymentFlow.DeliveriesAfter(fact, _payment);
            }
        }

        private void Twice(Func<PaymentDecision> decide)
        {
            PaymentDecision first = decide();
            Once(first);
            PaymentDecision second = decide();
            Assert.True(second.First is null, $"{first.Reply}, and again {second.Reply}: {second.First}");
            if (first.Reply == PaymentReply.Done) Assert.Equal(PaymentReply.Repeat, second.Reply);
            else Assert.Equal(first.Reply, second.Reply);
        }

        private void CheckMoney()
        {
            long backMinor = _facts.OfType<PaymentReturned>().Sum(fact => _facts.OfType<ReturnReceived>().Single(sent => sent.Number == fact.Number).AmountMinor);
            Assert.InRange(backMinor, 0, 1_000);
            Assert.Equal(backMinor, _payment.Aftermath.ReturnedMinor);
            Assert.InRange(_facts.Count(fact => fact is PaymentSettled or PaymentRejected or PaymentExpired), 0, 1);
            Assert.InRange(_facts.OfType<RecallRequested>().Count(), 0, 1);
            Assert.InRange(_facts.Count(fact => fact is RecallAnswered or RecallLapsed), 0, 1);
            Assert.InRange(_facts.OfType<RecallAnswerPending>().Count(), 0, 1);
            Assert.InRange(_facts.OfType<LateAnswerReceived>().Count(), 0, 2);
        }

        private static string Show(Payment payment) => string.Join(
            ' ', payment.Status, payment.IsBooked, payment.AnswerStatus, payment.LateAnswerAtMs, payment.LateAnswerIsRecalled, payment.Aftermath.Recall,
            payment.Aftermath.LaterOutcome, payment.Aftermath.LateRecallAnswer, payment.Aftermath.LateRecallPending, string.Join(' ', payment.Aftermath.Returns));

        private T Any<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

        private static SubmitPayment Submission()
        {
            var received = (PaymentReceived)Received;
            return new SubmitPayment { Sender = Alpha, Transfer = received.Transfer, Message = received.Message, Digest = received.Digest };
        }

        private static RecallPayment Recall(string id, string reason) => new()
        {
            Sender = Alpha, Uetr = P1, RecallId = id, ReasonCode = reason, Message = Message(id), Digest = Digest(id + reason),
        };

        private static AnswerRecall Answer(string? reason, bool isPending) => new()
        {
            Sender = Bravo,
            Uetr = P1,
            Accepts = reason is null,
            IsPending = isPending,
            ReasonCode = reason,
            Message = Message("answer"),
            Digest = Digest($"answer {reason} {isPending}"),
        };

        private static ReturnPayment Return(int number, long amountMinor) => new()
        {
            Sender = Bravo,
            Uetr = P1,
            ReturnId = $"B{number}",
            Amount = new Money(amountMinor, Euro),
            ReasonCode = "FOCR",
            Message = Message("return"),
            Digest = Digest($"B{number} {amountMinor}"),
        };
    }
}
