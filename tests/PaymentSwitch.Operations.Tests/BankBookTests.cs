using System.Text.Json;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Operations.Catalogue;
using Xunit;

namespace PaymentSwitch.Operations.Tests;

/// <summary>Operators see which banks have handed in their own books.</summary>
public sealed class BankBookTests
{
    private const long FromMs = 1_767_225_600_000;

    [Fact]
    public async Task The_last_book_of_each_account_is_listed_with_its_period_and_what_differs()
    {
        BankBooks? books = null;
        await using RunningOperations running = await RunningOperations.StartAsync(
            books: (readSide, journal) => books = new BankBooks(readSide, journal, new StandingClock()));
        Assert.Empty((await ListAsync(running)).EnumerateArray());

        foreach ((string bank, long? closingMinor) in new[] { (RunningOperations.Bravo, null), (RunningOperations.Alpha, (long?)5), (RunningOperations.Alpha, 7) })
        {
            var account = new AccountId(new ParticipantId(bank), Domain.Currency.Of("EUR"));
            var book = new BankBook(account, FromMs, FromMs + 86_400_000, closingMinor, [new BankBookEntry(null, "X", 100, false)]);
            Assert.NotNull(await books!.CompareAsync(book, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }

        JsonElement[] rows = [.. (await ListAsync(running)).EnumerateArray()];
        Assert.Equal([RunningOperations.Alpha, RunningOperations.Bravo], rows.Select(row => row.GetProperty("account").GetString()));
        Assert.Equal(
            ("EUR", "2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z", false, 1, "0.07"),
            (rows[0].GetProperty("currency").GetString(), rows[0].GetProperty("from").GetString(), rows[0].GetProperty("to").GetString(),
                rows[0].GetProperty("matches").GetBoolean(), rows[0].GetProperty("differences").GetInt32(), rows[0].GetProperty("balanceDifference").GetString()));
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("balanceDifference").ValueKind);
        books!.Dispose();
    }

    [Fact]
    public async Task Where_no_books_are_taken_that_is_said()
    {
        await using RunningOperations running = await RunningOperations.StartAsync();
        Reply reply = await running.GetAsync(RunningOperations.TokenOf(OperatorRole.Viewer), "/admin/v1/commands/bank-books-list");
        Assert.Equal(501, reply.Status);
        Assert.Contains("bank-books.not-configured", reply.Body, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ListAsync(RunningOperations running)
    {
        Reply reply = await running.GetAsync(RunningOperations.TokenOf(OperatorRole.Viewer), "/admin/v1/commands/bank-books-list");
        Assert.True(reply.Status == 200, reply.Body);
        return JsonDocument.Parse(reply.Body).RootElement.GetProperty("rows");
    }
}
