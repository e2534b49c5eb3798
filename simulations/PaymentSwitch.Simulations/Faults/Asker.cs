using System.Diagnostics;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>Asks one server again and again, and notes when it answered.</summary>
internal sealed class Asker : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client;
    private readonly List<(long At, bool IsAnswer)> _noted = [];
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _asking;

    /// <summary>Begins to ask.</summary>
    public Asker(SwitchProcess server)
    {
        _client = new HttpClient(new SwitchConnections()) { BaseAddress = server.Address, Timeout = TimeSpan.FromMilliseconds(200) };
        _client.DefaultRequestHeaders.Add("Authorization", $"Bearer {SandboxBanks.Known[0].Token}");
        _asking = Task.Run(AskAsync);
    }

    /// <summary>Waits until it has answered once.</summary>
    public Task HeardAsync() => _heard.Task;

    /// <summary>Ends asking.</summary>
    /// <param name="leaseEnd">When the lease was over at the latest.</param>
    /// <returns>How often it answered before, and after, and how often it was asked after.</returns>
    public async Task<(int Before, int After, int AskedAfter)> EndAsync(long leaseEnd)
    {
        await _stop.CancelAsync();
        await _asking;
        return (_noted.Count(note => note.IsAnswer && note.At < leaseEnd), _noted.Count(note => note.IsAnswer && note.At >= leaseEnd), _noted.Count(note => note.At >= leaseEnd));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            bool isAnswer = false;
            try
            {
                using HttpResponseMessage response = await _client.GetAsync(new Uri("/v1/account", UriKind.Relative));
                isAnswer = response.IsSuccessStatusCode;
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException or ObjectDisposedException)
            {
                // No answer in time, or nobody there any more.
            }

            if (isAnswer) _heard.TrySetResult();
            _noted.Add((Stopwatch.GetTimestamp(), isAnswer));
            await Task.Delay(5);
        }
    }
}
