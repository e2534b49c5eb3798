using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Recovery;
using PaymentSwitch.Scenarios;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>Payments that have left memory and come back, because something is said about them.</summary>
public sealed class ReloadTests
{
    private static readonly EngineLimits OneInMemory = new() { FinishedPaymentsInMemoryMax = 1 };

    [Fact]
    public async Task A_recalled_payment_stays_in_memory_as_long_as_the_recall_is_open_and_leaves_again()
    {
        using var journal = new InMemoryJournal();
        Uetr recalled = await SettledAndGoneAsync(journal);
        var archive = new PaymentArchive(journal);
        SwitchCore core = Recovered(journal, archive);
        Assert.Null(core.Find(recalled, create: false, out MissingPayment? missing));

        core.Reload(archive.Load(missing!.Value));
        core.Recall(core.Find(recalled, create: false, out _)!, Scheme.RecallOf(recalled));
        Commit(core, journal);
        BringBackOthers(core, archive, journal, recalled);
        PaymentCell open = Assert.IsType<PaymentCell>(core.Find(recalled, create: false, out _));
        Assert.Equal(RecallStatus.Open, open.Payment.Aftermath.Recall!.Status);

        core.AnswerRecall(open, Scheme.RecallAnswerOf(recalled, "CUST"));
        Commit(core, journal);
        BringBackOthers(core, archive, journal, recalled);
        Assert.Null(core.Find(recalled, create: false, out missing));
        Assert.Equal(RecallStatus.Refused, Payment.Of(recalled, archive.Load(missing!.Value).Facts).Aftermath.Recall!.Status);
        Assert.Equal(1, core.FinishedInMemory);
    }

    [Fact]
    public async Task What_was_loaded_before_the_payment_came_back_and_went_on_is_not_taken_for_the_payment()
    {
        using var journal = new InMemoryJournal();
        Uetr uetr = await SettledAndGoneAsync(journal);
        var archive = new PaymentArchive(journal);
        SwitchCore core = Recovered(journal, archive);
        core.Find(uetr, create: false, out MissingPayment? missing);
        LivePayment stale = archive.Load(missing!.Value);
        core.Reload(archive.Load(missing.Value));
        core.Return(core.Find(uetr, create: false, out _)!, ReturnOf(uetr, "B1"));
        Commit(core, journal);
        BringBackOthers(core, archive, journal, uetr);

        core.Reload(stale);

        Assert.Null(core.Find(uetr, create: false, out missing));
        core.Reload(archive.Load(missing!.Value));
        Assert.Equal(PaymentReply.ReturnedAlready, core.Return(core.Find(uetr, create: false, out _)!, ReturnOf(uetr, "B2")));
    }

    [Fact]
    public async Task A_payment_that_leaves_memory_before_its_last_group_is_stored_is_found_all_the_same()
    {
        using var journal = new HeldJournal();
        var host = new HostOn(journal);
        await using Scheme scheme = await Scheme.StartAsync(host, TestProfiles.GrossWithAftermath, limits: OneInMemory);
        Uetr[] uetrs = new Uetr[6];
        for (int i = 0; i < uetrs.Length; i++) uetrs[i] = await scheme.PayAsync(100);

        journal.Hold();
        Task<PaymentResult>[] answers = [.. uetrs.Select(uetr => Task.Run(() => scheme.AnswerAsync(uetr, "ACCP")))];
        while (((EmbeddedSwitch)host.Switch).OpenPayments > 0) await Task.Delay(1, TestContext.Current.CancellationToken);
        Task<PaymentResult>[] returns = [.. uetrs.Select(uetr => Task.Run(() => scheme.ReturnAsync(uetr, 100)))];
        await Task.Delay(100, TestContext.Current.CancellationToken);
        bool anyCompleted = answers.Concat(returns).Any(task => task.IsCompleted);
        journal.Release();

        Assert.False(anyCompleted, "Something was answered before it was stored.");
        Assert.All(await Task.WhenAll(answers), result => Assert.Equal(PaymentReply.Done, result.Reply));
        Assert.All(await Task.WhenAll(returns), result => Assert.Equal(PaymentReply.Done, result.Reply));
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    /// <summary>A journal with a settled payment that has left memory, and others after it.</summary>
    private static async Task<Uetr> SettledAndGoneAsync(InMemoryJournal journal)
    {
        await using Scheme scheme = await Scheme.StartAsync(new HostOn(journal), TestProfiles.GrossWithAftermath, limits: OneInMemory);
        Uetr uetr = await scheme.SettledAsync(100);
        for (int i = 0; i < 3; i++) await scheme.SettledAsync(1);
        return uetr;
    }

    private static SwitchCore Recovered(InMemoryJournal journal, PaymentArchive archive)
    {
        var core = new SwitchCore(Domain.Schemes.SchemeCatalogue.Of([TestProfiles.GrossWithAftermath]), OneInMemory);
        foreach (CommitGroup group in journal.Read(1)) core.Replay(group, archive.Load);
        core.Resume(new ManualClock().NowMs).Now();
        return core;
    }

    /// <summary>All other payments come back for a moment, so that one that can leave has to.</summary>
    private static void BringBackOthers(SwitchCore core, PaymentArchive archive, InMemoryJournal journal, Uetr but)
    {
        Uetr[] uetrs = [.. journal.Read(1).SelectMany(group => group.Entries).Select(entry => entry.Event).OfType<PaymentReceived>().Select(fact => fact.Transfer.Uetr)];
        foreach (Uetr uetr in uetrs)
        {
            if (uetr == but) continue;
            if (core.Find(uetr, create: false, out MissingPayment? missing) is null) core.Reload(archive.Load(missing!.Value));
        }
    }

    private static void Commit(SwitchCore core, InMemoryJournal journal) => journal.Append(core.TakePending().Group);

    private static ReturnPayment ReturnOf(Uetr uetr, string id) => new()
    {
        Sender = Scheme.Bravo,
        Uetr = uetr,
        ReturnId = id,
        Amount = new Domain.Money(100, TestProfiles.GrossWithAftermath.Currency),
        ReasonCode = "FOCR",
        Message = new OriginalMessage(default, 0, 0),
        Digest = System.Text.Encoding.UTF8.GetBytes(id),
    };
}
