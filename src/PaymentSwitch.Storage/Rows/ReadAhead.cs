using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace PaymentSwitch.Storage.Rows;

/// <summary>Lets a sequence be made on a thread of its own, a few items ahead of the one who takes them.</summary>
internal static class ReadAhead
{
    /// <summary>The same items in the same order; an error comes where it would have come without.</summary>
    /// <param name="source">Is enumerated by one other thread.</param>
    /// <param name="itemsAhead">How many items may wait to be taken.</param>
    /// <param name="threadName">Names the thread.</param>
    public static IEnumerable<T> Of<T>(IEnumerable<T> source, int itemsAhead, string threadName)
    {
        using var ready = new BlockingCollection<T>(itemsAhead);
        using var stopping = new CancellationTokenSource();
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(Make) { IsBackground = true, Name = threadName };
        thread.Start();
        try
        {
            foreach (T item in ready.GetConsumingEnumerable()) yield return item;
            failure?.Throw();
        }
        finally
        {
            stopping.Cancel();
            thread.Join();
        }

        void Make()
        {
            try
            {
                foreach (T item in source) ready.Add(item, stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // Whoever took the items wants no more of them.
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
            finally
            {
                ready.CompleteAdding();
            }
        }
    }
}
