using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>A commit group on its way to the journal, and everything that may leave the switch only once it is stored.</summary>
internal sealed class PendingGroup(long position, int expectedFacts = 0)
{
    public CommitGroup Group { get; } = new(expectedFacts) { Position = position };

    /// <summary>The requests that were decided; they are replied to.</summary>
    public List<Request> Requests { get; } = [];

    /// <summary>Those who waited for an outcome that is in this group.</summary>
    public List<(TaskCompletionSource<Payment> Waiter, Payment Payment)> Outcomes { get; } = [];

    /// <summary>What is asked of accounts that another host keeps.</summary>
    public List<AccountAsk> Asks { get; } = [];

    /// <summary>The directory, where this group changes it.</summary>
    public ParticipantDirectory? Directory { get; set; }

    /// <summary>What entities elsewhere have to know, where it has changed with this group.</summary>
    public SwitchView? View { get; set; }

    /// <summary>The schemes, where they have changed with this group.</summary>
    public SchemeCatalogue? Schemes { get; set; }

    /// <summary>A snapshot as of this group, where one is due.</summary>
    public SwitchSnapshot? Snapshot { get; set; }

    public bool IsEmpty => Group.Entries.Count == 0 && Requests.Count == 0 && Asks.Count == 0 && Schemes is null;
}
