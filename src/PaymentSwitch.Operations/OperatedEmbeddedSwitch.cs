using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Operations;

/// <summary>The embedded host, as operators reach it.</summary>
/// <param name="running">The switch.</param>
/// <param name="readSide">Its read models.</param>
/// <param name="switchBic">Its own BIC, eleven characters.</param>
public sealed class OperatedEmbeddedSwitch(EmbeddedSwitch running, IReadSide readSide, string switchBic) : IOperatedSwitch
{
    /// <inheritdoc/>
    public SchemeProfile Profile => running.Profile;

    /// <inheritdoc/>
    public string SwitchBic => switchBic;

    /// <inheritdoc/>
    public ParticipantDirectory Directory => running.Directory;

    /// <inheritdoc/>
    public bool IsReady => running.IsReady;

    /// <inheritdoc/>
    public int InboxDepth => running.InboxDepth;

    /// <inheritdoc/>
    public int OpenPayments => running.OpenPayments;

    /// <inheritdoc/>
    public long ProjectedPosition => readSide.Position;

    /// <inheritdoc/>
    public long LastCursor(ParticipantId participant) => running.Mailboxes.LastCursor(participant);

    /// <inheritdoc/>
    public ValueTask<PaymentHistory?> FindAsync(Uetr uetr) => running.FindAsync(uetr);

    /// <inheritdoc/>
    public IReadOnlyList<PaymentRow> ListPayments(PaymentFilter filter) => readSide.ListPayments(filter);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccountStanding>> ListAccountsAsync() => running.ListAccountsAsync();

    /// <inheritdoc/>
    public ValueTask EnrolAsync(ParticipantId id, EnrolParticipant command) => running.EnrolAsync(id, command);

    /// <inheritdoc/>
    public ValueTask ChangeStandingAsync(ParticipantId id, ChangeStanding command) => running.ChangeStandingAsync(id, command);

    /// <inheritdoc/>
    public ValueTask<AccountReply> CommandAccountAsync(AccountId id, AccountCommand command) => running.CommandAccountAsync(id, command);
}
