using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Audit;
using PaymentSwitch.Storage.Rows;
using PaymentSwitch.Storage.Sqlite;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Audit;

/// <summary>
/// A journal of payments, two to a group: each is taken in by one group and settled by the next, in which two others are taken in. With a key,
/// a folder for checkpoints, and the hands of somebody who may write the file but has no key.
/// </summary>
internal sealed class AuditedJournal : IDisposable
{
    private const int PaymentsPerGroup = 2;
    private static readonly AccountId Debtor = new(new ParticipantId("ALPHDEFFXXX"), Currency.Of("EUR"));
    private static readonly AccountId Creditor = new(new ParticipantId("BRAVFRPPXXX"), Currency.Of("EUR"));

    private readonly TemporaryFolder _folder = new();
    private CheckpointMaker? _maker;
    private long _accountFacts;

    public AuditedJournal(int groups = 0, byte[]? keyPem = null)
    {
        if (keyPem is not null)
        {
            File.WriteAllBytes(KeyFile, keyPem);
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Signer = CheckpointSigner.Open(KeyFile);
        Append(groups);
    }

    public string Path => _folder.File("journal.db");

    public JournalPlace Place => JournalPlace.OfSqlite(Path);

    public CheckpointFolder Checkpoints => new(_folder.File("checkpoints"));

    public string KeyFile => _folder.File("key.pem");

    public string FrontierFile => _folder.File("frontier.txt");

    public CheckpointSigner Signer { get; private set; }

    public CheckpointMaker Maker => _maker ??= new CheckpointMaker(Place, Checkpoints, Signer, "PSWTBEBBXXX", FrontierFile, new StoppedClock());

    public long Groups { get; private set; }

    /// <summary>The keys that its checkpoints are signed by.</summary>
    public CheckpointKeys Keys()
    {
        string file = _folder.File("public.pem");
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(KeyFile));
        File.WriteAllText(file, key.ExportSubjectPublicKeyInfoPem());
        return CheckpointKeys.Read([file]);
    }

    public static Uetr PaymentOf(long position, int which) => Uetr.FromRandom(SHA256.HashData(BitConverter.GetBytes((position * 10) + which)).AsSpan(0, 16));

    /// <summary>Appends groups as the switch does.</summary>
    public void Append(int groups)
    {
        using SqliteJournal journal = SqliteJournal.Open(Path);
        for (int i = 0; i < groups; i++) journal.Append(Group(++Groups));
    }

    /// <summary>Reads on and makes a checkpoint.</summary>
    public Checkpoint Checkpoint()
    {
        Maker.Follow(CancellationToken.None);
        Assert.NotNull(Maker.Make());
        return Maker.Latest!;
    }

    /// <summary>As after a start of the switch: nothing is in memory.</summary>
    public void Restart()
    {
        _maker?.Dispose();
        _maker = null;
    }

    /// <summary>Another key from now on.</summary>
    public void RotateKey()
    {
        Restart();
        Signer.Dispose();
        File.Delete(KeyFile);
        Signer = CheckpointSigner.Open(KeyFile);
    }

    public AuditReport Audit(bool withCheckpoints = true)
    {
        using CheckpointKeys keys = Keys();
        return JournalAudit.Run(Place, withCheckpoints ? Checkpoints.All() : [], keys);
    }

    public MadeProof Prove(long position, int which) => PaymentProofs.Make(Place, PaymentOf(position, which), Checkpoints.Latest()!.Checkpoint!);

    /// <summary>Changes the file as somebody who has it can.</summary>
    public void Execute(string sql, params (string Name, object Value)[] values)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in values) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    /// <summary>Removes the note of the journal's end beside it: who may write the one may write the other.</summary>
    public void RemoveNote() => File.Delete(JournalHead.PathOf(Path));

    /// <summary>Makes the chain fit again from a position on, as somebody without the key can.</summary>
    public void Rehash(long from)
    {
        using var hash = new JournalHash();
        byte[] before = from == 1 ? JournalHash.Genesis.ToArray() : Blob("hash", from - 1);
        for (long position = from; position <= Groups; position++)
        {
            var numbers = new RowNumbers(position, Number("epoch", position), Number("count", position), Number("at_ms", position), Number("version", position));
            byte[] made = new byte[JournalHash.Length];
            hash.Of(before, numbers, Blob("payload", position), made);
            Execute("UPDATE journal SET hash = $hash WHERE position = $position", ("$hash", made), ("$position", position));
            before = made;
        }
    }

    public byte[] Blob(string column, long position) => (byte[])Scalar(column, position);

    public long Number(string column, long position) => (long)Scalar(column, position);

    public string FileNamed(string name) => _folder.File(name);

    public void Dispose()
    {
        _maker?.Dispose();
        Signer.Dispose();
        _folder.Dispose();
    }

    private object Scalar(string column, long position)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {column} FROM journal WHERE position = $position";
        command.Parameters.AddWithValue("$position", position);
        return command.ExecuteScalar()!;
    }

    private CommitGroup Group(long position)
    {
        long atMs = 1_800_000_000_000 + (position * 1000);
        var group = new CommitGroup { Position = position, AtMs = atMs };
        for (int which = 0; which < PaymentsPerGroup; which++)
        {
            if (position > 1) Settle(group, PaymentOf(position - 1, which), atMs);
            TakeIn(group, PaymentOf(position, which), which, atMs);
        }

        return group;
    }

    private void TakeIn(CommitGroup group, Uetr uetr, int which, long atMs)
    {
        PaymentReceived sample = (PaymentReceived)SampleFacts.All().First(entry => entry.Event is PaymentReceived).Event;
        group.Entries.Add(new JournalEntry(EntityKey.Of(uetr), 1, 0, sample with { AtMs = atMs, Transfer = sample.Transfer with { Uetr = uetr, EndToEndId = $"E-{group.Position}-{which}" } }));
        group.Entries.Add(new JournalEntry(EntityKey.Of(Debtor), ++_accountFacts, 0, new FundsReserved(atMs, uetr, 1_250)));
        group.Entries.Add(new JournalEntry(EntityKey.Of(uetr), 2, group.Position, new PaymentForwarded(atMs)));
        group.Deliveries.Add(new Delivery(Creditor.Participant, group.Position, group.Entries.Count - 1, DeliveryKind.ForwardToCreditorAgent));
    }

    private void Settle(CommitGroup group, Uetr uetr, long atMs)
    {
        group.Entries.Add(new JournalEntry(EntityKey.Of(uetr), 3, group.Position - 1, new PaymentSettled(atMs, "ACCP", "<answer/>"u8.ToArray(), 0)));
        group.Entries.Add(new JournalEntry(EntityKey.Of(Debtor), ++_accountFacts, 0, new ReservationPosted(atMs, uetr, 1_250)));
        group.Entries.Add(new JournalEntry(EntityKey.Of(Creditor), ++_accountFacts, 0, new AccountCredited(atMs, uetr, 1_250, false)));
        group.Entries.Add(new JournalEntry(EntityKey.Of(uetr), 4, group.Position, new PaymentClosed(atMs)));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_123_456);
    }
}
