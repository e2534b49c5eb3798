using System.Globalization;
using System.Text;

namespace PaymentSwitch.Simulations.Load;

/// <summary>A bank under load: one connection sends payments, one answers, one reads the mailbox. Each has a thread that waits for it.</summary>
internal sealed class LoadBank : IDisposable
{
    private readonly PipelinedConnection _sending;
    private readonly PipelinedConnection _answering;
    private readonly PipelinedConnection _mailbox;
    private readonly RequestTemplate[] _payments;
    private readonly RequestTemplate _answer;
    private readonly string _token;
    private readonly LoadBooks _books;
    private readonly List<Thread> _threads = [];
    private volatile bool _stopping;

    public LoadBank(Uri address, int index, string bic, string token, IReadOnlyList<string> bics, LoadBooks books)
    {
        _books = books;
        _token = token;
        Index = index;
        _sending = new PipelinedConnection(address);
        _answering = new PipelinedConnection(address);
        _mailbox = new PipelinedConnection(address);
        _payments = [.. bics.Select(creditor => new RequestTemplate(token, "", LoadMessages.CreditTransfer(bic, creditor, books.Run)))];
        _answer = new RequestTemplate(token, "Prefer: return=minimal\r\n", LoadMessages.Acceptance(bic, books.Run));
    }

    public int Index { get; }

    public void Start()
    {
        Run("answers to payments", () => CountAnswers(_sending));
        Run("answers to answers", () => CountAnswers(_answering));
        Run("mailbox", ReadMailbox);
    }

    /// <summary>Adds a payment to those that go out with the next <see cref="Flush"/>.</summary>
    public void Pay(int creditor, uint number, ReadOnlySpan<byte> time)
    {
        RequestTemplate template = _payments[creditor];
        template.Write(_sending.Append(template.Length), number, time);
    }

    public void Flush() => _sending.Flush();

    public void Dispose()
    {
        _stopping = true;
        _sending.Close();
        _answering.Close();
        _mailbox.Close();
        _threads.ForEach(thread => thread.Join());
    }

    private void Run(string name, Action work)
    {
        var thread = new Thread(() => work()) { Name = name, IsBackground = true };
        _threads.Add(thread);
        thread.Start();
    }

    private void CountAnswers(PipelinedConnection connection)
    {
        while (!_stopping)
        {
            int status = connection.Read(out _);
            if (status == 0) return;
            if (status is not (200 or 202 or 204)) _books.CountError();
        }
    }

    private void ReadMailbox()
    {
        long cursor = 0;
        Span<byte> time = stackalloc byte[24];
        while (!_stopping)
        {
            byte[] request = Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"GET /v1/mailbox?after={cursor}&max=500&wait=10 HTTP/1.1\r\nHost: switch\r\nAuthorization: Bearer {_token}\r\n\r\n"));
            try
            {
                request.CopyTo(_mailbox.Append(request.Length));
                _mailbox.Flush();
                int status = _mailbox.Read(out ReadOnlySpan<byte> page);
                if (status == 0) return;
                LoadBooks.WriteTime(time);
                cursor = Take(page, cursor, time);
                _answering.Flush();
            }
            catch (Exception closed) when (closed is System.Net.Sockets.SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>Goes through a page from one <c>"cursor":</c> to the next; answers payments, books outcomes.</summary>
    private long Take(ReadOnlySpan<byte> page, long cursor, ReadOnlySpan<byte> time)
    {
        ReadOnlySpan<byte> mark = "{\"cursor\":"u8;
        int at = page.IndexOf(mark);
        while (at >= 0)
        {
            page = page[(at + mark.Length)..];
            at = page.IndexOf(mark);
            ReadOnlySpan<byte> entry = at < 0 ? page : page[..at];
            cursor++;
            ReadOnlySpan<byte> uetr = entry[(entry.IndexOf("\"uetr\":\""u8) + 8)..];
            bool own = uetr.Slice(9, 27).SequenceEqual(_books.UetrTail);
            if (!own || !uint.TryParse(uetr[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint number)) continue;
            if (entry.IndexOf("\"type\":\"pacs.008"u8) >= 0) _answer.Write(_answering.Append(_answer.Length), number, time);
            else _books.Hear(number, Index, entry.IndexOf("<TxSts>ACSC"u8) >= 0);
        }

        return cursor;
    }
}
