using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PaymentSwitch.Simulations.Load;

/// <summary>
/// Keep-alive HTTP/1.1 connections that each carry one request at a time, as banks' clients do; what finds no free one waits
/// in line. They take turns, and one that the switch has closed because it was idle is opened again. Only the status of an
/// answer is looked at.
/// </summary>
internal sealed class PostConnections : IDisposable
{
    private readonly Queue<Connection> _free = new();
    private readonly Queue<(byte[] Request, int Length, uint Payment)> _waiting = new();
    private readonly ConcurrentBag<byte[]> _spare = [];
    private readonly Connection[] _all;
    private readonly Action<uint, int> _answered;

    /// <summary>So many connections.</summary>
    /// <param name="address">Where the switch listens.</param>
    /// <param name="count">How many.</param>
    /// <param name="answered">Is called with the payment and the status of each answer.</param>
    public PostConnections(Uri address, int count, Action<uint, int> answered)
    {
        _answered = answered;
        _all = [.. Enumerable.Range(0, count).Select(_ => new Connection(address, this))];
        foreach (Connection connection in _all)
        {
            _free.Enqueue(connection);
            _ = connection.ReadAsync();
        }
    }

    /// <summary>An array for a request of this length, perhaps a used one.</summary>
    public byte[] Rent(int length) => _spare.TryTake(out byte[]? spare) && spare.Length >= length ? spare : new byte[length];

    /// <summary>Sends a request as soon as a connection is free. The array must not be used after that.</summary>
    public void Post(byte[] request, int length, uint payment)
    {
        Connection? connection;
        lock (_free)
        {
            if (!_free.TryDequeue(out connection))
            {
                _waiting.Enqueue((request, length, payment));
                return;
            }
        }

        connection.Send(request, length, payment);
        _spare.Add(request);
    }

    public void Dispose()
    {
        foreach (Connection connection in _all) connection.Dispose();
    }

    private void IsFree(Connection connection, int status)
    {
        _answered(connection.Payment, status);
        (byte[] Request, int Length, uint Payment) next;
        lock (_free)
        {
            if (!_waiting.TryDequeue(out next))
            {
                _free.Enqueue(connection);
                return;
            }
        }

        connection.Send(next.Request, next.Length, next.Payment);
        _spare.Add(next.Request);
    }

    private sealed class Connection : IDisposable
    {
        private readonly Uri _address;
        private readonly PostConnections _owner;
        private Socket _socket;
        private volatile bool _isClosed;
        private byte[] _incoming = new byte[8 * 1024];

        public Connection(Uri address, PostConnections owner)
        {
            _address = address;
            _owner = owner;
            _socket = Open();
        }

        /// <summary>Whose message is under way.</summary>
        public uint Payment { get; private set; }

        public void Dispose() => _socket.Dispose();

        public void Send(byte[] request, int length, uint payment)
        {
            Payment = payment;
            try
            {
                if (_isClosed)
                {
                    _socket.Dispose();
                    _socket = Open();
                    _isClosed = false;
                    _ = ReadAsync();
                }

                for (int sent = 0; sent < length;) sent += _socket.Send(request.AsSpan(sent, length - sent));
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                // The run is over, or the switch has gone: then the payment is missed at the end.
            }
        }

        public async Task ReadAsync()
        {
            int length = 0;
            Socket socket = _socket;
            try
            {
                while (true)
                {
                    if (length == _incoming.Length) Array.Resize(ref _incoming, length * 2);
                    int read = await socket.ReceiveAsync(_incoming.AsMemory(length));
                    if (read == 0)
                    {
                        _isClosed = true;
                        return;
                    }

                    length += read;
                    if (!IsWhole(_incoming.AsSpan(0, length), out int status)) continue;
                    length = 0;
                    _owner.IsFree(this, status);
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                // The run is over, or the switch has gone.
            }
        }

        private Socket Open()
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(IPAddress.Parse(_address.Host), _address.Port);
            return socket;
        }

        private static bool IsWhole(ReadOnlySpan<byte> answer, out int status)
        {
            status = 0;
            int head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0) return false;
            status = ((answer[9] - '0') * 100) + ((answer[10] - '0') * 10) + (answer[11] - '0');
            int at = answer[..head].IndexOf("Content-Length: "u8);
            int body = 0;
            if (at >= 0)
                for (int i = at + 16; answer[i] != '\r'; i++) body = (body * 10) + answer[i] - '0';
            return answer.Length >= head + 4 + body;
        }
    }
}
