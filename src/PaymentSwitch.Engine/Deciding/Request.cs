using System.Threading.Tasks.Sources;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>Something that was asked of the switch: decided by the one thread that decides, replied to after the commit.</summary>
internal abstract class Request
{
    /// <summary>Whether whoever waits for the reply goes on inside the call that replies. Said before it is enqueued.</summary>
    public virtual bool ContinuesInline { get; set; }

    /// <summary>Decides. Called by the deciding thread, with the core's time set.</summary>
    /// <returns>The payment that has to be loaded before this can be decided; null where it was decided.</returns>
    public abstract MissingPayment? Decide(SwitchCore core);

    /// <summary>Whether it waits until the operation has ended that is under way.</summary>
    public virtual bool IsOperation => false;

    /// <summary>Whether it was decided. What waits for an account was not, and adds itself to the group in which it is.</summary>
    public virtual bool IsDecided => true;

    /// <summary>Replies with what was decided. Called after the commit.</summary>
    public abstract void Reply();

    /// <summary>Tells the one who asked that it is not known what became of the request.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>A request that is its own task source: one allocation from the question to the reply.</summary>
internal abstract class Request<TReply> : Request, IValueTaskSource<TReply>
{
    private ManualResetValueTaskSourceCore<TReply> _source = new() { RunContinuationsAsynchronously = true };

    public override bool ContinuesInline
    {
        get => !_source.RunContinuationsAsynchronously;
        set => _source.RunContinuationsAsynchronously = !value;
    }

    /// <summary>What will be replied.</summary>
    protected TReply? Result { get; set; }

    public ValueTask<TReply> Task => new(this, _source.Version);

    public override void Reply() => _source.SetResult(Result!);

    public override void Fail(Exception error) => _source.SetException(error);

    public TReply GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
