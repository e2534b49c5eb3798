using System.Net;
using System.Text.Json;
using PaymentSwitch.Domain.Identification;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>Recalls, their answers, returns and later outcomes, over HTTP.</summary>
public sealed class AftermathTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;
    private static readonly Letters Letters = new();

    [Fact]
    public async Task A_recall_and_its_refusal_are_passed_on_byte_for_byte()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Uetr uetr = await Flows.SettleAsync(gateway);
        string recall = Letters.Recall(uetr);
        string answer = Letters.RecallAnswer(uetr);

        Reply taken = await gateway.PostAsync(Alpha, recall);
        (string recallType, string forwarded) = await Flows.LastOfAsync(gateway, Bravo);
        Reply answered = await gateway.PostAsync(Bravo, answer);
        (string answerType, string passedOn) = await Flows.LastOfAsync(gateway, Alpha);

        Assert.Equal((HttpStatusCode.Accepted, ""), (taken.Status, taken.Body));
        Assert.Equal(HttpStatusCode.Accepted, answered.Status);
        Assert.Equal(("camt.056.001.08", Flows.DocumentOf(recall)), (recallType, Flows.DocumentOf(forwarded)));
        Assert.Equal(("camt.029.001.09", Flows.DocumentOf(answer)), (answerType, Flows.DocumentOf(passedOn)));
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.PostAsync(Alpha, recall)).Status);
        JsonElement shown = JsonDocument.Parse((await gateway.GetAsync(Alpha, $"/v1/payments/{uetr}")).Body).RootElement;
        JsonElement shownRecall = shown.GetProperty("recall");
        Assert.Equal(
            ("RECALL-1", "FRAD", "Refused", "CUST"),
            (shownRecall.GetProperty("id").GetString(), shownRecall.GetProperty("reason").GetString(), shownRecall.GetProperty("status").GetString(), shownRecall.GetProperty("answerReason").GetString()));
        Assert.Contains(shown.GetProperty("timeline").EnumerateArray(), line => line.GetProperty("event").GetString() == "RecallRequested" && line.GetProperty("detail").GetString() == "RECALL-1 FRAD");
    }

    [Theory]
    [InlineData("not-settled", HttpStatusCode.Conflict, "NOT_SETTLED")]
    [InlineData("by-other", HttpStatusCode.NotFound, "UNKNOWN_PAYMENT")]
    [InlineData("reason", HttpStatusCode.Conflict, "REASON_NOT_ALLOWED")]
    [InlineData("twice", HttpStatusCode.Conflict, "RECALL_OPEN")]
    [InlineData("reference", HttpStatusCode.Conflict, "ORIGINAL_MISMATCH")]
    [InlineData("answer-without-recall", HttpStatusCode.Conflict, "NO_RECALL_OPEN")]
    [InlineData("answer-by-words", HttpStatusCode.Conflict, "ACCEPT_BY_RETURN")]
    [InlineData("answer-pending", HttpStatusCode.Conflict, "RECALL_ANSWER_PENDING")]
    public async Task What_does_not_fit_the_payment_is_refused_with_a_code(string which, HttpStatusCode status, string code)
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        (Uetr open, string openXml) = RunningGateway.CreditTransfer();
        await gateway.PostAsync(Alpha, openXml);
        Uetr uetr = await Flows.SettleAsync(gateway);
        if (which is "twice" or "answer-by-words" or "answer-pending") await gateway.PostAsync(Alpha, Letters.Recall(uetr));
        if (which is "answer-pending") await gateway.PostAsync(Bravo, Letters.RecallAnswer(uetr, "PDCR", "CUST"));
        (string from, string xml) = which switch
        {
            "not-settled" => (Alpha, Letters.Recall(open)),
            "by-other" => (Bravo, Letters.Recall(uetr, from: Bravo)),
            "reason" => (Alpha, Letters.Recall(uetr, "AGNT")),
            "twice" => (Alpha, Letters.Recall(uetr, "DUPL")),
            "reference" => (Alpha, Letters.Recall(uetr, endToEndId: "OTHER")),
            "answer-without-recall" => (Bravo, Letters.RecallAnswer(uetr)),
            "answer-by-words" => (Bravo, Letters.RecallAnswer(uetr, "ACCR", null)),
            _ => (Bravo, Letters.RecallAnswer(uetr, "PDCR", null)),
        };

        Reply refused = await gateway.PostAsync(from, xml, ("Accept", "application/json"));
        Reply asXml = await gateway.PostAsync(from, xml);

        Assert.True(refused.Status == status, refused.Body);
        JsonElement error = JsonDocument.Parse(refused.Body).RootElement.GetProperty("errors")[0];
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.StartsWith("/Document/", error.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Contains("admi.002.001.01", asXml.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_an_answer_to_a_recall_comes_later_is_passed_on_once_and_the_recall_stays_open()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Uetr uetr = await Flows.SettleAsync(gateway);
        await gateway.PostAsync(Alpha, Letters.Recall(uetr));
        string later = Letters.RecallAnswer(uetr, "PDCR", null);

        Reply taken = await gateway.PostAsync(Bravo, later);
        Reply repeat = await gateway.PostAsync(Bravo, later);
        (string type, string passedOn) = await Flows.LastOfAsync(gateway, Alpha);
        JsonElement open = JsonDocument.Parse((await gateway.GetAsync(Alpha, $"/v1/payments/{uetr}")).Body).RootElement;
        Reply answered = await gateway.PostAsync(Bravo, Letters.RecallAnswer(uetr));
        (_, string answer) = await Flows.LastOfAsync(gateway, Alpha);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted), (taken.Status, repeat.Status, answered.Status));
        Assert.Equal(("camt.029.001.09", Flows.DocumentOf(later)), (type, Flows.DocumentOf(passedOn)));
        Assert.Equal("Open", open.GetProperty("recall").GetProperty("status").GetString());
        Assert.Contains(open.GetProperty("timeline").EnumerateArray(), line => line.GetProperty("event").GetString() == "RecallAnswerPending");
        Assert.NotEqual(Answers.IdOf(passedOn), Answers.IdOf(answer));
        Assert.Equal(3, (await gateway.MailboxAsync(Alpha)).Length);
    }

    [Fact]
    public async Task A_return_moves_the_money_back_and_both_banks_are_told()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Uetr uetr = await Flows.SettleAsync(gateway);
        await gateway.PostAsync(Alpha, Letters.Recall(uetr));
        string part = Letters.Return(uetr, "2.50");

        Reply returned = await gateway.PostAsync(Bravo, part);
        (string type, string passedOn) = await Flows.LastOfAsync(gateway, Alpha);
        (_, string confirmed) = await Flows.LastOfAsync(gateway, Bravo);
        Reply repeat = await gateway.PostAsync(Bravo, part);
        Reply rest = await gateway.PostAsync(Bravo, Letters.Return(uetr, "10.00", id: "RETURN-2"));
        Reply tooMuch = await gateway.PostAsync(Bravo, Letters.Return(uetr, "0.01", id: "RETURN-3"));

        Assert.Equal((HttpStatusCode.OK, "ACSC", "RETURN-1"), (returned.Status, Answers.StatusOf(returned.Body), Flows.Text(returned.Body, "OrgnlInstrId")));
        Assert.Equal((confirmed, confirmed), (returned.Body, repeat.Body));
        Assert.Equal(("pacs.004.001.09", Flows.DocumentOf(part)), (type, Flows.DocumentOf(passedOn)));
        Assert.Equal("ACSC", Answers.StatusOf(rest.Body));
        Assert.Equal((HttpStatusCode.OK, "RJCT"), (tooMuch.Status, Answers.StatusOf(tooMuch.Body)));
        Assert.Equal(("1000.00", "1000.00"), (await Flows.BalanceAsync(gateway, Alpha), await Flows.BalanceAsync(gateway, Bravo)));
        JsonElement shown = JsonDocument.Parse((await gateway.GetAsync(Bravo, $"/v1/payments/{uetr}")).Body).RootElement;
        Assert.Equal(["2.50", "10.00"], shown.GetProperty("returns").EnumerateArray().Select(sent => sent.GetProperty("amount").GetString()));
        Assert.All(shown.GetProperty("returns").EnumerateArray(), sent => Assert.Equal("Settled", sent.GetProperty("status").GetString()));
        Assert.Equal("Returned", shown.GetProperty("recall").GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_return_without_cover_is_rejected_and_one_of_an_unknown_payment_too()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Uetr uetr = await Flows.SettleAsync(gateway);
        await gateway.Engine.CommandAccountAsync(TestSchemes.AccountOf(Bravo), new Domain.Accounts.WithdrawFromAccount(101_250, "all", new Domain.OperatorAct("test")));

        Reply poor = await gateway.PostAsync(Bravo, Letters.Return(uetr));
        Reply unknown = await gateway.PostAsync(Bravo, Letters.Return(RunningGateway.CreditTransfer().Uetr));

        Assert.Equal((HttpStatusCode.OK, "RJCT", "AM04"), (poor.Status, Answers.StatusOf(poor.Body), Answers.CodeOf(poor.Body)));
        Assert.Equal((HttpStatusCode.OK, "RJCT"), (unknown.Status, Answers.StatusOf(unknown.Body)));
        JsonElement shown = JsonDocument.Parse((await gateway.GetAsync(Bravo, $"/v1/payments/{uetr}")).Body).RootElement.GetProperty("returns")[0];
        Assert.Equal(("Rejected", "AM04"), (shown.GetProperty("status").GetString(), shown.GetProperty("refusal").GetString()));
    }

    [Fact]
    public async Task A_later_outcome_is_told_to_the_debtor_agent()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Uetr uetr = await Flows.SettleAsync(gateway, status: "ACWP");
        Reply held = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "PDNG"));
        Reply posted = await gateway.PostAsync(Bravo, RunningGateway.Answer(uetr, "ACCC"));
        string[] told = [.. (await gateway.MailboxAsync(Alpha)).Select(message => message.GetProperty("xml").GetString()!)];

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (held.Status, posted.Status));
        Assert.Equal(["ACSC", "PDNG", "ACCC"], told.Select(Answers.StatusOf));
        Assert.Equal(3, told.Select(Answers.IdOf).Distinct().Count());
        JsonElement outcome = JsonDocument.Parse((await gateway.GetAsync(Alpha, $"/v1/payments/{uetr}")).Body).RootElement.GetProperty("laterOutcome");
        Assert.Equal("ACCC", outcome.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_late_acceptance_is_recalled_and_a_recall_that_nobody_answers_lapses()
    {
        var clock = new MovedClock();
        var letters = new Letters(clock);
        await using RunningGateway gateway = await TestSchemes.StartAsync(clock: clock);
        Uetr settled = await Flows.SettleAsync(gateway, clock);
        (Uetr late, string xml) = RunningGateway.CreditTransfer(clock: clock);
        await gateway.PostAsync(Alpha, xml);
        clock.Advance(8_000);
        await gateway.PostAsync(Bravo, RunningGateway.Answer(late, "ACCP"));
        (string type, string recall) = await Flows.LastOfAsync(gateway, Bravo);
        Reply answered = await gateway.PostAsync(Bravo, letters.RecallAnswer(late, "ACCR", null));
        await gateway.PostAsync(Alpha, letters.Recall(settled));
        long last = gateway.Engine.Mailboxes.LastCursor(new ParticipantId(Alpha));
        clock.Advance(28L * 24 * 60 * 60 * 1000);
        JsonElement lapse = Assert.Single(await gateway.MailboxAsync(Alpha, last));

        Assert.Equal(("camt.056.001.08", late.ToString()), (type, Flows.Text(recall, "OrgnlUETR")));
        Assert.Equal(HttpStatusCode.Accepted, answered.Status);
        Assert.Equal(("camt.029.001.09", "RJCR", "RECALL-1"), (
            lapse.GetProperty("type").GetString(), Flows.Text(lapse.GetProperty("xml").GetString()!, "Conf"), Flows.Text(lapse.GetProperty("xml").GetString()!, "RslvdCase")?[..8]));
    }
}
