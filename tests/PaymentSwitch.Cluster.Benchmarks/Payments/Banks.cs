using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Cluster.Benchmarks.Payments;

/// <summary>Fifty banks, and payments between them: a message of 2.3 KB and an answer of 0.9 KB are carried, not read.</summary>
internal static class Banks
{
    private const long OpeningMinor = 1_000_000_000_000;

    private static readonly byte[] Message = RandomNumberGenerator.GetBytes(2_300);
    private static readonly byte[] Answer = RandomNumberGenerator.GetBytes(900);
    private static readonly OperatorAct Act = new("benchmark");
    private static long _number;

    /// <summary>The scheme: gross, transaction ids unique, an answer within 7 s.</summary>
    public static SchemeProfile Profile { get; } = ProfileOf(answerWithinMs: 7_000);

    /// <summary>The same, with payments that stay open for an hour.</summary>
    public static SchemeProfile Patient { get; } = ProfileOf(answerWithinMs: 3_600_000);

    /// <summary>The banks.</summary>
    public static IReadOnlyList<ParticipantId> All { get; } =
        [.. Enumerable.Range(0, 50).Select(i => new ParticipantId($"BK{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}DEFFXXX"))];

    /// <summary>A bank's account.</summary>
    public static AccountId AccountOf(ParticipantId bank) => new(bank, Profile.Currency);

    /// <summary>Makes all of them participants, with money to spend.</summary>
    public static async Task EnrolAsync(IOperatedSwitch running)
    {
        foreach (ParticipantId bank in All)
        {
            await running.CommandParticipantAsync(bank, new EnrolParticipant(bank.Value, [new ReachableAgent(AgentIdentification.OfBic(bank.Value), bank.Value, false)], Act));
            await running.CommandAccountAsync(AccountOf(bank), new SetAccountTerms(SettlementModel.Gross, Cap.Unlimited, Act));
            await running.CommandAccountAsync(AccountOf(bank), new FundAccount(OpeningMinor, "opening", Act));
        }
    }

    /// <summary>A payment that was accepted now, and the creditor bank's answer to it.</summary>
    /// <param name="hot">Which side of it the first bank is on.</param>
    public static (SubmitPayment Submit, AnswerPayment Answer) NewPayment(HotBank hot)
    {
        int from = hot == HotBank.Debtor ? 0 : Random.Shared.Next(All.Count), to = hot == HotBank.Creditor ? 0 : Random.Shared.Next(All.Count);
        if (from == to)
        {
            if (hot == HotBank.Creditor) from = (from + 1) % All.Count;
            else to = (to + 1) % All.Count;
        }

        var uetr = Uetr.FromRandom(Guid.NewGuid().ToByteArray());
        string id = Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
        var submit = new SubmitPayment
        {
            Sender = All[from],
            Transfer = new CreditTransfer
            {
                Uetr = uetr, MessageDefinition = "pacs.008.001.08", MessageId = "M" + id, EndToEndId = "E" + id, TransactionId = "T" + id,
                Amount = new Money(1 + Random.Shared.Next(10_000), Profile.Currency), AcceptedAtMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
                DebtorAgent = AgentIdentification.OfBic(All[from].Value), CreditorAgent = AgentIdentification.OfBic(All[to].Value),
            },
            Message = new OriginalMessage(Message, 0, Message.Length),
            Digest = SHA256.HashData(uetr.Value.ToByteArray()),
        };
        return (submit, new AnswerPayment { Sender = All[to], Uetr = uetr, Status = "ACCP", Message = Answer, OriginalEndToEndId = "E" + id });
    }

    private static SchemeProfile ProfileOf(long answerWithinMs) => new()
    {
        Name = "benchmark", Currency = Currency.Of("EUR"), SettlementModel = SettlementModel.Gross, Clock = new SchemeClock(answerWithinMs, 1_000, 1_000, 0),
        MessageDefinitions = FrozenSet.Create("pacs.008.001.08"), AcceptingStatuses = FrozenSet.Create("ACCP"), Rules = FrozenSet.Create(SchemeRule.UniqueTransactionId),
    };
}

/// <summary>Whether one bank is on one side of every payment.</summary>
internal enum HotBank
{
    /// <summary>Banks are drawn by chance.</summary>
    None,

    /// <summary>It pays.</summary>
    Debtor,

    /// <summary>It is paid.</summary>
    Creditor,
}
