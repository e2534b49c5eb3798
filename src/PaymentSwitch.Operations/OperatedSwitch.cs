using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Liquidity;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Engine.Reconciliation;

namespace PaymentSwitch.Operations;

/// <summary>What a command can reach: a running switch with its read models, whatever host is behind it.</summary>
/// <param name="running">The switch.</param>
/// <param name="readSide">Its read models.</param>
/// <param name="switchBic">Its own BIC, eleven characters.</param>
/// <param name="depths">How many messages wait to be decided, and how many payments have no outcome yet.</param>
public sealed class OperatedSwitch(IOperatedSwitch running, IReadSide readSide, string switchBic, Func<(int Inbox, int OpenPayments)> depths)
{
    /// <summary>Where an account is heading; null where nobody knows.</summary>
    public Func<AccountId, AccountOutlook?>? Outlook { get; init; }

    /// <summary>Holds the books against each other; null where nothing does.</summary>
    public IReconciliation? Reconciliation { get; init; }

    /// <summary>The books that banks have handed in; null where none are taken.</summary>
    public BankBooks? BankBooks { get; init; }

    /// <summary>Reads a scheme's profile, so that a wrong one is told with its fault; a <see cref="FormatException"/> says that it cannot be read. Null: profiles cannot be changed.</summary>
    public Func<ReadOnlyMemory<byte>, SchemeProfile>? ReadProfile { get; init; }

    /// <summary>The keys under which messages are sealed; null where none are.</summary>
    public PartyKeys? PartyKeys { get; init; }

    /// <summary>Destroys a party's key where this server keeps it, after that was decided; an <see cref="IOException"/> says that it could not be.</summary>
    public Action<PartyHandle>? DestroyPartyKey { get; init; }

    /// <summary>How far the machine's clock is ahead of the switch's time, in ms, less than zero where it is behind; null where they are the same.</summary>
    public Func<long>? ClockAheadMs { get; init; }

    /// <summary>What this server is among those on its database: <c>active</c>, or <c>alone</c> where there can be no other.</summary>
    public string Role { get; init; } = "alone";

    /// <summary>Counts the standbys that follow; null where there can be none.</summary>
    public Func<int>? Standbys { get; init; }

    /// <summary>Begins to hand over to a standby, behind the answer; null where there can be none.</summary>
    public Action? HandOver { get; init; }

    /// <summary>The switch itself.</summary>
    public IOperatedSwitch Running => running;

    /// <summary>Its read models.</summary>
    public IReadSide ReadSide => readSide;

    /// <summary>Its own BIC, eleven characters.</summary>
    public string SwitchBic => switchBic;

    /// <summary>How many messages wait to be decided.</summary>
    public int InboxDepth => depths().Inbox;

    /// <summary>How many payments have no outcome yet.</summary>
    public int OpenPayments => depths().OpenPayments;

    /// <summary>Who is reached under which identification.</summary>
    public ParticipantDirectory Directory => running.Directory;

    /// <summary>The first scheme: whose currency an amount is in where none is named.</summary>
    public SchemeProfile DefaultScheme => running.Schemes.Default;

    /// <summary>The scheme that settles a currency; null where none does.</summary>
    public SchemeProfile? SchemeFor(Currency currency) => running.Schemes.Current.FirstOrDefault(scheme => scheme.Currency == currency);
}
