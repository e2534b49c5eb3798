using System.Net;
using System.Net.Sockets;

namespace PaymentSwitch.Storage.Tests.Postgres;

/// <summary>Stands between a client and a server. When it is told to, it lets the next request through, takes the answer, and cuts the connection instead of handing it on.</summary>
internal sealed class AnswerSwallowingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private int _swallow;

    public AnswerSwallowingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How many answers were swallowed.</summary>
    public int Swallowed { get; private set; }

    public void SwallowNext() => Volatile.Write(ref _swallow, 1);

    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Stopped: the test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            try
            {
                NetworkStream near = client.GetStream(), far = server.GetStream();
                await Task.WhenAny(near.CopyToAsync(far), AnswerAsync(far, near));
            }
            catch (IOException)
            {
                // One of the two has ended the connection.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream far, NetworkStream near)
    {
        byte[] buffer = new byte[1 << 16];
        for (int count = await far.ReadAsync(buffer); count > 0; count = await far.ReadAsync(buffer))
        {
            if (Interlocked.Exchange(ref _swallow, 0) == 1)
            {
                Swallowed++;
                return;
            }

            await near.WriteAsync(buffer.AsMemory(0, count));
        }
    }
}
