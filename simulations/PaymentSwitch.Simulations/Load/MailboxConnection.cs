using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PaymentSwitch.Simulations.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection for reading a mailbox: just enough of the protocol for the switch's own answers, because
/// the load shares the machine with what it measures. One thread at a time.
/// </summary>
internal sealed class MailboxConnection : IDisposable
{
    private readonly Socket _socket;
    private byte[] _incoming = new byte[256 * 1024];
    private int _start;
    private int _end;
    private byte[] _body = new byte[64 * 1024];

    public MailboxConnection(Uri address)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Connect(IPAddress.Parse(address.Host), address.Port);
    }

    /// <summary>Sends a request.</summary>
    public void Send(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty) request = request[_socket.Send(request)..];
    }

    /// <summary>Reads the next answer; waits for it.</summary>
    /// <param name="body">The body; valid until the next call.</param>
    /// <returns>The status; 0 where the connection was closed.</returns>
    public int Read(out ReadOnlySpan<byte> body)
    {
        body = default;
        int head;
        while ((head = _incoming.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
            if (!Fill()) return 0;
        ReadOnlySpan<byte> headers = _incoming.AsSpan(_start, head + 2);
        int status = ((headers[9] - '0') * 100) + ((headers[10] - '0') * 10) + (headers[11] - '0');
        int length = Length(headers);
        _start += head + 4;
        if (length < 0) return ReadChunks(out body) ? status : 0;
        while (_end - _start < length)
            if (!Fill()) return 0;
        body = _incoming.AsSpan(_start, length);
        _start += length;
        return status;
    }

    /// <summary>Wakes a reader that waits.</summary>
    public void Close() => _socket.Close();

    public void Dispose() => _socket.Dispose();

    /// <summary>The content length; 0 where there is no body, -1 where it comes in chunks.</summary>
    private static int Length(ReadOnlySpan<byte> headers)
    {
        int at = headers.IndexOf("Content-Length: "u8);
        if (at >= 0)
        {
            int length = 0;
            for (int i = at + 16; headers[i] != '\r'; i++) length = (length * 10) + headers[i] - '0';
            return length;
        }

        return headers.IndexOf("Transfer-Encoding: chunked"u8) >= 0 ? -1 : 0;
    }

    private bool ReadChunks(out ReadOnlySpan<byte> body)
    {
        int length = 0;
        while (true)
        {
            int line;
            while ((line = _incoming.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
            {
                if (Fill()) continue;
                body = default;
                return false;
            }

            int size = Convert.ToInt32(Encoding.ASCII.GetString(_incoming, _start, line), 16);
            _start += line + 2;
            while (_end - _start < size + 2)
            {
                if (Fill()) continue;
                body = default;
                return false;
            }

            if (_body.Length < length + size) Array.Resize(ref _body, Math.Max(_body.Length * 2, length + size));
            _incoming.AsSpan(_start, size).CopyTo(_body.AsSpan(length));
            length += size;
            _start += size + 2;
            if (size != 0) continue;
            body = _body.AsSpan(0, length);
            return true;
        }
    }

    private bool Fill()
    {
        if (_start == _end) _start = _end = 0;
        if (_end == _incoming.Length)
        {
            if (_start > 0) _incoming.AsSpan(_start, _end - _start).CopyTo(_incoming);
            else Array.Resize(ref _incoming, _incoming.Length * 2);
            _end -= _start;
            _start = 0;
        }

        try
        {
            int read = _socket.Receive(_incoming.AsSpan(_end));
            _end += read;
            return read > 0;
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
