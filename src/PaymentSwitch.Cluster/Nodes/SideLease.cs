using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;
using Akka.Coordination;
using Npgsql;

namespace PaymentSwitch.Cluster.Nodes;

/// <summary>
/// Which side of a cluster that has come apart goes on: the one that gets this lease, in the database that a node can do nothing without. Held by
/// a side, not by one node of it: whoever decides for a side takes it over from another node that is reachable on the same side.
/// </summary>
/// <remarks>
/// It lasts a shorter time than a node's death takes to be noticed: a holder that has died does not keep those who outlive it from deciding.
/// As long as the holder lives it is held for <c>hold-for</c> after each decision, whenever it is given back: the resolver counts that time from
/// the first of several decisions only, and would let the other side have it right after the last. All times are the database's.
/// </remarks>
public sealed class SideLease : Lease, IDisposable
{
    private static readonly TimeSpan TryEvery = TimeSpan.FromMilliseconds(200);

    private readonly ExtendedActorSystem _system;
    private readonly NpgsqlDataSource _database;
    private readonly string _schema;
    private readonly Timer _renewing;
    private readonly TimeSpan _holdFor;
    private readonly TimeSpan _acquireWithin;
    private long _decidedAt = Stopwatch.GetTimestamp();
    private int _isHeld;
    private int _isGivenBack;

    /// <summary>Made by Akka.Coordination, by the name of the class.</summary>
    public SideLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _system = system;
        _schema = settings.LeaseConfig.GetString("schema");
        _database = NpgsqlDataSource.Create(settings.LeaseConfig.GetString("connection-string"));
        _acquireWithin = settings.LeaseConfig.GetTimeSpan("acquire-within");
        _holdFor = settings.LeaseConfig.GetTimeSpan("hold-for");
        TimeSpan renewEvery = settings.TimeoutSettings.HeartbeatInterval;
        _renewing = new Timer(_ => Renew(), null, renewEvery, renewEvery);
        system.RegisterOnTermination(Dispose);
    }

    /// <inheritdoc/>
    public override Task<bool> Acquire() => AcquireAsync();

    /// <inheritdoc/>
    public override Task<bool> Acquire(Action<Exception> leaseLostCallback) => AcquireAsync();

    /// <summary>Gives it back, once it has been held for long enough after the last decision.</summary>
    /// <returns>True: nobody need ask for it again.</returns>
    public override Task<bool> Release()
    {
        Volatile.Write(ref _isGivenBack, 1);
        return Task.FromResult(true);
    }

    /// <summary>
    /// Whether it is held. Asked for whenever there is something to decide. Whoever has it from a decision before, and is on the smaller side now, gives it
    /// up: the larger one is to have it first.
    /// </summary>
    public override bool CheckLease()
    {
        Decide();
        if (Volatile.Read(ref _isHeld) == 0) return false;
        if (IsLargerSide()) return true;
        Volatile.Write(ref _isHeld, 0);
        // Not waited for: where the database is not reached it ends by itself.
        _ = Task.Run(GiveUp);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _renewing.Dispose();
        _database.Dispose();
    }

    private void Decide()
    {
        Volatile.Write(ref _decidedAt, Stopwatch.GetTimestamp());
        Volatile.Write(ref _isGivenBack, 0);
    }

    private bool IsLargerSide()
    {
        ClusterEvent.CurrentClusterState state = Akka.Cluster.Cluster.Get(_system).State;
        int here = state.Members.Count(member => !state.Unreachable.Contains(member)), apart = state.Members.Count - here;
        return here > apart || (here == apart && (here == 0 || !state.Unreachable.Contains(state.Members.First())));
    }

    // The larger side waits for the smaller one to give it up, should it have it; both notice at about the same time.
    private async Task<bool> AcquireAsync()
    {
        Decide();
        long began = Stopwatch.GetTimestamp();
        while (!await TryAcquireAsync().ConfigureAwait(false))
        {
            if (!IsLargerSide() || Stopwatch.GetElapsedTime(began) >= _acquireWithin) return false;
            await Task.Delay(TryEvery).ConfigureAwait(false);
        }

        return true;
    }

    private async Task<bool> TryAcquireAsync()
    {
        ClusterEvent.CurrentClusterState state = Akka.Cluster.Cluster.Get(_system).State;
        string[] sameSide = [.. state.Members.Where(member => !state.Unreachable.Contains(member)).Select(member => member.Address.HostPort())];
        await using NpgsqlCommand acquire = Command($"""
            INSERT INTO "{_schema}".side_lease (name, owner, until) VALUES ($1, $2, clock_timestamp() + $3)
            ON CONFLICT (name) DO UPDATE SET owner = $2, until = clock_timestamp() + $3
            WHERE side_lease.owner IS NULL OR side_lease.owner = $2 OR side_lease.until < clock_timestamp() OR side_lease.owner = ANY ($4)
            """);
        acquire.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Settings.TimeoutSettings.HeartbeatTimeout });
        acquire.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = sameSide });
        bool isHeld = await acquire.ExecuteNonQueryAsync().ConfigureAwait(false) == 1;
        Volatile.Write(ref _isHeld, isHeld ? 1 : 0);
        return isHeld;
    }

    private void Renew()
    {
        if (Volatile.Read(ref _isHeld) == 0) return;
        try
        {
            if (Volatile.Read(ref _isGivenBack) == 1 && Stopwatch.GetElapsedTime(Volatile.Read(ref _decidedAt)) > _holdFor)
            {
                Volatile.Write(ref _isHeld, 0);
                GiveUp();
                return;
            }

            using NpgsqlCommand renew = Command($"""UPDATE "{_schema}".side_lease SET until = clock_timestamp() + $3 WHERE name = $1 AND owner = $2""");
            renew.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Settings.TimeoutSettings.HeartbeatTimeout });
            if (renew.ExecuteNonQuery() == 0) Volatile.Write(ref _isHeld, 0);
        }
        catch (Exception error) when (error is NpgsqlException or ObjectDisposedException)
        {
            // Not known any more: it is asked for anew when it is needed.
            Volatile.Write(ref _isHeld, 0);
        }
    }

    private void GiveUp()
    {
        try
        {
            using NpgsqlCommand release = Command($"""UPDATE "{_schema}".side_lease SET owner = NULL, until = NULL WHERE name = $1 AND owner = $2""");
            release.ExecuteNonQuery();
        }
        catch (Exception error) when (error is NpgsqlException or ObjectDisposedException)
        {
            // It ends by itself.
        }
    }

    private NpgsqlCommand Command(string sql)
    {
        NpgsqlCommand command = _database.CreateCommand(sql);
        command.CommandTimeout = Math.Max(1, (int)Settings.TimeoutSettings.OperationTimeout.TotalSeconds);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Settings.LeaseName });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Settings.OwnerName });
        return command;
    }
}
