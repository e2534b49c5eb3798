using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Gateway.Http;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Gateway.Accounts;

/// <summary>
/// <c>POST /v1/accounts/{currency}/book?from=&amp;to=</c>: a bank hands in its own book of its account for a period that is over, as CSV or
/// JSON, and is told what differs.
/// </summary>
internal sealed class BookEndpoint(IPaymentSwitch paymentSwitch, BankBooks books, GatewayLimits limits, TimeProvider clock)
{
    private const string Csv = "text/csv";
    private const string Json = "application/json";
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"];

    public async Task HandleAsync(HttpContext context, ParticipantId participant)
    {
        if (!books.TryBegin(participant))
        {
            await new Problem(409, "Book under way", $"{participant} is handing in a book: one at a time.").WriteAsync(context.Response);
            return;
        }

        try
        {
            await TakeAsync(context, participant);
        }
        finally
        {
            books.End(participant);
        }
    }

    private async Task TakeAsync(HttpContext context, ParticipantId participant)
    {
        (AccountId account, Problem? noAccount) = await AccountOfAsync(context.Request, participant);
        Problem? wrongPeriod = PeriodOf(context.Request, out long fromMs, out long toMs);
        string type = (context.Request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        string? closingBalance = context.Request.Query["closingBalance"];
        if ((noAccount ?? wrongPeriod ?? TypeOf(context.Request, type, closingBalance)) is Problem wrong)
        {
            await wrong.WriteAsync(context.Response);
            return;
        }

        if (await RequestBody.ReadAsync(context.Request, limits.BookBytesMax) is not byte[] body)
        {
            await new Problem(413, "Book too large", $"A book may have {limits.BookBytesMax} bytes (setting Gateway:BookBytesMax): hand it in for a shorter period.").WriteAsync(context.Response);
            return;
        }

        BankBook? book = Read(body, type, account, fromMs, toMs, closingBalance, out IReadOnlyList<string> errors);
        if (book is null)
        {
            await new Problem(400, "Book not understood", errors[0])
            {
                Code = "BOOK_MALFORMED", Errors = [.. errors.Select(error => new MessageError(MessageErrorKind.Content, "BOOK_MALFORMED", "", 0, 0, error))],
            }.WriteAsync(context.Response);
            return;
        }

        BankBookResult? result = await books.CompareAsync(book, TimeSpan.FromSeconds(limits.ReportWaitSecondsMax), context.RequestAborted);
        if (result is not { } compared)
            await NotReady.WriteAsync(context.Response, limits.RetryAfterSeconds);
        else if (compared.Comparison is BankBookComparison comparison)
            await BookJson.WriteAsync(context.Response, book, comparison);
        else
            await TooLarge().WriteAsync(context.Response);
    }

    private async ValueTask<(AccountId Account, Problem? Wrong)> AccountOfAsync(HttpRequest request, ParticipantId participant)
    {
        var code = (string?)request.RouteValues["currency"];
        if (Currency.Find(code ?? "") is not Currency currency)
            return (default, new Problem(404, "No account", $"There is no currency '{code}' in ISO 4217."));
        var account = new AccountId(participant, currency);
        bool isThere = (await paymentSwitch.ListAccountsAsync()).Any(standing => standing.Id == account);
        return (account, isThere ? null : new Problem(404, "No account", $"{participant} has no account in {currency}."));
    }

    private static Problem? TypeOf(HttpRequest request, string type, string? closingBalance) => type switch
    {
        Csv => null,
        Json when closingBalance is null => null,
        Json => new Problem(400, "Query not understood", "closingBalance: found it in the address, expected it in the JSON document."),
        _ => new Problem(415, "Unsupported media type", $"Found Content-Type '{request.ContentType}', expected {Csv} or {Json}."),
    };

    private Problem? PeriodOf(HttpRequest request, out long fromMs, out long toMs)
    {
        toMs = 0;
        if (Time(request, "from", out fromMs) is { } wrongFrom) return wrongFrom;
        if (Time(request, "to", out toMs) is { } wrongTo) return wrongTo;
        if (toMs <= fromMs) return Period("Found an end at or before the beginning, expected from before to.");
        // What is booked in this very millisecond may still come.
        return toMs > clock.GetUtcNow().ToUnixTimeMilliseconds() ? Period("Found an end that is still to come, expected a period that is over.") : null;
    }

    private static Problem? Time(HttpRequest request, string name, out long ms)
    {
        string text = request.Query[name].ToString();
        bool isTime = DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
        ms = isTime ? time.ToUnixTimeMilliseconds() : 0;
        return isTime ? null : Period($"{name}: found '{text}', expected a time in UTC such as 2026-03-02T00:00:00Z.");
    }

    private static Problem Period(string detail) => new(400, "Query not understood", detail) { Code = "BOOK_PERIOD" };

    private static Problem TooLarge() => new(
        413, "Book too large", $"One comparison takes {BankBook.EntriesMax} entries of the bank and {BankBook.EntriesMax} movements: hand it in for a shorter period.");

    private static BankBook? Read(
        byte[] body, string type, AccountId account, long fromMs, long toMs, string? closingBalance, out IReadOnlyList<string> errors)
    {
        if (type == Json) return BankBookReader.ReadJson(body, account, fromMs, toMs, out errors);
        using var text = new StreamReader(new MemoryStream(body), Encoding.UTF8);
        return BankBookReader.ReadCsv(text, account, fromMs, toMs, closingBalance, out errors);
    }
}
