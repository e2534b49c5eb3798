using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Recovery;
using PaymentSwitch.Scenarios;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>A payment is known for as long as its scheme lets it be recalled or returned, whatever the duplicate window is.</summary>
public sealed class KnownPaymentsTests
{
    private const long ReachBackMs = 10_000_000;
    private static readonly SchemeProfile Profile = TestProfiles.GrossWithAftermath;
    private static readonly SchemeProfile WithoutExceptions = Profile with { Exceptions = ExceptionTerms.None };

    [Fact]
    public void A_profile_says_how_far_it_reaches_back_and_a_catalogue_says_the_most_of_all_that_were_in_force()
    {
        Assert.Equal((ReachBackMs, 0L), (Profile.Exceptions.ReachBackMs, ExceptionTerms.None.ReachBackMs));
        Assert.Equal(1_000_000, (Profile.Exceptions with { ReturnWithinMs = null }).ReachBackMs);
        SchemeCatalogue schemes = SchemeCatalogue.Of([WithoutExceptions]);
        Assert.Equal(0, schemes.ReachBackMs);
        SchemeCatalogue later = schemes.With(Profile with { Version = 1 });
        Assert.Equal((ReachBackMs, ReachBackMs), (later.ReachBackMs, later.With(WithoutExceptions with { Version = 2 }).ReachBackMs));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_payment_behind_the_duplicate_window_is_known_as_long_as_it_can_be_sent_back(bool canBeSentBack)
    {
        using var journal = new InMemoryJournal();
        SchemeProfile profile = canBeSentBack ? Profile : WithoutExceptions;
        var limits = new EngineLimits { FinishedPaymentsInMemoryMax = 1, DuplicateWindowMs = 1 };
        Uetr first = await SettledAsync(journal, profile, limits, count: 3);
        SwitchCore core = Recovered(journal, profile, limits);
        long beganMs = core.NowMs;
        Finish(core, IdentityWindow.SegmentSize);

        core.SetTime(beganMs + ReachBackMs);
        Finish(core, IdentityWindow.SegmentSize);
        Assert.Equal(canBeSentBack, IsKnown(core, first));

        core.SetTime(beganMs + ReachBackMs + 1);
        Finish(core, IdentityWindow.SegmentSize);
        Assert.False(IsKnown(core, first));
    }

    [Fact]
    public async Task A_journal_in_which_a_payment_went_on_that_is_not_known_any_more_can_be_read()
    {
        using var journal = new InMemoryJournal();
        var limits = new EngineLimits { FinishedPaymentsInMemoryMax = 1, DuplicateWindowMs = 1 };
        Uetr first = await SettledAsync(journal, Profile, limits, count: 3);
        SwitchCore core = Recovered(journal, Profile, limits);
        Finish(core, IdentityWindow.SegmentSize, journal);
        core.SetTime(core.NowMs + ReachBackMs - 60_000);
        Finish(core, IdentityWindow.SegmentSize, journal);
        core.Find(first, create: false, out MissingPayment? missing);
        core.Reload(new PaymentArchive(journal).Load(missing!.Value));
        PaymentCell cell = core.Find(first, create: false, out _)!;
        Assert.Equal(PaymentReply.Done, core.Return(cell, ReturnOf(first)));
        journal.Append(core.TakePending().Group);

        // Read by a switch whose profile has been shortened: to it the payment was forgotten when it was sent back.
        SwitchCore other = Recovered(journal, WithoutExceptions, limits);

        Assert.Equal(core.ShowAccounts(), other.ShowAccounts());
        PaymentCell again = other.Find(first, create: false, out _)!;
        Assert.Equal((PaymentStatus.Settled, 100L), (again.Payment.Status, again.Payment.Aftermath.ReturnedMinor));
        Assert.Equal(0, other.OpenPayments);
    }

    private static bool IsKnown(SwitchCore core, Uetr uetr) => core.Find(uetr, create: false, out _) is null;

    private static async Task<Uetr> SettledAsync(InMemoryJournal journal, SchemeProfile profile, EngineLimits limits, int count)
    {
        await using Scheme scheme = await Scheme.StartAsync(new HostOn(journal), profile, limits: limits);
        Uetr first = await scheme.SettledAsync(100);
        for (int i = 1; i < count; i++) await scheme.SettledAsync(1);
        return first;
    }

    private static SwitchCore Recovered(InMemoryJournal journal, SchemeProfile profile, EngineLimits limits)
    {
        var archive = new PaymentArchive(journal);
        var core = new SwitchCore(SchemeCatalogue.Of([profile]), limits);
        foreach (CommitGroup group in journal.Read(1)) core.Replay(group, archive.Load);
        core.Resume(new ManualClock().NowMs).Now();
        return core;
    }

    /// <summary>So many payments begin and end: each for a party that nobody knows, so that it is rejected at once.</summary>
    private static void Finish(SwitchCore core, int count, InMemoryJournal? journal = null)
    {
        var random = new Random((int)core.FactCount);
        byte[] bytes = new byte[16];
        for (int i = 0; i < count; i++)
        {
            random.NextBytes(bytes);
            var uetr = Uetr.FromRandom(bytes);
            var command = new SubmitPayment
            {
                Sender = Scheme.Alpha,
                Transfer = new CreditTransfer
                {
                    Uetr = uetr,
                    MessageDefinition = "pacs.008.001.08",
                    MessageId = "M",
                    EndToEndId = "E",
                    Amount = new Money(1, Profile.Currency),
                    AcceptedAtMs = core.NowMs,
                    DebtorAgent = AgentIdentification.OfBic(Scheme.Alpha.Value),
                    CreditorAgent = AgentIdentification.OfBic("NOBODEFFXXX"),
                },
                Message = new OriginalMessage(default, 0, 0),
                Digest = bytes.ToArray(),
            };
            core.Submit(core.Find(uetr, create: true, out _)!, command, 0);
            if (i % 1_000 != 999) continue;
            CommitGroup group = core.TakePending().Group;
            journal?.Append(group);
        }

        CommitGroup last = core.TakePending().Group;
        if (last.Entries.Count > 0) journal?.Append(last);
    }

    private static ReturnPayment ReturnOf(Uetr uetr) => new()
    {
        Sender = Scheme.Bravo,
        Uetr = uetr,
        ReturnId = "B1",
        Amount = new Money(100, Profile.Currency),
        ReasonCode = "FOCR",
        Message = new OriginalMessage(default, 0, 0),
        Digest = new byte[] { 1 },
    };

    /// <summary>The embedded host on a given journal.</summary>
    private sealed class HostOn(IJournal journal) : EmbeddedScenarioHost
    {
        protected override (IJournal Journal, ISnapshotStore Snapshots, IReadSide ReadSide) OpenStores(bool fromJournalAlone) =>
            (journal, new InMemorySnapshotStore(), new InMemoryReadSide());
    }
}
