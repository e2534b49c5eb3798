using Akka.Actor;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Cluster;

/// <summary>The accounts as the ledger asks them: until they reply.</summary>
/// <param name="context">This node.</param>
/// <param name="started">When there are any.</param>
/// <param name="askAgainAfter">After how long without a reply an account is asked again.</param>
internal sealed class ClusterAccounts(EntityContext context, Task started, TimeSpan askAgainAfter) : IAccountsElsewhere
{
    /// <inheritdoc/>
    public void Ask(AccountId account, AccountCommand command, bool tells, Action<AccountReply, long> replied) =>
        _ = AskUntilHeardAsync(account, command, tells, replied);

    private async Task AskUntilHeardAsync(AccountId account, AccountCommand command, bool tells, Action<AccountReply, long> replied)
    {
        await started.ConfigureAwait(false);
        while (true)
        {
            try
            {
                AccountReplied heard = await context.Accounts
                    .Ask<AccountReplied>(new ToAccount(account, new AskAccount(command, tells, context.NowMs)), askAgainAfter).ConfigureAwait(false);
                replied(heard.Heard.Reply, heard.Heard.AfterSequenceNr);
                return;
            }
            catch (AskTimeoutException)
            {
                // It moves to another node, or its reply was lost.
            }
            catch (TaskCanceledException)
            {
                // The node ends: whoever has the ledger next takes up what was asked.
                return;
            }
        }
    }
}
