using Microsoft.AspNetCore.Http;
using PaymentSwitch.Engine;
using PaymentSwitch.Server.Standby;

namespace PaymentSwitch.Server.Startup;

/// <summary>
/// Payments and accounts that are decided beside the engine, on several servers at a time: the engine of the server that holds the lease
/// is their ledger, and the others serve banks too. Where there is none, the engine decides everything, and the others wait.
/// </summary>
internal interface IEntityHost
{
    /// <summary>The accounts.</summary>
    IAccountsElsewhere Accounts { get; }

    /// <summary>How long to wait before what the ledger stores is read on, where all was read.</summary>
    TimeSpan FollowEvery { get; }

    /// <summary>Whether this server hosts entities.</summary>
    bool IsReady { get; }

    /// <summary>Whether its entities may decide by what this server knows of the ledger. For moments they may not where the database is slow.</summary>
    bool MayDecide { get; }

    /// <summary>Completes when this server can host entities no more: the process must end then.</summary>
    Task Ended { get; }

    /// <summary>For how long what has left one account may be on its way to the other, in ms, before that is taken for a fault.</summary>
    long InTransitMaxMs { get; }

    /// <summary>The numbers that are told beside those of the lease.</summary>
    IReadOnlyList<Metric> Metrics { get; }

    /// <summary>Begins behind an engine that has recovered.</summary>
    /// <param name="ledger">The engine.</param>
    /// <param name="limits">Its bounds.</param>
    /// <param name="mayDecide">Whether nobody else can have the lease now.</param>
    ILedgerHosting Begin(EmbeddedSwitch ledger, EngineLimits limits, Func<bool> mayDecide);

    /// <summary>Goes by what was followed of the ledger elsewhere. Called by the one thread that follows, after each portion.</summary>
    /// <param name="followed">The state.</param>
    /// <param name="asOf">A moment up to which everything that was stored is in it, as a timestamp of <see cref="System.Diagnostics.Stopwatch"/>; null where there is more to be read.</param>
    void Follow(FollowedSwitch followed, long? asOf);

    /// <summary>The switch as a server shows it that follows the ledger. What only the ledger can do throws <see cref="LedgerElsewhereException"/>.</summary>
    /// <param name="followed">The state; taken in on by another thread.</param>
    /// <param name="limits">The bounds.</param>
    IPaymentSwitch Following(FollowedSwitch followed, EngineLimits limits);

    /// <summary>Asks the server that has the ledger, and passes its answer on.</summary>
    /// <param name="side">On which side it is asked.</param>
    /// <param name="unreached">Answers where nobody has the ledger now, or it cannot be reached.</param>
    RequestDelegate AskLedger(FrontSide side, RequestDelegate unreached);
}

/// <summary>The side on which a program is reached.</summary>
internal enum FrontSide
{
    /// <summary>The banks'.</summary>
    Banks = 0,

    /// <summary>The operators'.</summary>
    Operators = 1,
}

/// <summary>Entities that are being taken into a ledger. Disposed of before the engine.</summary>
internal interface ILedgerHosting : IAsyncDisposable
{
    /// <summary>The switch as banks and operators see it.</summary>
    IOperatedSwitch Switch { get; }

    /// <summary>Faults when nothing more can be taken in: the process must end then.</summary>
    Task Completion { get; }
}
