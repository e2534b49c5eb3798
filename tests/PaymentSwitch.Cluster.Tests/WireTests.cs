using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Cluster.Serialization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Storage.Tests;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>What goes from node to node arrives as it was sent, whatever it is.</summary>
public sealed class WireTests
{
    private static readonly Uetr Payment = Uetr.Parse("8a562c67-ca16-48ba-b074-65581be6f001");
    private static readonly Uetr Other = Uetr.Parse("8a562c67-ca16-48ba-b074-65581be6f002");
    private static readonly AccountId Account = new(new ParticipantId("ALPHDEFFXXX"), Currency.Of("EUR"));
    private static readonly BookingKey Key = new(Payment, 2);
    private static readonly OperatorAct Act = new("alice", "month end", "bob") { Approval = 17 };
    private static readonly AgentIdentification Agent = new("ALPHDEFFXXX", "USABA", "021000021");
    private static readonly OriginalMessage Message = new("<Document>x</Document>"u8.ToArray(), 3, 7, " xmlns:a=\"b\"");
    private static readonly byte[] Digest = [1, 2, 3];

    public static TheoryData<string> Commands => [.. AccountCommands().Select(command => command.GetType().Name)];

    public static TheoryData<string> Messages => [.. PaymentMessages().Select(message => message.GetType().Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void An_account_is_asked_what_was_sent(string name)
    {
        foreach (AccountCommand command in AccountCommands().Where(command => command.GetType().Name == name))
        {
            foreach (AskAccount ask in (AskAccount[])[new(command, true, 5), new(command, false, 6, PaymentStep.PostReturn, Payment)])
            {
                ToAccount read = WireAccounts.Read(WireAccounts.Write(new ToAccount(Account, ask)));
                Assert.Equal(Description.Of(new ToAccount(Account, ask)), Description.Of(read));
                Assert.Equal(Description.Of(ask), Description.Of(read.Ask));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_payment_is_told_what_was_sent(string name)
    {
        foreach (object message in PaymentMessages().Where(message => message.GetType().Name == name))
        {
            ToPayment read = WirePayments.Read(WirePayments.Write(new ToPayment(Payment, message)));
            Assert.Equal(Payment, read.Payment);
            Assert.Equal(Description.Of(message), Description.Of(read.Message));
        }
    }

    [Fact]
    public void Replies_say_what_was_replied()
    {
        var answer = new PaymentAnswer(Payment, PaymentReply.AnswerLate, [new PaymentForwarded(7), new PaymentClosed(8)]);
        Assert.Equal(Description.Of(answer), Description.Of(WirePayments.Read(WirePayments.Write(answer))));
        Assert.Empty(WirePayments.Read(WirePayments.Write(new PaymentAnswer(Payment, PaymentReply.UnknownPayment, []))).Facts);
        foreach (AccountReplied replied in (AccountReplied[])[new(new AccountHeard(AccountReply.InsufficientFunds, 5, 6), PaymentStep.ReserveFunds), new(default, null)])
            Assert.Equal(replied, WireAccounts.Read(WireAccounts.Write(replied)));
    }

    [Fact]
    public void No_request_of_an_account_is_forgotten()
    {
        IEnumerable<Type> all = typeof(AccountCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AccountCommand)));
        Assert.Equal(all.Select(type => type.Name).Order(StringComparer.Ordinal), AccountCommands().Select(command => command.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_has_no_form_is_an_error_and_does_not_go()
    {
        Assert.Throws<ArgumentException>(() => WirePayments.Write(new ToPayment(Payment, "a text")));
        Assert.Throws<InvalidDataException>(() => WirePayments.Read(new Serialization.Wire.Payment { Payment_ = WireParts.Write(Payment) }));
    }

    private static IEnumerable<AccountCommand> AccountCommands() =>
    [
        new ReserveFunds(Key, 5, Agent, true), new ReserveFunds(Key, 5), new PostReservation(Key, 7), new ReleaseReservation(Key), new CreditAccount(Key, 5, true, 7, Agent),
        new ForgetBooking(Key), new CutAccountCycle(7), new SettleAccountCycle(7, true), new IssueStatement(StatementKind.Intraday, new DateOnly(2026, 11, 21), 5, 6),
        new SetAccountTerms(SettlementModel.DeferredNet, new Cap(0), Act) { MayBeBelowUse = true, MustBePrefunded = true },
        new SetAccountTerms(SettlementModel.Gross, Cap.Unlimited, new OperatorAct("alice")),
        new SetPartyLimit("party", [Agent, AgentIdentification.OfBic("BRAVFRPPXXX")], new Cap(9), Act), new SetPartyLimit("party", [], Cap.Unlimited, Act),
        new SetLiquidityWatch(new LiquidityWatch { BalanceFloorMinor = 0, BalanceCeilingMinor = 2, HeadroomFloorMinor = 3, HeadroomCeilingMinor = 4, HysteresisMinor = 5 }, Act),
        new SetLiquidityWatch(LiquidityWatch.Nothing, Act), new FundAccount(5, "reference", Act) { ComesBack = true }, new WithdrawFromAccount(6, "reference", Act), new CloseAccount(Act),
    ];

    private static IEnumerable<object> PaymentMessages()
    {
        var sender = new ParticipantId("BRAVFRPPXXX");
        var original = new OriginalReferences("E1", "T1");
        var transfer = new CreditTransfer
        {
            Uetr = Payment, MessageDefinition = "pacs.008.001.08", MessageId = "M1", InstructionId = "I1", EndToEndId = "E1", TransactionId = "T1",
            Amount = new Money(1_250, Currency.Of("EUR")), AcceptedAtMs = 1_800_000_000_000, InstructingAgent = Agent, DebtorAgent = Agent, CreditorAgent = AgentIdentification.OfBic("BRAVFRPPXXX"),
        };
        yield return new SubmitPayment
        {
            Sender = sender, SubmittedBy = new ParticipantId("INSTDEFFXXX"), Transfer = transfer, Message = Message, Digest = Digest, TraceParent = "00-a-b-01", SameTransactionId = Other,
            Violations = [new Violation(Refusal.AmountInvalid, "/Document/x", "No."), new Violation(Refusal.CurrencyNotInScheme)],
        };
        yield return new SubmitPayment { Sender = sender, Transfer = transfer with { TransactionId = null, InstructionId = null, AcceptedAtMs = null }, Message = Message, Digest = Digest };
        yield return new AnswerPayment
        {
            Sender = sender, Uetr = Payment, Status = "RJCT", Reason = new StatusReason("AC04", "/Document/y", "Closed."), OriginalEndToEndId = "E1", OriginalTransactionId = "T1", Message = Digest,
        };
        yield return new AnswerPayment { Sender = sender, Uetr = Payment, Status = "ACCP", Message = Digest };
        yield return new RecallPayment { Sender = sender, Uetr = Payment, RecallId = "R1", ReasonCode = "DUPL", Original = original, Message = Message, Digest = Digest };
        yield return new AnswerRecall { Sender = sender, Uetr = Payment, Accepts = true, IsPending = true, ReasonCode = "LEGL", Original = original, Message = Message, Digest = Digest };
        yield return new AnswerRecall { Sender = sender, Uetr = Payment, Message = Message, Digest = Digest };
        yield return new ReturnPayment
        {
            Sender = sender, Uetr = Payment, ReturnId = "R1", Amount = new Money(5, Currency.Of("GBP")), ReasonCode = "FOCR", Original = original, Message = Message, Digest = Digest,
        };
        yield return new RequestPaymentStatus(sender, Payment);
        yield return FindPayment.Instance;
        yield return AwaitOutcome.Instance;
        yield return DeadlinePassed.Instance;
        yield return Wake.Instance;
        yield return new AccountReplied(new AccountHeard(AccountReply.Done, 5, 6), PaymentStep.CreditCreditorAgent);
    }
}
