using System.Runtime.ExceptionServices;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>A payment is submitted.</summary>
internal sealed class SubmitRequest(SubmitPayment command, long transactionIdHash, bool awaitFinal) : Request<SubmitResult>
{
    public override MissingPayment? Decide(SwitchCore core)
    {
        PaymentCell? cell = core.Find(command.Transfer.Uetr, create: true, out MissingPayment? missing);
        if (cell is null) return missing;
        PaymentReply reply = core.Submit(cell, command, transactionIdHash);
        Task<Payment>? final = null;
        if (awaitFinal && reply is PaymentReply.Done or PaymentReply.Repeat && !cell.Payment.Status.IsFinal())
        {
            var waiter = new TaskCompletionSource<Payment>(ContinuesInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
            (cell.Waiters ??= []).Add(waiter);
            final = waiter.Task;
        }

        Result = new SubmitResult(Admission.TakenIn, reply, cell.Payment, final);
        return null;
    }
}

/// <summary>Something is said or asked of a payment that must be there: an answer, a recall, a return.</summary>
internal sealed class PaymentRequest<TCommand>(Uetr uetr, TCommand command, Func<SwitchCore, PaymentCell, TCommand, PaymentReply> decide)
    : Request<PaymentResult>
{
    public override MissingPayment? Decide(SwitchCore core)
    {
        PaymentCell? cell = core.Find(uetr, create: false, out MissingPayment? missing);
        if (cell is null) return missing;
        PaymentReply reply = decide(core, cell, command);
        Result = new PaymentResult(Admission.TakenIn, reply, reply == PaymentReply.UnknownPayment ? null : cell.Payment);
        return null;
    }
}

/// <summary>Somebody looks a payment up.</summary>
internal sealed class FindRequest(Uetr uetr) : Request<PaymentHistory?>
{
    public override MissingPayment? Decide(SwitchCore core)
    {
        PaymentCell? cell = core.Find(uetr, create: false, out MissingPayment? missing);
        if (cell is null) return missing;
        Result = cell.FactCount == 0 ? null : new PaymentHistory(cell.Payment, cell.Facts.ToArray());
        return null;
    }
}

/// <summary>A request of an operator, or of the switch to itself, that needs no payment.</summary>
internal sealed class CoreRequest<TReply>(Func<SwitchCore, TReply> decide) : Request<TReply>
{
    public override MissingPayment? Decide(SwitchCore core)
    {
        Result = decide(core);
        return null;
    }
}

/// <summary>A request of an operator, or of the switch to itself, that may have to ask accounts: one after the other.</summary>
/// <param name="decide">Decides it.</param>
/// <param name="failed">Hears what it failed by after it has waited; before, whoever called sees that.</param>
internal sealed class OperationRequest<TReply>(Func<SwitchCore, ValueTask<TReply>> decide, Action<Exception> failed) : Request<TReply>
{
    private bool _isDecided;

    public override bool IsOperation => true;

    public override bool IsDecided => _isDecided;

    public override MissingPayment? Decide(SwitchCore core)
    {
        bool waited = false;
        Exception? failure = null;
        core.Operate(
            async () => Result = await decide(core).ConfigureAwait(false),
            error =>
            {
                failure = error;
                _isDecided = true;
                if (!waited) return;
                if (error is null) core.Pending.Requests.Add(this);
                else failed(error);
            });
        waited = true;
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return null;
    }
}

/// <summary>What another host has stored is taken in.</summary>
internal sealed class TailRequest(IReadOnlyList<TailRow> rows) : Request<bool>
{
    public override MissingPayment? Decide(SwitchCore core) => core.TakeIn(rows);
}

/// <summary>An account that another host keeps has replied.</summary>
internal sealed class HeardRequest(AccountAsk ask, AccountReply reply, long afterSequenceNr) : Request
{
    public override MissingPayment? Decide(SwitchCore core)
    {
        core.Hear(ask, reply, afterSequenceNr);
        return null;
    }

    public override void Reply()
    {
    }

    public override void Fail(Exception error)
    {
    }
}

/// <summary>A payment comes back from the journal, and the request that waited for it goes on.</summary>
internal sealed class ReloadedRequest(LivePayment loaded, Request waiting) : Request
{
    public Request Waiting => waiting;

    public override MissingPayment? Decide(SwitchCore core)
    {
        core.Reload(loaded);
        return waiting.Decide(core);
    }

    public override void Reply() => waiting.Reply();

    public override void Fail(Exception error) => waiting.Fail(error);
}
