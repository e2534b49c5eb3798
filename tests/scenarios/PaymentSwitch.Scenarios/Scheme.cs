using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Mailboxes;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A scheme with two banks, Alpha and Bravo, in the words of the scenarios.</summary>
public sealed partial class Scheme : IAsyncDisposable
{
    public static readonly ParticipantId Alpha = new("ALPHDEFFXXX");
    public static readonly ParticipantId Bravo = new("BRAVFRPPXXX");
    private int _number;

    private Scheme(ScenarioHost host, SchemeProfile profile)
    {
        Host = host;
        Profile = profile;
    }

    public ScenarioHost Host { get; }

    public SchemeProfile Profile { get; }

    public static async Task<Scheme> StartAsync(
        ScenarioHost host, SchemeProfile? profile = null, long fundsMinor = 100_000, long? capMinor = null, EngineLimits? limits = null,
        params SchemeProfile[] others)
    {
        var scheme = new Scheme(host, profile ?? TestProfiles.Gross);
        await host.StartAsync([scheme.Profile, .. others], limits ?? new EngineLimits());
        foreach (ParticipantId bank in new[] { Alpha, Bravo })
        {
            var agent = new ReachableAgent(AgentIdentification.OfBic(bank.Value), bank.Value, IsReachableParty: false);
            await host.Switch.CommandParticipantAsync(bank, new EnrolParticipant(bank.Value, [agent], new OperatorAct("scenario")));
            await host.Switch.CommandAccountAsync(scheme.AccountOf(bank), new SetAccountTerms(scheme.Profile.SettlementModel, new Cap(capMinor), new OperatorAct("scenario")));
            if (fundsMinor > 0) await host.Switch.CommandAccountAsync(scheme.AccountOf(bank), new FundAccount(fundsMinor, $"opening-{bank}", new OperatorAct("scenario")));
        }

        return scheme;
    }

    public AccountId AccountOf(ParticipantId bank) => new(bank, Profile.Currency);

    /// <summary>A credit transfer from Alpha to Bravo, accepted now, that can be varied with <c>with</c>.</summary>
    public SubmitPayment Instruction(long amountMinor, ParticipantId? from = null, ParticipantId? to = null)
    {
        ParticipantId sender = from ?? Alpha;
        int number = ++_number;
        byte[] bytes = Encoding.UTF8.GetBytes($"<Document>{number} {amountMinor}</Document>");
        return new SubmitPayment
        {
            Sender = sender,
            Transfer = new CreditTransfer
            {
                Uetr = Uetr.FromRandom(SHA256.HashData(Encoding.UTF8.GetBytes($"{sender}-{number}"))),
                MessageDefinition = "pacs.008.001.08",
                MessageId = $"M{number}",
                EndToEndId = $"E{number}",
                TransactionId = $"T{number}",
                Amount = new Money(amountMinor, Profile.Currency),
                AcceptedAtMs = Host.Clock.NowMs,
                DebtorAgent = AgentIdentification.OfBic(sender.Value),
                CreditorAgent = AgentIdentification.OfBic((to ?? Bravo).Value),
            },
            Message = new OriginalMessage(bytes, 0, bytes.Length),
            Digest = SHA256.HashData(bytes),
        };
    }

    public async Task<SubmitResult> SubmitAsync(SubmitPayment instruction, bool awaitFinal = false) =>
        await Host.Switch.SubmitAsync(instruction, awaitFinal);

    /// <summary>Alpha pays Bravo and is not refused.</summary>
    public async Task<Uetr> PayAsync(long amountMinor, ParticipantId? from = null, ParticipantId? to = null)
    {
        SubmitPayment instruction = Instruction(amountMinor, from, to);
        SubmitResult result = await SubmitAsync(instruction);
        Assert.Equal(PaymentStatus.Reserved, result.Payment!.Status);
        return instruction.Transfer.Uetr;
    }

    public async Task<PaymentResult> AnswerAsync(Uetr uetr, string status, ParticipantId? by = null, StatusReason? reason = null) =>
        await Host.Switch.AnswerAsync(new AnswerPayment
        {
            Sender = by ?? Bravo, Uetr = uetr, Status = status, Reason = reason, Message = Encoding.UTF8.GetBytes($"<answer>{status}</answer>"),
        });

    public async Task<Payment> PaymentAsync(Uetr uetr) => (await Host.Switch.FindAsync(uetr))!.Payment;

    public async Task<IEnumerable<string>> TimelineAsync(Uetr uetr) =>
        (await Host.Switch.FindAsync(uetr))!.Facts.Select(fact => fact.GetType().Name);

    public async Task<AccountStanding> AccountAsync(ParticipantId bank) =>
        (await Host.Switch.ListAccountsAsync()).Single(account => account.Id == AccountOf(bank));

    /// <summary>The messages about a payment in a bank's mailbox: the step, and the status told.</summary>
    public async Task<IReadOnlyList<(DeliveryKind Kind, PaymentStatus Status)>> MailAsync(ParticipantId bank, Uetr uetr)
    {
        IReadOnlyList<MailboxMessage> messages = await ReadAllAsync(bank);
        return [.. messages.Where(message => message.Payment?.Uetr == uetr).Select(message => (message.Kind, message.Payment!.Status))];
    }

    /// <summary>The messages about a payment in a bank's mailbox, in order.</summary>
    public async Task<IEnumerable<DeliveryKind>> KindsAsync(ParticipantId bank, Uetr uetr) => (await MailAsync(bank, uetr)).Select(mail => mail.Kind);

    /// <summary>A whole mailbox; waits until everything that was given out is readable.</summary>
    public async Task<IReadOnlyList<MailboxMessage>> ReadAllAsync(ParticipantId bank)
    {
        var all = new List<MailboxMessage>();
        while (all.Count < Host.Switch.Mailboxes.LastCursor(bank))
        {
            IReadOnlyList<MailboxMessage> page = await Host.Switch.Mailboxes.ReadAsync(
                bank, all.Count, 100, TimeSpan.FromSeconds(20), CancellationToken.None);
            Assert.NotEmpty(page);
            all.AddRange(page);
        }

        Assert.Equal(Enumerable.Range(1, all.Count).Select(i => (long)i), all.Select(message => message.Cursor));
        return all;
    }

    /// <summary>Moves the clock and waits until the payment has an outcome.</summary>
    public Task<Payment> UntilFinalAsync(Uetr uetr, long advanceMs) => UntilAsync(uetr, advanceMs, payment => payment.Status.IsFinal());

    /// <summary>Moves the clock and waits until something is true of the payment.</summary>
    public async Task<Payment> UntilAsync(Uetr uetr, long advanceMs, Func<Payment, bool> holds)
    {
        Host.Clock.Advance(advanceMs);
        for (int tries = 0; tries < 2_000; tries++)
        {
            Payment payment = await PaymentAsync(uetr);
            if (holds(payment)) return payment;
            await Task.Delay(5);
        }

        throw new TimeoutException($"Payment {uetr} did not become what was waited for.");
    }

    /// <summary>The sum of all participants' balances must be what was brought in, and nothing may be reserved for finished payments.</summary>
    public async Task AssertNothingMadeOrLostAsync(long broughtInMinor, long reservedMinor = 0)
    {
        IReadOnlyList<AccountStanding> accounts = await Host.Switch.ListAccountsAsync();
        Assert.Equal(broughtInMinor, accounts.Sum(account => account.BalanceMinor));
        Assert.Equal(reservedMinor, accounts.Sum(account => account.ReservedMinor));
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
