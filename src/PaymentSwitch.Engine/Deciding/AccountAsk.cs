using System.Threading.Tasks.Sources;
using PaymentSwitch.Domain.Accounts;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>
/// Something that is asked of an account which another host keeps. It is sent once the facts are stored that it follows from, and whoever
/// asked goes on, on the deciding thread, when the reply is there and so are the facts that the account replied after.
/// </summary>
/// <param name="cell">The account, as far as it is known here.</param>
/// <param name="command">What is asked.</param>
/// <param name="tells">Whether the account's owner is told of what is booked, where the scheme tells it.</param>
internal sealed class AccountAsk(AccountCell cell, AccountCommand command, bool tells) : IValueTaskSource<AccountReply>
{
    private ManualResetValueTaskSourceCore<AccountReply> _source;
    private AccountReply _reply;
    private long _afterSequenceNr;

    public AccountId Account => cell.Account.Id;

    public AccountCommand Command => command;

    public bool Tells => tells;

    /// <summary>The reply to come.</summary>
    public ValueTask<AccountReply> Reply => new(this, _source.Version);

    /// <summary>Whether the facts are there that the account replied after.</summary>
    public bool IsKnown => cell.SequenceNr >= _afterSequenceNr;

    /// <summary>Notes what was replied.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="afterSequenceNr">How many facts the account had then.</param>
    public void Note(AccountReply reply, long afterSequenceNr)
    {
        _reply = reply;
        _afterSequenceNr = afterSequenceNr;
    }

    /// <summary>Lets whoever asked go on, before it returns.</summary>
    public void Release() => _source.SetResult(_reply);

    AccountReply IValueTaskSource<AccountReply>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<AccountReply>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<AccountReply>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
