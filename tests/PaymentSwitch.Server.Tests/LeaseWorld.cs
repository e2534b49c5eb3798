using PaymentSwitch.Server.Standby;

namespace PaymentSwitch.Server.Tests;

/// <summary>A clock that runs a little faster or slower than the world's.</summary>
/// <param name="rate">How many of its ms pass in one of the world's.</param>
internal sealed class RatedClock(double rate) : TimeProvider
{
    /// <summary>The world's time, in ms.</summary>
    public long WorldMs { get; set; }

    public override long TimestampFrequency => 1_000_000;

    public override long GetTimestamp() => (long)(WorldMs * rate * 1_000);
}

/// <summary>
/// Three servers and the row of a lease, as the database keeps it by its own clock, in virtual time: requests and answers take as long as
/// the seed says, and servers stand still now and then, with their requests under way.
/// </summary>
/// <param name="seed">Where everything comes from.</param>
/// <param name="lasts">How long the lease lasts by the database's clock.</param>
/// <param name="countsFromTheAnswer">A planted error: the lease is counted from when it was granted, not from when it was asked for.</param>
internal sealed class LeaseWorld(int seed, TimeSpan lasts, bool countsFromTheAnswer)
{
    private readonly Random _random = new(seed);
    private int? _holder;
    private long _renewedAtMs;

    /// <summary>How many could answer at a time, at most.</summary>
    public int MostAtATime { get; private set; }

    /// <summary>How often the lease was taken.</summary>
    public int Takeovers { get; private set; }

    /// <summary>For how many ms one could answer.</summary>
    public int MsWithOne { get; private set; }

    /// <summary>Lets so many ms pass.</summary>
    public void Run(int ms)
    {
        // Clocks of machines differ by far less than this.
        Server[] servers = [.. Enumerable.Range(0, 3).Select(i => new Server(i, new RatedClock(0.95 + (_random.NextDouble() * 0.1)), lasts))];
        for (int now = 0; now < ms; now++)
        {
            foreach (Server server in servers)
            {
                server.Clock.WorldMs = now;
                Step(server, now);
            }

            int able = servers.Count(server => server.Watch.MayAnswer);
            MostAtATime = Math.Max(MostAtATime, able);
            if (able == 1) MsWithOne++;
        }
    }

    private void Step(Server server, int now)
    {
        // The database does what was asked when the request arrives, whatever has become of the server.
        if (server.ArrivesAt == now) server.Granted = Ask(server.Number, server.Holds, now);
        if (now < server.FrozenUntil) return;
        if (_random.Next(3_000) == 0) server.FrozenUntil = now + _random.Next(3_000);
        if (server.Granted is bool granted && now >= server.AnsweredAt)
        {
            if (granted)
            {
                server.Watch.Granted(countsFromTheAnswer ? server.Watch.Asking() : server.AskedAt);
                server.Holds = true;
            }
            else if (server.Holds) server.StartAgain();

            server.Granted = null;
            server.AsksAt = now + (server.Holds ? 200 : 50);
        }
        else if (now >= server.AsksAt && server.Granted is null && server.AnsweredAt <= now)
        {
            server.AskedAt = server.Watch.Asking();
            server.ArrivesAt = now + Delay();
            server.AnsweredAt = server.ArrivesAt + Delay();
        }
    }

    private bool Ask(int number, bool renews, int now)
    {
        bool isOver = _holder is null || now > _renewedAtMs + lasts.TotalMilliseconds;
        if (renews ? _holder != number : !isOver) return false;
        if (!renews) Takeovers++;
        _holder = number;
        _renewedAtMs = now;
        return true;
    }

    private int Delay() => _random.Next(20) == 0 ? 1 + _random.Next(1_500) : 1 + _random.Next(10);

    private sealed class Server(int number, RatedClock clock, TimeSpan lasts)
    {
        public int Number { get; } = number;

        public RatedClock Clock { get; } = clock;

        public LeaseWatch Watch { get; private set; } = new(lasts, clock);

        public bool Holds { get; set; }

        public bool? Granted { get; set; }

        public long AskedAt { get; set; }

        public int AsksAt { get; set; }

        public int ArrivesAt { get; set; } = -1;

        public int AnsweredAt { get; set; }

        public int FrozenUntil { get; set; }

        /// <summary>Ends and is started again, as a standby.</summary>
        public void StartAgain()
        {
            Watch.Lose();
            Watch = new LeaseWatch(lasts, Clock);
            Holds = false;
        }
    }
}
