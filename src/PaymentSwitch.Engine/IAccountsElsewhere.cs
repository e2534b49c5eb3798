using PaymentSwitch.Domain.Accounts;

namespace PaymentSwitch.Engine;

/// <summary>The accounts that another host keeps.</summary>
public interface IAccountsElsewhere
{
    /// <summary>
    /// Asks an account. It is asked until it replies; what was asked before and carried out changes nothing when it is asked again.
    /// </summary>
    /// <param name="account">Which.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="tells">Whether its owner is told of what is booked, where the scheme tells it.</param>
    /// <param name="replied">Is to be called once, on any thread, with the reply and how many facts the account has stored by then.</param>
    void Ask(AccountId account, AccountCommand command, bool tells, Action<AccountReply, long> replied);
}
