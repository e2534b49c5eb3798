using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence;
using Npgsql;

namespace PaymentSwitch.Cluster.Journal;

/// <summary>
/// The entities' journal: the SQL journal, and in front of it one question for many entities at a time, whether anything is stored of them. Most of those that
/// start are new payments, for each of which the SQL journal would ask by itself, in a transaction of its own: much of what a node and its database have to
/// say to each other. An entity of which there is nothing begins at once; all else goes to the SQL journal as it came.
/// </summary>
/// <remarks>
/// Made by Akka.Persistence, by the name of the class. Should a write be on its way all the same when there is said to be nothing, as from a node that was
/// taken for dead, the journal's unique key keeps whoever has begun anew from storing.
/// </remarks>
internal sealed class EntityJournal : UntypedActor, IWithTimers
{
    // As long as the SQL journal is waited for.
    private const int AnswerWithinSeconds = 10;

    // Longer than the SQL journal waits for a write: whoever ends meanwhile and begins again is not told that there is nothing while it is still on its way.
    private static readonly TimeSpan WritesLast = TimeSpan.FromSeconds(30);

    private readonly NpgsqlDataSource _database;
    private readonly string _stored;
    private readonly string _sqlJournal;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef _behind = ActorRefs.Nobody;
    private HashSet<string> _written = [];
    private HashSet<string> _writtenBefore = [];
    // No more than may recover at a time.
    private List<Starting> _starting = [];
    private bool _isAsking;

    /// <summary>Made by Akka.Persistence.</summary>
    public EntityJournal(Config settings)
    {
        _sqlJournal = settings.GetString("sql-journal");
        // A look into the index for each, by a plan of the moment: one that was made while the table was empty would read all of it ever after.
        _stored = $"""SELECT id FROM unnest($1) AS id, LATERAL (SELECT 1 FROM "{settings.GetString("schema")}".journal WHERE persistence_id = id LIMIT 1) AS stored""";
        _database = NpgsqlDataSource.Create(settings.GetString("connection-string"));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _behind = Persistence.Instance.Apply(Context.System).JournalFor(_sqlJournal);
        Timers.StartPeriodicTimer(WritesAreOver.Instance, WritesAreOver.Instance, WritesLast);
    }

    /// <inheritdoc/>
    protected override void PostStop() => _database.Dispose();

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            // Whoever begins behind a snapshot has something stored.
            case ReplayMessages replay when replay.FromSequenceNr <= 1 && !_written.Contains(replay.PersistenceId) && !_writtenBefore.Contains(replay.PersistenceId):
                _starting.Add(new Starting(replay, Sender));
                Ask();
                break;
            case WriteMessages write:
                foreach (IPersistentEnvelope written in write.Messages)
                    if (written is AtomicWrite atomic) _written.Add(atomic.PersistenceId);
                _behind.Forward(write);
                break;
            case Answered answered:
                _isAsking = false;
                foreach (Starting one in answered.Asked)
                {
                    if (answered.Stored.Contains(one.Replay.PersistenceId)) _behind.Tell(one.Replay, one.Sender);
                    else one.Replay.PersistentActor.Tell(new RecoverySuccess(0), ActorRefs.NoSender);
                }

                Ask();
                break;
            case NotAnswered failed:
                _isAsking = false;
                _log.Warning("What is stored of {Count} entities could not be asked for all of them at once: {Why}", failed.Asked.Count, failed.Why);
                foreach (Starting one in failed.Asked) _behind.Tell(one.Replay, one.Sender);
                Ask();
                break;
            case WritesAreOver:
                _writtenBefore = _written;
                _written = [];
                break;
            default:
                _behind.Forward(message);
                break;
        }
    }

    private void Ask()
    {
        if (_isAsking || _starting.Count == 0) return;
        _isAsking = true;
        List<Starting> asked = _starting;
        _starting = [];
        StoredOfAsync([.. asked.Select(one => one.Replay.PersistenceId)])
            .PipeTo(Self, success: stored => new Answered(asked, stored), failure: why => new NotAnswered(asked, why.Message));
    }

    private async Task<HashSet<string>> StoredOfAsync(string[] ids)
    {
        await using NpgsqlCommand command = _database.CreateCommand(_stored);
        command.CommandTimeout = AnswerWithinSeconds;
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ids });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var stored = new HashSet<string>();
        while (await reader.ReadAsync().ConfigureAwait(false)) stored.Add(reader.GetString(0));
        return stored;
    }

    private sealed record Starting(ReplayMessages Replay, IActorRef Sender);

    private sealed record Answered(IReadOnlyList<Starting> Asked, IReadOnlySet<string> Stored);

    private sealed record NotAnswered(IReadOnlyList<Starting> Asked, string Why);

    private sealed record WritesAreOver
    {
        public static WritesAreOver Instance { get; } = new();
    }
}
