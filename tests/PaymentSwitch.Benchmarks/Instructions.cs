using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Benchmarks;

/// <summary>Banks and payments for the measurements that leave XML out: a message of 2.3 KB and an answer of 0.9 KB are carried, not read.</summary>
internal static class Instructions
{
    public const int MessageBytes = 2_300;
    public const int AnswerBytes = 900;
    public const long OpeningMinor = 1_000_000_000_000;

    public static readonly SchemeProfile Profile = new()
    {
        Name = "benchmark",
        Currency = Currency.Of("EUR"),
        SettlementModel = SettlementModel.Gross,
        Clock = new SchemeClock(7_000, 1_000, 1_000, 0),
        MessageDefinitions = FrozenSet.Create("pacs.008.001.08"),
        AcceptingStatuses = FrozenSet.Create("ACCP"),
        Rules = FrozenSet.Create(SchemeRule.UniqueTransactionId),
    };

    public static readonly ParticipantId[] Banks = [.. Enumerable.Range(0, 16).Select(i => new ParticipantId($"BNK{(char)('A' + i)}DEFFXXX"))];

    private static readonly byte[] Message = new byte[MessageBytes];
    private static readonly byte[] Answer = new byte[AnswerBytes];

    /// <summary>Makes the banks participants of a switch, with money to spend.</summary>
    public static async Task EnrolAsync(EmbeddedSwitch running)
    {
        foreach (ParticipantId bank in Banks)
        {
            await running.CommandParticipantAsync(bank, Enrolment(bank));
            await running.CommandAccountAsync(AccountOf(bank), new SetAccountTerms(Profile.SettlementModel, Cap.Unlimited, new OperatorAct("benchmark")));
            await running.CommandAccountAsync(AccountOf(bank), new FundAccount(OpeningMinor, "opening", new OperatorAct("benchmark")));
        }
    }

    public static EnrolParticipant Enrolment(ParticipantId bank) =>
        new(bank.Value, [new ReachableAgent(AgentIdentification.OfBic(bank.Value), bank.Value, false)], new OperatorAct("benchmark"));

    public static AccountId AccountOf(ParticipantId bank) => new(bank, Profile.Currency);

    /// <summary>A run of payments between the banks.</summary>
    /// <param name="first">The number of the first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="nowMs">T0 of all of them.</param>
    /// <param name="hot">Whether the first bank has a part in every one.</param>
    /// <param name="messageBytes">How long each message is.</param>
    /// <param name="answerBytes">How long each answer is.</param>
    public static (SubmitPayment Submit, AnswerPayment Answer)[] Batch(
        long first, int count, long nowMs, bool hot, int messageBytes = MessageBytes, int answerBytes = AnswerBytes)
    {
        var batch = new (SubmitPayment, AnswerPayment)[count];
        var random = new Random((int)first);
        for (int i = 0; i < count; i++)
        {
            int from = hot ? 0 : random.Next(Banks.Length);
            int to = (from + 1 + random.Next(Banks.Length - 1)) % Banks.Length;
            if (hot && (i & 1) == 1) (from, to) = (to, from);
            batch[i] = Pair(first + i, Banks[from], Banks[to], random, nowMs, messageBytes, Answer.AsMemory(0, answerBytes));
        }

        return batch;
    }

    private static (SubmitPayment Submit, AnswerPayment Answer) Pair(
        long number, ParticipantId from, ParticipantId to, Random random, long nowMs, int messageBytes, ReadOnlyMemory<byte> answer)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        Uetr uetr = Uetr.FromRandom(bytes);
        string id = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var submit = new SubmitPayment
        {
            Sender = from,
            Transfer = new CreditTransfer
            {
                Uetr = uetr,
                MessageDefinition = "pacs.008.001.08",
                MessageId = "M" + id,
                EndToEndId = "E" + id,
                TransactionId = "T" + id,
                Amount = new Money(1 + random.Next(10_000), Profile.Currency),
                AcceptedAtMs = nowMs,
                DebtorAgent = AgentIdentification.OfBic(from.Value),
                CreditorAgent = AgentIdentification.OfBic(to.Value),
            },
            Message = new OriginalMessage(Message.AsMemory(0, messageBytes), 0, messageBytes),
            Digest = SHA256.HashData(Encoding.UTF8.GetBytes(id)),
        };
        return (submit, new AnswerPayment { Sender = to, Uetr = uetr, Status = "ACCP", Message = answer, OriginalEndToEndId = "E" + id });
    }
}
