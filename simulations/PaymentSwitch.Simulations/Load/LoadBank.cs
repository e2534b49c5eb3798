using System.Globalization;
using System.Text;

namespace PaymentSwitch.Simulations.Load;

/// <summary>A bank under load: connections that send payments, connections that answer, and one that reads the mailbox, with a thread of its own.</summary>
internal sealed class LoadBank : IDisposable
{
    private const int Connections = 48;
    private readonly PostConnections _sending;
    private readonly PostConnections _answering;
    private readonly MailboxConnection _mailbox;
    private readonly RequestTemplate[] _payments;
    private readonly RequestTemplate _answer;
    private readonly string _token;
    private readonly LoadBooks _books;
    private readonly Thread _reading;
    private long _endOfMailbox;
    private volatile bool _stopping;
    private volatile bool _isDead;
    private uint _answersFrom;

    public LoadBank(Uri address, int index, string bic, string token, IReadOnlyList<string> bics, LoadBooks books)
    {
        _books = books;
        _token = token;
        Index = index;
        _sending = new PostConnections(address, Connections, books.Answered);
        _answering = new PostConnections(address, Connections, books.Answered);
        _mailbox = new MailboxConnection(address);
        _reading = new Thread(ReadMailbox) { Name = "mailbox", IsBackground = true };
        _payments = [.. bics.Select(creditor => new RequestTemplate(token, "", LoadMessages.CreditTransfer(bic, creditor, books.Run)))];
        _answer = new RequestTemplate(token, "Prefer: return=minimal\r\n", LoadMessages.Acceptance(bic, books.Run));
    }

    private static ReadOnlySpan<byte> CursorMark => "{\"cursor\":"u8;

    public int Index { get; }

    /// <summary>From now on it neither reads nor answers.</summary>
    public void Die() => _isDead = true;

    /// <summary>It reads on from where it was, and answers payments from this number on: those before are too late.</summary>
    public void Revive(uint from)
    {
        Volatile.Write(ref _answersFrom, from);
        _isDead = false;
    }

    /// <summary>Finds what is new in the mailbox, and reads from there on.</summary>
    public void Start()
    {
        _endOfMailbox = FindEndOfMailbox();
        _reading.Start();
    }

    /// <summary>Sends a payment.</summary>
    public void Pay(int creditor, uint number, ReadOnlySpan<byte> time)
    {
        RequestTemplate template = _payments[creditor];
        byte[] request = _sending.Rent(template.Length);
        template.Write(request, number, time);
        _sending.Post(request, template.Length, number);
    }

    public void Dispose()
    {
        _stopping = true;
        _sending.Dispose();
        _answering.Dispose();
        _mailbox.Close();
        _reading.Join();
    }

    private void ReadMailbox()
    {
        Span<byte> time = stackalloc byte[24];
        try
        {
            long cursor = _endOfMailbox;
            while (!_stopping)
            {
                if (_isDead)
                {
                    Thread.Sleep(10);
                    continue;
                }

                int status = Get(cursor, 500, 10, out ReadOnlySpan<byte> page);
                if (status == 0) return;
                if (status != 200)
                {
                    _books.CountFault();
                    Thread.Sleep(50);
                    continue;
                }

                if (_isDead) continue;
                LoadBooks.WriteTime(time);
                cursor = Take(page, cursor, time);
            }
        }
        catch (Exception closed) when (closed is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // The run is over, or the switch has gone.
        }
    }

    /// <summary>The cursor of the last message that is there before the run: earlier runs' messages are none of its business.</summary>
    private long FindEndOfMailbox()
    {
        long last = 0, beyond = 1;
        while (HasAfter(beyond)) beyond *= 2;
        while (beyond - last > 0)
        {
            long middle = last + ((beyond - last) / 2);
            if (HasAfter(middle)) last = middle + 1;
            else beyond = middle;
        }

        return last;
    }

    private bool HasAfter(long cursor)
    {
        int status = Get(cursor, 1, 0, out ReadOnlySpan<byte> page);
        return status == 200 ? page.IndexOf(CursorMark) >= 0 : throw new InvalidOperationException($"The mailbox of bank {Index} answers {status}.");
    }

    private int Get(long cursor, int max, int waitSeconds, out ReadOnlySpan<byte> page)
    {
        _mailbox.Send(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"GET /v1/mailbox?after={cursor}&max={max}&wait={waitSeconds} HTTP/1.1\r\nHost: switch\r\nAuthorization: Bearer {_token}\r\n\r\n")));
        return _mailbox.Read(out page);
    }

    private void Answer(uint number, ReadOnlySpan<byte> time)
    {
        byte[] request = _answering.Rent(_answer.Length);
        _answer.Write(request, number, time);
        _answering.Post(request, _answer.Length, number);
    }

    /// <summary>Goes through a page from one <c>"cursor":</c> to the next; answers payments, books outcomes.</summary>
    private long Take(ReadOnlySpan<byte> page, long cursor, ReadOnlySpan<byte> time)
    {
        int at = page.IndexOf(CursorMark);
        while (at >= 0)
        {
            page = page[(at + CursorMark.Length)..];
            at = page.IndexOf(CursorMark);
            ReadOnlySpan<byte> entry = at < 0 ? page : page[..at];
            cursor++;
            ReadOnlySpan<byte> uetr = entry[(entry.IndexOf("\"uetr\":\""u8) + 8)..];
            bool own = uetr.Slice(9, 27).SequenceEqual(_books.UetrTail);
            if (!own || !uint.TryParse(uetr[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint number)) continue;
            if (entry.IndexOf("\"type\":\"pacs.008"u8) >= 0)
            {
                if (number >= Volatile.Read(ref _answersFrom)) Answer(number, time);
                continue;
            }

            _books.Hear(number, Index, entry.IndexOf("<TxSts>ACSC"u8) >= 0);
        }

        return cursor;
    }
}
