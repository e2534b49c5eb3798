using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>A switch that breaks off: everybody who waits hears of it, and nobody hears of what is not stored.</summary>
public sealed class FailureTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task When_the_journal_fails_all_who_wait_are_told_those_of_the_group_and_those_decided_after_it()
    {
        using var journal = new HeldJournal();
        await using Scheme scheme = await Scheme.StartAsync(new HostOn(journal));
        long stored = journal.LastPosition;
        using IDisposable released = journal.ReleaseAtEnd();
        journal.Hold();
        journal.FailsWith = new JournalException("The disk is full.");
        Task[] waiting = [.. Enumerable.Range(0, 5).Select(_ => Submit(scheme))];
        await UntilDecidedAsync(scheme, 5);
        journal.Release();

        foreach (Task request in waiting) await Assert.ThrowsAsync<JournalException>(() => request.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<JournalException>(() => Completion(scheme).WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(stored, journal.LastPosition);
    }

    [Fact]
    public async Task When_deciding_fails_the_one_who_asked_is_told_and_what_was_handed_over_before_is_stored_and_answered()
    {
        using var journal = new HeldJournal();
        EmbeddedSwitchSetup setup = SetupOn(journal) with { ReadProfile = _ => throw new NotSupportedException("A profile that breaks its reader.") };
        await using var opened = EmbeddedSwitch.Open(setup);
        using IDisposable released = journal.ReleaseAtEnd();
        journal.Hold();
        Task<ParticipantReply> handedOver = EnrolAsync(opened, Scheme.Alpha);
        while (!journal.IsWaiting) await Task.Delay(1, TestContext.Current.CancellationToken);
        Task<ParticipantReply> decidedOnly = EnrolAsync(opened, Scheme.Bravo);
        while (opened.InboxDepth > 0) await Task.Delay(1, TestContext.Current.CancellationToken);

        Task<SchemeReply> breaks = opened.ScheduleProfileAsync(TestProfiles.Gross.Name, "x"u8.ToArray(), long.MaxValue, Scheme.Operator).AsTask();

        await Assert.ThrowsAsync<NotSupportedException>(() => breaks.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotSupportedException>(() => decidedOnly.WaitAsync(Patience, TestContext.Current.CancellationToken));
        journal.Release();
        Assert.Equal(ParticipantReply.Done, await handedOver.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotSupportedException>(() => opened.Completion.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(1, journal.LastPosition);
        Assert.False(opened.IsReady);
    }

    [Fact]
    public async Task When_a_payment_cannot_be_read_back_the_one_who_asked_for_it_is_told_whatever_it_was()
    {
        using var journal = new HeldJournal();
        var limits = new EngineLimits { FinishedPaymentsInMemoryMax = 1 };
        await using Scheme scheme = await Scheme.StartAsync(new HostOn(journal), limits: limits);
        Uetr gone = await scheme.SettledAsync(100);
        for (int i = 0; i < 10; i++) await scheme.SettledAsync(1);
        journal.ReadFailsWith = new IOException("The disk cannot be read.");

        await Assert.ThrowsAsync<IOException>(() => scheme.Host.Switch.FindAsync(gone).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<IOException>(() => Completion(scheme).WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Taken_step_by_step_all_who_wait_for_payments_to_be_read_back_are_told_when_one_cannot_be()
    {
        using var journal = new HeldJournal();
        var gone = new Uetr[3];
        await using (Scheme scheme = await Scheme.StartAsync(new HostOn(journal)))
        {
            for (int i = 0; i < gone.Length; i++) gone[i] = await scheme.SettledAsync(100);
            await scheme.SettledAsync(100);
        }

        await using var opened = EmbeddedSwitch.Open(SetupOn(journal) with { Drive = EngineDrive.Steps, Limits = new EngineLimits { FinishedPaymentsInMemoryMax = 1 } });
        Task[] asked = [.. gone.Select(uetr => opened.FindAsync(uetr).AsTask())];
        Assert.True(opened.StepDecider());
        Assert.True(opened.HasToLoad);
        Assert.All(asked, request => Assert.False(request.IsCompleted));
        journal.ReadFailsWith = new IOException("The disk cannot be read.");

        Assert.True(opened.StepLoader());

        foreach (Task request in asked) await Assert.ThrowsAsync<IOException>(() => request.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.False(opened.HasToLoad);
    }

    [Fact]
    public async Task Taken_step_by_step_nothing_is_answered_before_the_writer_has_stored_it_and_then_inside_its_step()
    {
        using var journal = new InMemoryJournal();
        await using var opened = EmbeddedSwitch.Open(SetupOn(journal) with { Drive = EngineDrive.Steps });
        int thread = Environment.CurrentManagedThreadId;
        int repliedOn = 0;
        Task asked = AskAsync();

        Assert.True(opened.StepDecider());
        Assert.False(opened.StepDecider());
        Assert.False(asked.IsCompleted);
        Assert.True(opened.StepWriter());
        Assert.True(asked.IsCompletedSuccessfully);
        Assert.Equal(thread, repliedOn);
        Assert.Equal(1, journal.LastPosition);
        Assert.True(opened.StepReadSide());
        Assert.False(opened.StepReadSide());
        Assert.False(opened.StepWriter());

        async Task AskAsync()
        {
            await EnrolAsync(opened, Scheme.Alpha).ConfigureAwait(false);
            repliedOn = Environment.CurrentManagedThreadId;
        }
    }

    [Fact]
    public async Task A_journal_that_ends_before_what_the_read_models_have_is_refused_without_a_snapshot_too()
    {
        using var journal = new InMemoryJournal();
        EmbeddedSwitchSetup setup = SetupOn(journal);
        await using (EmbeddedSwitch opened = EmbeddedSwitch.Open(setup)) await EnrolAsync(opened, Scheme.Alpha);
        await using (EmbeddedSwitch again = EmbeddedSwitch.Open(setup)) Assert.True(again.IsReady);
        Assert.Equal(1, setup.ReadSide.Position);

        using var cutOff = new InMemoryJournal();
        EmbeddedSwitchSetup damaged = setup with { Journal = cutOff, Snapshots = new InMemorySnapshotStore() };
        JournalException refused = Assert.Throws<JournalException>(() => EmbeddedSwitch.Open(damaged));
        Assert.Contains("read models are of position 1, the journal ends at 0", refused.Message, StringComparison.Ordinal);
    }

    private static Task<ParticipantReply> EnrolAsync(EmbeddedSwitch opened, ParticipantId bank) => opened.CommandParticipantAsync(
        bank, new EnrolParticipant(bank.Value, [new ReachableAgent(AgentIdentification.OfBic(bank.Value), bank.Value, IsReachableParty: false)], Scheme.Operator)).AsTask();

    private static EmbeddedSwitchSetup SetupOn(IJournal journal) => new()
    {
        Schemes = [TestProfiles.Gross], Journal = journal, Snapshots = new InMemorySnapshotStore(), ReadSide = new InMemoryReadSide(), Clock = new ManualClock(),
    };

    private static async Task Submit(Scheme scheme) => await scheme.SubmitAsync(scheme.Instruction(1));

    private static Task Completion(Scheme scheme) => ((EmbeddedSwitch)scheme.Host.Switch).Completion;

    private static async Task UntilDecidedAsync(Scheme scheme, int payments)
    {
        while (((EmbeddedSwitch)scheme.Host.Switch).OpenPayments < payments) await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
