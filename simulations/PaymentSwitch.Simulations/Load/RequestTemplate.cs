using System.Globalization;
using System.Text;

namespace PaymentSwitch.Simulations.Load;

/// <summary>A request made once as bytes, with places for the payment's number and the time: making another one is copying it and writing into those.</summary>
internal sealed class RequestTemplate
{
    /// <summary>Stands for the payment's number in a text: eight hexadecimal digits.</summary>
    public const string Number = "########";

    /// <summary>Stands for the time: ISO 8601 in UTC with milliseconds.</summary>
    public const string Time = "@@@@@@@@@@@@@@@@@@@@@@@@";

    private readonly byte[] _bytes;
    private readonly int[] _numbers;
    private readonly int[] _times;

    /// <summary>A request to <c>POST /v1/messages</c>.</summary>
    /// <param name="token">The sender's token.</param>
    /// <param name="moreHeaders">More header lines, each with its line end.</param>
    /// <param name="body">The message, with <see cref="Number"/> and <see cref="Time"/> in it.</param>
    public RequestTemplate(string token, string moreHeaders, string body)
    {
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /v1/messages HTTP/1.1\r\nHost: switch\r\nAuthorization: Bearer {token}\r\nContent-Type: application/xml\r\n{moreHeaders}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n");
        _bytes = Encoding.UTF8.GetBytes(head + body);
        _numbers = PlacesOf(Number);
        _times = PlacesOf(Time);
    }

    /// <summary>How long it is.</summary>
    public int Length => _bytes.Length;

    /// <summary>Writes a request.</summary>
    /// <param name="target">As long as the template.</param>
    /// <param name="number">The payment's number.</param>
    /// <param name="time">The time, 24 bytes.</param>
    public void Write(Span<byte> target, uint number, ReadOnlySpan<byte> time)
    {
        _bytes.CopyTo(target);
        foreach (int place in _numbers) number.TryFormat(target[place..], out _, "x8", CultureInfo.InvariantCulture);
        foreach (int place in _times) time.CopyTo(target[place..]);
    }

    private int[] PlacesOf(string mark)
    {
        byte[] sought = Encoding.UTF8.GetBytes(mark);
        var places = new List<int>();
        for (int at = 0; _bytes.AsSpan(at).IndexOf(sought) is >= 0 and int found; at += found + sought.Length) places.Add(at + found);
        return [.. places];
    }
}
