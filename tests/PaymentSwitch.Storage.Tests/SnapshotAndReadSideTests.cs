using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Sqlite;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

public sealed class SnapshotAndReadSideTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_snapshot_comes_back_whole_and_the_next_takes_its_place()
    {
        string path = _folder.File("snapshot.db");
        using (SqliteSnapshotStore store = SqliteSnapshotStore.Open(path))
        {
            Assert.Null(store.Load());
            store.Save(SampleSnapshots.Of(7, SampleSnapshots.Segment(0, 1, 3), SampleSnapshots.Segment(1, 1, 2)));
            store.Save(SampleSnapshots.Of(9, SampleSnapshots.Segment(1, 2, 4)));
        }

        using SqliteSnapshotStore again = SqliteSnapshotStore.Open(path);
        Assert.Equal(SampleSnapshots.Describe(SampleSnapshots.Of(9, SampleSnapshots.Segment(1, 2, 4))), SampleSnapshots.Describe(again.Load()!));
    }

    [Fact]
    public void A_damaged_snapshot_is_refused_by_name_and_one_of_another_version_is_not_read()
    {
        string path = _folder.File("snapshot.db");
        using SqliteSnapshotStore store = SqliteSnapshotStore.Open(path);
        store.Save(SampleSnapshots.Of(7, SampleSnapshots.Segment(0, 1, 3)));
        Execute(path, "UPDATE identity_segment SET payload = zeroblob(120)");
        Assert.Contains(path, Assert.Throws<JournalException>(() => store.Load()).Message, StringComparison.Ordinal);
        Execute(path, "UPDATE snapshot SET payload = zeroblob(3)");
        Assert.Contains(path, Assert.Throws<JournalException>(() => store.Load()).Message, StringComparison.Ordinal);
        Execute(path, "UPDATE snapshot SET version = 99");
        Assert.Null(store.Load());
    }

    [Fact]
    public void A_snapshot_of_an_earlier_version_is_thrown_away_and_nothing_of_it_is_in_the_next()
    {
        string path = _folder.File("snapshot.db");
        IdentitySegment before = SampleSnapshots.Segment(0, 3, 2);
        using (SqliteSnapshotStore store = SqliteSnapshotStore.Open(path)) store.Save(SampleSnapshots.Of(7, before, SampleSnapshots.Segment(1, 1, 2)));
        Execute(path, $"UPDATE snapshot SET version = {SqliteSnapshotStore.Version - 1}");

        using SqliteSnapshotStore again = SqliteSnapshotStore.Open(path);
        Assert.Null(again.Load());
        // Made anew from the journal it may have the same number and revision, and the identities in another order.
        var anew = new IdentitySegment(before.Number, before.Revision, before.Identities.ToArray().Reverse().ToArray());
        SwitchSnapshot next = SampleSnapshots.Of(8, anew);
        again.Save(next);
        Assert.Equal(SampleSnapshots.Describe(next), SampleSnapshots.Describe(again.Load()!));
    }

    [Fact]
    public void An_entity_without_facts_cannot_be_kept_by_them()
    {
        using SqliteSnapshotStore store = SqliteSnapshotStore.Open(_folder.File("snapshot.db"));
        SwitchSnapshot snapshot = SampleSnapshots.Of(7) with { Others = [new LiveEntity(EntityKey.OfApproval(5), [])] };
        Assert.Contains("approval-5", Assert.Throws<JournalException>(() => store.Save(snapshot)).Message, StringComparison.Ordinal);
        Assert.Null(store.Load());
    }

    [Fact]
    public void Mailboxes_payments_and_accounts_are_found_again_over_blocks_and_restarts()
    {
        string path = _folder.File("read.db");
        var bank = new ParticipantId("BRAVFRPPXXX");
        var standing = new AccountStanding(SampleFacts.Account, SettlementModel.Gross, new Cap(5), 100, 20, 30);
        for (int position = 1; position <= 600; position += 200)
        {
            using SqliteReadSide readSide = SqliteReadSide.Open(path);
            Assert.Equal(position - 1, readSide.Position);
            readSide.Project([.. Enumerable.Range(Math.Max(1, position - 5), 200 + Math.Min(5, position - 1)).Select(Projected)], [standing]);
        }

        using SqliteReadSide again = SqliteReadSide.Open(path);
        Assert.Equal(600, again.Position);
        Assert.Equal(Enumerable.Range(1, 1200).Select(i => (long)i), again.ReadMailbox(bank, 0, 5_000).Select(pointer => pointer.Cursor));
        IReadOnlyList<MailboxPointer> page = again.ReadMailbox(bank, 255, 3);
        Assert.Equal(
            [new(256, 128, 2, DeliveryKind.ConfirmToCreditorAgent), new(257, 129, 1, DeliveryKind.ForwardToCreditorAgent), new(258, 129, 2, DeliveryKind.ConfirmToCreditorAgent)],
            page);
        Assert.Equal(600, again.ReadMailbox(new ParticipantId("ALPHDEFFXXX"), 0, 5_000).Count);
        Assert.Empty(again.ReadMailbox(new ParticipantId("OTHRDEFFXXX"), 0, 10));
        Assert.Equal(standing, Assert.Single(again.ListAccounts()));

        IReadOnlyList<PaymentRow> latest = again.ListPayments(new PaymentFilter(bank, PaymentStatus.Settled, Max: 2));
        Assert.Equal([600, 599], latest.Select(row => row.Number));
        Assert.Equal((SampleFacts.Payment, 1_250L, "EUR"), (latest[0].Uetr, latest[0].AmountMinor, latest[0].Currency));
        Assert.Equal([598, 597], again.ListPayments(new PaymentFilter(BeforeNumber: 599, Max: 2)).Select(row => row.Number));
        Assert.Empty(again.ListPayments(new PaymentFilter(Status: PaymentStatus.Expired)));

        again.Clear();
        Assert.Equal(0, again.Position);
        Assert.Empty(again.ReadMailbox(bank, 0, 10));
    }

    public void Dispose() => _folder.Dispose();

    private static CommitGroup Projected(int position)
    {
        var group = new CommitGroup { Position = position, AtMs = position };
        Payment payment = Payment.Unknown(SampleFacts.Payment);
        foreach (JournalEntry entry in SampleFacts.All().Take(3))
        {
            payment = payment.Evolve((PaymentEvent)entry.Event);
            group.Entries.Add(entry with { After = payment });
        }

        group.Deliveries.AddRange(SampleFacts.Group(position).Deliveries);
        return group;
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
