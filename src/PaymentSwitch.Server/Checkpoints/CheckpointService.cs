using System.Diagnostics;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Server.Configuration;
using PaymentSwitch.Server.Startup;
using PaymentSwitch.Storage;
using PaymentSwitch.Storage.Audit;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Server.Checkpoints;

/// <summary>
/// Makes checkpoints of the stored journal while the switch runs, and a last one when it stops. What cannot be written is an error in the
/// log and tried again; a journal that is not the one that was signed is an alarm, and nothing of it is signed any more. Stops no payment.
/// </summary>
internal sealed class CheckpointService : IAsyncDisposable
{
    // A journal that was never read before may be long: the rest of it waits for the next start.
    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(5);

    private readonly CheckpointMaker _maker;
    private readonly CheckpointSigner _signer;
    private readonly CheckpointSettings _settings;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private Task _running = Task.CompletedTask;
    private bool _isOther;

    private CheckpointService(CheckpointMaker maker, CheckpointSigner signer, CheckpointSettings settings, ILogger log)
    {
        _maker = maker;
        _signer = signer;
        _settings = settings;
        _log = log;
    }

    /// <summary>Begins; null where checkpoints are not wanted.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="clock">The switch's time.</param>
    /// <param name="log">Takes alarms.</param>
    /// <exception cref="CannotStartException">The key cannot be used or made.</exception>
    public static CheckpointService? Start(SwitchSettings settings, TimeProvider clock, ILogger log)
    {
        if (!settings.Checkpoints.Enabled) return null;
        string keyFile = settings.Checkpoints.KeyFile.Length > 0 ? settings.Checkpoints.KeyFile : Path.Combine(settings.DataFolder, "checkpoint-key.pem");
        string folder = settings.Checkpoints.Folder.Length > 0 ? settings.Checkpoints.Folder : Path.Combine(settings.DataFolder, "checkpoints");
        CheckpointSigner signer;
        try
        {
            Directory.CreateDirectory(settings.DataFolder);
            signer = CheckpointSigner.Open(keyFile);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The key for checkpoints cannot be used: {error.Message} (setting Checkpoints:KeyFile).", error);
        }

        if (signer.IsNew)
            log.Information("A key for checkpoints was made: {KeyId}. Keep {PublicKeyFile} where auditors have it, away from this machine", signer.KeyId, CheckpointSigner.PublicFileOf(keyFile, signer.KeyId));
        var maker = new CheckpointMaker(
            OpenedStorage.PlaceOf(settings), new CheckpointFolder(folder), signer, settings.Scheme.SwitchBic,
            Path.Combine(settings.DataFolder, "checkpoint-frontier.txt"), clock);
        var service = new CheckpointService(maker, signer, settings.Checkpoints, log);
        service._running = Task.Run(service.RunUntilStoppedAsync);
        return service;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        // The switch has stopped before: this one has all of its groups.
        RunGuarded(isLast: true);
        _maker.Dispose();
        _signer.Dispose();
        _stop.Dispose();
    }

    private async Task RunUntilStoppedAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(_settings.FollowEveryMs));
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) RunGuarded(isLast: false);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private void RunGuarded(bool isLast)
    {
        if (_isOther) return;
        try
        {
            using var enough = new CancellationTokenSource(LastWithin);
            _maker.Follow(isLast ? enough.Token : _stop.Token);
            bool isDue = isLast || _maker.Waiting >= _settings.EveryGroups || _sinceLast.Elapsed.TotalSeconds >= _settings.EverySeconds;
            if (!isDue) return;
            if (_maker.Make() is string file) _log.Information("Checkpoint of {Groups} groups: {File}", _maker.Latest!.Size, file);
            _sinceLast.Restart();
        }
        catch (CheckpointMismatchException error)
        {
            _isOther = true;
            _log.Fatal("Checkpoint alarm: {Alarm} No checkpoint is made any more. Run payswitch audit verify", error.Message);
        }
        catch (JournalException error)
        {
            _log.Fatal(error, "Checkpoint alarm: the journal cannot be read for a checkpoint; it is tried again");
        }
        catch (Exception error)
        {
            // A full or missing disk: payments go on.
            _log.Error(error, "Checkpoint alarm: no checkpoint could be written; it is tried again");
        }
    }
}
