using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Operations;

/// <summary>
/// A running switch as operators reach it, whatever host is behind it. Changes complete when they are on stable storage;
/// what is shown was on stable storage before.
/// </summary>
public interface IOperatedSwitch
{
    /// <summary>The scheme.</summary>
    SchemeProfile Profile { get; }

    /// <summary>The switch's own BIC, eleven characters.</summary>
    string SwitchBic { get; }

    /// <summary>Who is reached under which identification.</summary>
    ParticipantDirectory Directory { get; }

    /// <summary>Whether the switch has recovered and is not stopping.</summary>
    bool IsReady { get; }

    /// <summary>How many messages wait to be decided.</summary>
    int InboxDepth { get; }

    /// <summary>How many payments have no outcome yet.</summary>
    int OpenPayments { get; }

    /// <summary>The last position of the journal that is contained in the read models.</summary>
    long ProjectedPosition { get; }

    /// <summary>The last cursor given out in a participant's mailbox; 0 for none.</summary>
    long LastCursor(ParticipantId participant);

    /// <summary>A payment with its timeline; null where there is none.</summary>
    ValueTask<PaymentHistory?> FindAsync(Uetr uetr);

    /// <summary>Finished payments, the latest first, from the read models.</summary>
    IReadOnlyList<PaymentRow> ListPayments(PaymentFilter filter);

    /// <summary>The accounts as they stand.</summary>
    ValueTask<IReadOnlyList<AccountStanding>> ListAccountsAsync();

    /// <summary>Enrols a participant, or changes its agents.</summary>
    ValueTask EnrolAsync(ParticipantId id, EnrolParticipant command);

    /// <summary>Changes a participant's standing.</summary>
    ValueTask ChangeStandingAsync(ParticipantId id, ChangeStanding command);

    /// <summary>Asks an account: terms, funding, withdrawal.</summary>
    ValueTask<AccountReply> CommandAccountAsync(AccountId id, AccountCommand command);
}
