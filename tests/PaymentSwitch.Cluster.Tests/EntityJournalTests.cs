using System.Threading.Channels;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence;
using Npgsql;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;
using PaymentSwitch.Storage.Tests.Postgres;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>Whoever is new begins without a question of his own to the database, and nobody else does: he would decide anew what he has decided.</summary>
public sealed class EntityJournalTests(PostgresServer server)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Entities_of_which_nothing_is_stored_begin_at_once_however_many_they_are()
    {
        await using Journal journal = await Journal.StartAsync(server.NewSettings());
        var starting = Enumerable.Range(0, 3_000).Select(number => journal.StartAsync($"payment-{number}")).ToArray();
        foreach (object told in await Task.WhenAll(starting)) Assert.Equal(new RecoverySuccess(0), told);
        // What is asked next is the first thing that came through.
        journal.Tell(new DeleteMessagesTo("payment-1", 1, ActorRefs.Nobody));
        Assert.IsType<DeleteMessagesTo>(await journal.PassedOnAsync());
    }

    [Fact]
    public async Task What_is_stored_is_left_to_the_SQL_journal()
    {
        await using Journal journal = await Journal.StartAsync(server.NewSettings());
        await journal.StoreAsync("payment-old");
        _ = journal.StartAsync("payment-old");
        Assert.Equal("payment-old", Assert.IsType<ReplayMessages>(await journal.PassedOnAsync()).PersistenceId);
    }

    [Fact]
    public async Task What_was_written_just_now_may_still_be_on_its_way_and_is_left_to_it_as_well()
    {
        await using Journal journal = await Journal.StartAsync(server.NewSettings());
        journal.Tell(new WriteMessages([new AtomicWrite(new Persistent("fact", 1, "payment-quick"))], ActorRefs.Nobody, 1));
        Assert.IsType<WriteMessages>(await journal.PassedOnAsync());
        _ = journal.StartAsync("payment-quick");
        Assert.Equal("payment-quick", Assert.IsType<ReplayMessages>(await journal.PassedOnAsync()).PersistenceId);
    }

    [Fact]
    public async Task Who_begins_behind_a_snapshot_is_not_asked_for()
    {
        await using Journal journal = await Journal.StartAsync(server.NewSettings());
        _ = journal.StartAsync("account-one", from: 5);
        Assert.Equal(5, Assert.IsType<ReplayMessages>(await journal.PassedOnAsync()).FromSequenceNr);
    }

    [Fact]
    public async Task Where_the_question_cannot_be_answered_nobody_is_taken_for_new()
    {
        await using Journal journal = await Journal.StartAsync(server.NewSettings(), makesTables: false);
        _ = journal.StartAsync("payment-unknown");
        Assert.Equal("payment-unknown", Assert.IsType<ReplayMessages>(await journal.PassedOnAsync()).PersistenceId);
    }

    /// <summary>The journal of entities, with something behind it that shows what came through.</summary>
    private sealed class Journal : IAsyncDisposable
    {
        private readonly ActorSystem _system;
        private readonly NpgsqlDataSource _database;
        private readonly IActorRef _journal;
        private readonly string _schema;
        private readonly Channel<object> _passedOn = Channel.CreateUnbounded<object>();

        private Journal(NpgsqlDataSource database, string schema, string connection)
        {
            _database = database;
            _schema = schema;
            _system = ActorSystem.Create("journal", ConfigurationFactory.ParseString($$"""
                akka { stdout-loglevel = OFF, loglevel = OFF }
                payment-switch.entity-journal {
                  class = "PaymentSwitch.Cluster.Journal.EntityJournal, PaymentSwitch.Cluster"
                  plugin-dispatcher = "akka.actor.default-dispatcher"
                  sql-journal = "behind"
                  connection-string = {{connection.ToHocon()}}
                  schema = {{schema.ToHocon()}}
                }
                behind { class = "{{typeof(Behind).AssemblyQualifiedName!.Replace("\\", "\\\\")}}", plugin-dispatcher = "akka.actor.default-dispatcher" }
                """));
            _system.ActorOf(Props.Create(() => new Recorder(_passedOn.Writer)), "recorder");
            _journal = Persistence.Instance.Apply(_system).JournalFor("payment-switch.entity-journal");
        }

        public static async Task<Journal> StartAsync(PostgresSettings settings, bool makesTables = true)
        {
            NpgsqlDataSource database = NpgsqlDataSource.Create(settings.ConnectionString);
            string schema = EntityTables.SchemaOf(settings);
            if (makesTables) await EntityTables.MakeAsync(database, schema, $"""ALTER TABLE "{schema}".journal DROP CONSTRAINT IF EXISTS at_rest;""");
            return new Journal(database, schema, settings.ConnectionString);
        }

        public void Tell(object message) => _journal.Tell(message, ActorRefs.NoSender);

        /// <summary>An entity begins.</summary>
        /// <returns>What it is told first.</returns>
        public async Task<object> StartAsync(string id, long from = 1)
        {
            using Inbox entity = Inbox.Create(_system);
            Tell(new ReplayMessages(from, long.MaxValue, long.MaxValue, id, entity.Receiver));
            return await entity.ReceiveAsync(Soon);
        }

        /// <summary>What came through next.</summary>
        public async Task<object> PassedOnAsync() => await _passedOn.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Soon, TestContext.Current.CancellationToken);

        public async Task StoreAsync(string id)
        {
            await using NpgsqlCommand command = _database.CreateCommand(
                $"""INSERT INTO "{_schema}".journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) VALUES (0, false, $1, 1, '', '', 1, '')""");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
            await command.ExecuteNonQueryAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _system.Terminate();
            await _database.DisposeAsync();
        }
    }

    /// <summary>Stands where the SQL journal is.</summary>
    private sealed class Behind : UntypedActor
    {
        protected override void OnReceive(object message) => Context.ActorSelection("/user/recorder").Tell(message, Sender);
    }

    private sealed class Recorder(ChannelWriter<object> to) : UntypedActor
    {
        protected override void OnReceive(object message) => to.TryWrite(message);
    }
}
