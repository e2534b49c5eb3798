using System.Net;
using System.Net.Sockets;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>
/// Stands between the switch and its database, and stops forwarding when it is told to. Nothing is closed then: as with packets
/// that are lost on the way, what was under way arrives once the way is free again, or never.
/// </summary>
internal sealed class StoppingProxy : IDatabasePath
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _disposed = new();
    private readonly int _serverPort;
    private TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StoppingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _free.SetResult();
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <inheritdoc/>
    public Task CutAsync()
    {
        _free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task HealAsync()
    {
        _free.TrySetResult();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _free.TrySetResult();
        _disposed.Cancel();
        _listener.Stop();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_disposed.Token));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The row is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await _free.Task;
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _disposed.Token);
                client.NoDelay = server.NoDelay = true;
                await Task.WhenAny(ForwardAsync(client.GetStream(), server.GetStream()), ForwardAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // One of the two is gone; so is the other then.
            }
        }
    }

    private async Task ForwardAsync(NetworkStream from, NetworkStream to)
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (int count = await from.ReadAsync(buffer, _disposed.Token); count > 0; count = await from.ReadAsync(buffer, _disposed.Token))
            {
                await _free.Task;
                await to.WriteAsync(buffer.AsMemory(0, count), _disposed.Token);
            }

            await _free.Task;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // As above. That a connection was closed is seen behind a cut only when it is over.
            await _free.Task;
        }
    }
}
