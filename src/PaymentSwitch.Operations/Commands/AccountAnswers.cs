using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>How commands find an account, show it, and say what it refuses.</summary>
internal static class AccountAnswers
{
    /// <summary>The account that a call is about.</summary>
    public static AccountId IdOf(OperatorCall call) =>
        new(call.Arguments.Participant("participant"), call.Arguments.CurrencyOrNull("currency") ?? call.Switch.DefaultScheme.Currency);

    /// <summary>The account as it stands; null where it has not been opened.</summary>
    public static async Task<AccountStanding?> FindAsync(OperatorCall call, AccountId id) =>
        (await call.Switch.Running.ListAccountsAsync().ConfigureAwait(false)).FirstOrDefault(account => account.Id == id && account.Model != 0);

    /// <summary>The account whole, with positions, limits and alerts; null where it has not been opened.</summary>
    public static async Task<AccountState?> CaptureAsync(OperatorCall call, AccountId id) =>
        (await call.Switch.Running.CaptureAccountsAsync().ConfigureAwait(false)).FirstOrDefault(account => account.Id == id && account.Model != 0);

    /// <summary>Shows something of an account in rows, or says that there is none.</summary>
    public static async Task<OperatorResult> TableAsync(OperatorCall call, IReadOnlyList<Column> columns, Func<AccountState, IEnumerable<IReadOnlyList<Cell>>> rows)
    {
        AccountId id = IdOf(call);
        return await CaptureAsync(call, id).ConfigureAwait(false) is AccountState account ? new TableResult(columns, [.. rows(account)]) : Refusals.Of(AccountReply.NotOpen, id);
    }

    /// <summary>Shows an account after a change, or says that there is none.</summary>
    public static async Task<OperatorResult> ShowAsync(OperatorCall call, AccountId id) =>
        await FindAsync(call, id).ConfigureAwait(false) is AccountStanding account ? Show(account) : Refusals.Of(AccountReply.NotOpen, id);

    /// <summary>Asks an open account for something and shows how it stands then.</summary>
    public static async Task<OperatorResult> AskAsync(OperatorCall call, Func<AccountStanding, AccountCommand> command)
    {
        AccountId id = IdOf(call);
        // Money on an account that nobody opened would be out of everybody's sight.
        if (await FindAsync(call, id).ConfigureAwait(false) is not AccountStanding account) return Refusals.Of(AccountReply.NotOpen, id);
        AccountReply reply = await call.Switch.Running.CommandAccountAsync(id, command(account)).ConfigureAwait(false);
        return reply == AccountReply.Done ? await ShowAsync(call, id).ConfigureAwait(false) : Refusals.Of(reply, id);
    }

    /// <summary>Moves money under the reference that was given; where none was, the approval names it.</summary>
    public static async Task<OperatorResult> MoveAsync(OperatorCall call, Func<string, AccountCommand> command) =>
        (call.Arguments.TextOrNull("reference") ?? call.ApprovalReference) is string reference
            ? await AskAsync(call, _ => command(reference)).ConfigureAwait(false)
            : new Refused("argument.missing", "reference: found nothing, expected a text that names this movement; only with four eyes the approval can name it.", 400, OperatorExitCode.WrongUsage);

    private static RecordResult Show(AccountStanding account)
    {
        Currency currency = account.Id.Currency;
        return new(
        [
            new("participant", Cell.Participant(account.Id.Participant)),
            new("currency", Cell.Text(currency.Code)),
            new("settlement", Cell.Text(account.Model.ToString())),
            new("balance", Cell.Amount(account.BalanceMinor, currency)),
            new("reserved", Cell.Amount(account.ReservedMinor, currency)),
            new("available", Cell.Amount(account.AvailableMinor, currency)),
            new("cap", Cell.Amount(account.Cap.LimitMinor, currency)),
            new("capUsed", Cell.Amount(account.UseMinor, currency)),
            new("headroom", Cell.Amount(account.HeadroomMinor, currency)),
        ]);
    }
}
