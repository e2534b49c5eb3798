using System.Diagnostics;
using System.Globalization;
using System.Text;
using PaymentSwitch.Simulations.Load;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

/// <summary>The load generator counts what it says it counts: a figure is worth as much as this.</summary>
public sealed class LoadTests
{
    [Fact]
    public void A_request_has_the_number_and_the_time_wherever_they_belong()
    {
        var template = new RequestTemplate("secret", "Prefer: return=minimal\r\n", $"<a>{RequestTemplate.Number}</a><b>{RequestTemplate.Time}</b><c>ü{RequestTemplate.Number}</c>");
        byte[] request = new byte[template.Length];
        template.Write(request, 0xBEEF, "2026-11-21T09:30:00.000Z"u8);
        string text = Encoding.UTF8.GetString(request);
        Assert.EndsWith("\r\n\r\n<a>0000beef</a><b>2026-11-21T09:30:00.000Z</b><c>ü0000beef</c>", text);
        string body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"), text);
        Assert.Contains("Authorization: Bearer secret\r\n", text);
    }

    [Fact]
    public void A_payment_is_finished_when_both_banks_were_told_and_not_before()
    {
        var books = new LoadBooks(10);
        books.Begin(3, debtor: 1, Stopwatch.GetTimestamp());
        books.Hear(3, bank: 1, settled: true);
        books.Hear(3, bank: 1, settled: true);
        Assert.Equal(0, books.Finished);
        books.Hear(3, bank: 2, settled: true);
        books.Hear(3, bank: 2, settled: true);
        Assert.Equal((1, 0, 0), (books.Finished, books.Failed, books.Faults));
        Assert.Single(books.Latencies(0, long.MaxValue, 10));
    }

    [Fact]
    public void A_payment_that_fails_counts_once_and_what_is_nobodys_counts_apart()
    {
        var books = new LoadBooks(10);
        books.Begin(4, debtor: 0, Stopwatch.GetTimestamp());
        books.Answered(4, 503);
        books.Hear(4, bank: 0, settled: false);
        books.Hear(4, bank: 1, settled: false);
        books.Answered(5, 202);
        books.Answered(99, 500);
        books.CountFault();
        Assert.Equal((0, 1, 2), (books.Finished, books.Failed, books.Faults));
    }

    [Fact]
    public async Task A_short_load_settles_every_payment_it_sends()
    {
        LoadFigures figures = await LoadRun.RunAgainstOwnAsync(
            new LoadSettings { InFlight = 32, WarmUp = TimeSpan.FromSeconds(1), Duration = TimeSpan.FromSeconds(2) });
        Assert.Equal(0, figures.Errors);
        Assert.True(figures.Payments > 0 && figures.P50Ms > 0 && figures.P50Ms <= figures.P99Ms && figures.P99Ms <= figures.MaxMs, figures.ToString());
        Assert.All(figures.SwitchMemoryBytes.Take(1), bytes => Assert.True(bytes > 0));
    }
}
