namespace PaymentSwitch.Engine.Deciding;

/// <summary>Where nobody else has to be asked, whatever could take time is done when it returns.</summary>
internal static class RepliedAtOnce
{
    /// <summary>The reply, which is there.</summary>
    public static T Now<T>(this ValueTask<T> replied) => replied.IsCompleted ? replied.Result : throw Waits();

    /// <summary>Done, or failed.</summary>
    public static void Now(this ValueTask done)
    {
        if (!done.IsCompleted) throw Waits();
        done.GetAwaiter().GetResult();
    }

    private static InvalidOperationException Waits() => new("An account that is decided here was waited for.");
}
