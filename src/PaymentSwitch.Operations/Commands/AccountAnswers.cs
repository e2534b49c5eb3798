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

    /// <summary>Shows an account after a change, or says that there is none.</summary>
    public static async Task<OperatorResult> ShowAsync(OperatorCall call, AccountId id) =>
        await FindAsync(call, id).ConfigureAwait(false) is AccountStanding account ? Show(account) : NotOpen(id);

    /// <summary>Asks an open account for something and shows how it stands then.</summary>
    public static async Task<OperatorResult> AskAsync(OperatorCall call, Func<AccountStanding, AccountCommand> command)
    {
        AccountId id = IdOf(call);
        // Money on an account that nobody opened would be out of everybody's sight.
        if (await FindAsync(call, id).ConfigureAwait(false) is not AccountStanding account) return NotOpen(id);
        AccountReply reply = await call.Switch.Running.CommandAccountAsync(id, command(account)).ConfigureAwait(false);
        return reply == AccountReply.Done ? await ShowAsync(call, id).ConfigureAwait(false) : RefusalOf(id, reply);
    }

    /// <summary>What an account refuses, in words.</summary>
    public static Refused RefusalOf(AccountId id, AccountReply reply) => reply switch
    {
        AccountReply.InsufficientFunds => new("account.insufficient-funds", $"{id} has less available than that, or would not cover its cap any more. Nothing was changed.", 409),
        AccountReply.InsufficientHeadroom => new("account.insufficient-headroom", $"The cap of {id} leaves less headroom than that. Nothing was changed.", 409),
        AccountReply.AmountOutOfRange => new(
            "amount.out-of-range", $"amount: expected more than zero, and no more than leaves the balance of {id} within {Money.MinorUnitsMax} minor units.", 400, OperatorExitCode.WrongUsage),
        AccountReply.NotOpen => NotOpen(id),
        AccountReply.Closed => new("account.closed", $"{id} was closed. Nothing was changed.", 409),
        AccountReply.CapBelowUse => new("cap.below-use", $"More than that is used of the cap of {id} already; --below-use sets it all the same. Nothing was changed.", 409),
        AccountReply.CapNotPrefunded => new("cap.not-prefunded", $"The cap has to be covered by what {id} has brought in. Nothing was changed.", 409),
        AccountReply.NotEmpty => new("account.not-empty", $"{id} holds money, reservations or a position in a cycle. Nothing was changed.", 409),
        AccountReply.ReferenceTaken => new("reference.taken", $"The reference was used before on {id}, for another amount. Nothing was changed.", 409),
        AccountReply.TermsUnsound => new("cap.unsound", "The bounds contradict each other. Nothing was changed.", 400, OperatorExitCode.WrongUsage),
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply, "There are no words for this reply of an account."),
    };

    /// <summary>There is no such account.</summary>
    public static Refused NotOpen(AccountId id) => new("account.not-open", $"{id.Participant} has no account in {id.Currency}: open it first (account open).", 404);

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
