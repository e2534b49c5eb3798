using System.Net;
using System.Net.Sockets;

namespace PaymentSwitch.Storage.Tests.Postgres;

/// <summary>Stands between a client and a server, and cuts connections at the worst moments when it is told to.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private int _swallow;
    private int _lateMs = -1;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How many connections were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Lets the next request through, takes the answer, and cuts the connection instead of handing it on.</summary>
    public void SwallowNextAnswer() => Volatile.Write(ref _swallow, 1);

    /// <summary>Cuts the connection at the next request, and hands that to the server so many ms later all the same.</summary>
    public void DelayNextRequest(int ms) => Volatile.Write(ref _lateMs, ms);

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
                Task request = RequestAsync(client, far);
                await Task.WhenAny(request, AnswerAsync(far, near));
                if (!client.Connected) await request;
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // One of the two has ended the connection.
            }
        }
    }

    private async Task RequestAsync(TcpClient client, NetworkStream far)
    {
        NetworkStream near = client.GetStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = await near.ReadAsync(buffer); count > 0; count = await near.ReadAsync(buffer))
        {
            int lateMs = Interlocked.Exchange(ref _lateMs, -1);
            if (lateMs >= 0)
            {
                Cuts++;
                client.Close();
                await Task.Delay(lateMs);
            }

            await far.WriteAsync(buffer.AsMemory(0, count));
            if (lateMs < 0) continue;
            // Long enough that the server has read it before this end is closed too.
            await Task.Delay(200);
            return;
        }
    }

    private async Task AnswerAsync(NetworkStream far, NetworkStream near)
    {
        byte[] buffer = new byte[1 << 16];
        for (int count = await far.ReadAsync(buffer); count > 0; count = await far.ReadAsync(buffer))
        {
            if (Interlocked.Exchange(ref _swallow, 0) == 1)
            {
                Cuts++;
                return;
            }

            await near.WriteAsync(buffer.AsMemory(0, count));
        }
    }
}
