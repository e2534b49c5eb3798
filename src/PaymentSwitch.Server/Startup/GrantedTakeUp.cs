using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Operations.Approvals;
using PaymentSwitch.Operations.Results;
using PaymentSwitch.Server.Configuration;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Server.Startup;

/// <summary>
/// Takes up what was granted and not carried out: once before operators are let in, because the switch may have stopped in
/// between, and from time to time while it runs, because a command may break off.
/// </summary>
/// <param name="granted">Carries it out.</param>
/// <param name="settings">How often, and how many times.</param>
/// <param name="log">Where it is told.</param>
internal sealed class GrantedTakeUp(GrantedCommands granted, OperationsSettings settings, ILogger log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Takes up what there is now.</summary>
    public Task RunAsync() => granted.TakeUpAsync(settings.TakeUpAttemptsMax, Took, Failed);

    /// <summary>Begins to look from time to time.</summary>
    public void Start() => _running = Task.Run(RunUntilStoppedAsync);

    /// <summary>Looks no more, and waits for what is being carried out.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunUntilStoppedAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.TakeUpSeconds));
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) await RunGuardedAsync();
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private async Task RunGuardedAsync()
    {
        try
        {
            await RunAsync();
        }
        catch (Exception error)
        {
            // The switch may be stopping: then the next start takes them up.
            log.Error(error, "What was granted and not carried out could not be listed; it is tried again in {Seconds} s", settings.TakeUpSeconds);
        }
    }

    private void Took(Approval approval, OperatorResult result) => log.Information(
        "Approval {Approval}, {Command}, was granted and is carried out now: {Outcome}",
        approval.Number, approval.Requested!.Command, result is Refused refused ? refused.Text : "done");

    private void Failed(Approval approval, int times, Exception error)
    {
        string then = times < settings.TakeUpAttemptsMax ? $"it is tried again in {settings.TakeUpSeconds} s" : "the next start tries again";
        log.Error(error, "Approval {Approval}, {Command}, was granted and broke off {Times} times; {Then}", approval.Number, approval.Requested!.Command, times, then);
    }
}
