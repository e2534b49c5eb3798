using System.Net.Sockets;
using System.Text;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>A bank that asks and does not read, and begins what it does not end.</summary>
/// <param name="address">Where the switch listens.</param>
/// <param name="token">The bank's token.</param>
/// <param name="connectionsMax">How many connections it has open at a time.</param>
/// <param name="goesOn">Whether it closes the oldest ones then and opens others.</param>
internal sealed class StallingBank(Uri address, string token, int connectionsMax = 100, bool goesOn = false) : IDisposable
{
    private const int RequestsEach = 50;
    private readonly Queue<Socket> _open = [];

    /// <summary>How many connections are open.</summary>
    public int Connections => _open.Count;

    /// <summary>Opens two connections more: one with many requests for the mailbox whose answers are not read, one with half a request.</summary>
    public async Task StallAsync()
    {
        while (_open.Count >= connectionsMax)
        {
            if (!goesOn) return;
            _open.Dequeue().Dispose();
        }

        string head = $" HTTP/1.1\r\nHost: switch\r\nAuthorization: Bearer {token}\r\n";
        string ask = $"GET /v1/mailbox?after=0&max=200&wait=0{head}\r\n";
        await SendAsync(string.Concat(Enumerable.Repeat(ask, RequestsEach)));
        await SendAsync($"POST /v1/messages{head}Content-Type: application/xml\r\nContent-Length: 5000\r\n\r\n<BusinessMessage>");
    }

    public void Dispose()
    {
        foreach (Socket socket in _open) socket.Dispose();
    }

    private async Task SendAsync(string text)
    {
        // Little room for answers, so that they stay with the switch.
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2_048, NoDelay = true };
        _open.Enqueue(socket);
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(text));
    }
}
