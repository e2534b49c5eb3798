using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Cluster;

/// <summary>The ledger, as a node knows it: because it has it, or because it follows it. What the node's entities go by. May be asked by any thread.</summary>
public interface IKnownLedger
{
    /// <summary>The rest of the switch.</summary>
    SwitchView View { get; }

    /// <summary>
    /// Whether an entity of this node may decide now by <see cref="View"/>. Where it may not, somebody may have been told already that something else counts: what
    /// is to be decided waits until the node has read on.
    /// </summary>
    bool MayDecide { get; }

    /// <summary>Up to where the ledger has taken in what entities have stored.</summary>
    TailMark Taken { get; }

    /// <summary>Which of an account's bookings are over (<see cref="Engine.EmbeddedSwitch.ListOverAsync"/>).</summary>
    /// <param name="account">The account.</param>
    /// <param name="afterSequenceNr">How many facts it had when all of them were made.</param>
    /// <param name="keys">The bookings.</param>
    Task<IReadOnlyList<BookingKey>> ListOverAsync(AccountId account, long afterSequenceNr, IReadOnlyList<BookingKey> keys);
}
