using PaymentSwitch.Storage.Audit;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Tests.Audit;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Postgres;

/// <summary>A journal in PostgreSQL is signed, audited and proven as one in SQLite: its rows, and so its roots, are the same.</summary>
public sealed class PostgresAuditTests(PostgresServer server) : IDisposable
{
    private readonly PostgresSettings _settings = server.NewSettings();
    private readonly AuditedJournal _journal = new(groups: 6);

    [Fact]
    public void Checkpoints_made_in_SQLite_fit_the_copy_and_the_copy_gives_the_same_proof()
    {
        Checkpoint made = _journal.Checkpoint();
        JournalPlace copy = JournalPlace.OfPostgres(_settings);
        JournalPlace.Copy(_journal.Place, copy);
        using CheckpointKeys keys = _journal.Keys();
        Assert.Equal(_journal.Audit() with { Problems = [] }, JournalAudit.Run(copy, _journal.Checkpoints.All(), keys) with { Problems = [] });
        Assert.True(JournalAudit.Run(copy, _journal.Checkpoints.All(), keys).IsWhole);
        Assert.Equal(_journal.Prove(2, 1).File, PaymentProofs.Make(copy, AuditedJournal.PaymentOf(2, 1), made).File);
        using var maker = new CheckpointMaker(copy, new CheckpointFolder(_journal.FileNamed("others")), _journal.Signer, "PSWTBEBBXXX", _journal.FileNamed("other-frontier.txt"), TimeProvider.System);
        maker.Follow(CancellationToken.None);
        Assert.NotNull(maker.Make());
        Assert.Equal((made.Root, made.LastHash), (maker.Latest!.Root, maker.Latest.LastHash));

        PostgresServer.Execute(_settings, "DELETE FROM journal WHERE position = 6");
        Assert.Equal(6, Assert.Single(JournalAudit.Run(copy, _journal.Checkpoints.All(), keys).Problems).Position);
        Assert.Contains("ends at position 5", Assert.Throws<CheckpointMismatchException>(() => maker.Follow(CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _journal.Dispose();
}
