using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A creditor agent asks for a payment. The request moves nothing; the payment that follows is tied to it.</summary>
public abstract class RequestToPayScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task A_request_is_passed_on_answered_and_paid()
    {
        await using Scheme scheme = await StartAsync();
        AskToPay request = scheme.RequestOf(1_250);

        Assert.Equal((RequestReply.Done, RequestStatus.Received), Of(await scheme.AskAsync(request)));
        Assert.Equal([DeliveryKind.PassOnRequestToPay], await scheme.RequestMailAsync(Scheme.Alpha, "INVOICE-1"));
        Assert.Equal((RequestReply.Done, RequestStatus.Accepted), Of(await scheme.AnswerRequestAsync("INVOICE-1")));
        Assert.Equal([DeliveryKind.PassOnRequestToPayAnswer], await scheme.RequestMailAsync(Scheme.Bravo, "INVOICE-1"));
        await scheme.AssertNothingMadeOrLostAsync(200_000);

        Uetr uetr = await scheme.SettledAsync(1_250, "INVOICE-1");

        RequestResult paid = await scheme.AskAsync(request);
        Assert.Equal((RequestReply.Repeat, RequestStatus.Paid), Of(paid));
        Assert.Equal(uetr, paid.Request!.PaidBy);
    }

    [Fact]
    public async Task A_payment_without_an_answer_before_it_pays_the_request_too()
    {
        await using Scheme scheme = await StartAsync();
        AskToPay request = scheme.RequestOf(1_250);
        await scheme.AskAsync(request);
        await scheme.SettledAsync(1_250, "INVOICE-1");
        Assert.Equal(RequestStatus.Paid, await scheme.RequestStatusAsync(request));
        Assert.Equal(RequestReply.AnsweredBefore, (await scheme.AnswerRequestAsync("INVOICE-1")).Reply);
    }

    [Fact]
    public async Task A_payment_of_another_amount_reference_or_bank_does_not_pay_it()
    {
        await using Scheme scheme = await StartAsync();
        AskToPay request = scheme.RequestOf(1_250);
        await scheme.AskAsync(request);

        await scheme.SettledAsync(1_249, "INVOICE-1");
        await scheme.SettledAsync(1_250, "INVOICE-2");
        await scheme.SettledAsync(1_250, "INVOICE-1", Scheme.Bravo, Scheme.Alpha);
        await scheme.SettledAsync(1_250, "INVOICE-1", Scheme.Alpha, Scheme.Alpha);

        Assert.Equal(RequestStatus.Received, await scheme.RequestStatusAsync(request));
    }

    [Fact]
    public async Task Only_a_payment_that_settles_pays_it_and_only_the_first_one()
    {
        await using Scheme scheme = await StartAsync();
        AskToPay request = scheme.RequestOf(1_250);
        await scheme.AskAsync(request);
        SubmitPayment instruction = scheme.Instruction(1_250);
        await scheme.SubmitAsync(instruction with { Transfer = instruction.Transfer with { EndToEndId = "INVOICE-1" } });
        await scheme.AnswerAsync(instruction.Transfer.Uetr, "RJCT");
        Assert.Equal(RequestStatus.Received, await scheme.RequestStatusAsync(request));

        Uetr first = await scheme.SettledAsync(1_250, "INVOICE-1");
        Uetr second = await scheme.SettledAsync(1_250, "INVOICE-1");

        Assert.Equal(first, (await scheme.AskAsync(request)).Request!.PaidBy);
        Assert.Equal(PaymentStatus.Settled, (await scheme.PaymentAsync(second)).Status);
    }

    [Fact]
    public async Task A_refused_request_is_final_and_a_payment_after_it_is_just_a_payment()
    {
        await using Scheme scheme = await StartAsync();
        AskToPay request = scheme.RequestOf(1_250);
        await scheme.AskAsync(request);

        RequestResult refused = await scheme.AnswerRequestAsync("INVOICE-1", "CUST");
        await scheme.SettledAsync(1_250, "INVOICE-1");

        Assert.Equal((RequestReply.Done, RequestStatus.Refused), Of(refused));
        Assert.Equal("CUST", refused.Request!.Answer!.ReasonCode);
        Assert.Equal(RequestStatus.Refused, await scheme.RequestStatusAsync(request));
        Assert.Equal([DeliveryKind.PassOnRequestToPayAnswer], await scheme.RequestMailAsync(Scheme.Bravo, "INVOICE-1"));
    }

    [Fact]
    public async Task It_is_answered_once_by_the_debtor_agent()
    {
        await using Scheme scheme = await StartAsync();
        await scheme.AskAsync(scheme.RequestOf(1_250));

        Assert.Equal(RequestReply.Unknown, (await scheme.AnswerRequestAsync("INVOICE-2")).Reply);
        RequestResult stranger = await scheme.AnswerRequestAsync("INVOICE-1", by: Scheme.Bravo);
        Assert.Equal((RequestReply.Unknown, null), (stranger.Reply, stranger.Request));
        Assert.Equal(RequestReply.Done, (await scheme.AnswerRequestAsync("INVOICE-1")).Reply);
        Assert.Equal(RequestReply.Repeat, (await scheme.AnswerRequestAsync("INVOICE-1")).Reply);
        Assert.Equal(RequestReply.AnsweredBefore, (await scheme.AnswerRequestAsync("INVOICE-1", "CUST")).Reply);
        Assert.Single(await scheme.RequestMailAsync(Scheme.Bravo, "INVOICE-1"));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Its_time_passes_answered_or_not_and_then_it_is_neither_answered_nor_paid(bool answered, bool? fromJournalAlone)
    {
        await using Scheme scheme = await StartAsync();
        AskToPay request = scheme.RequestOf(1_250);
        await scheme.AskAsync(request);
        if (answered) await scheme.AnswerRequestAsync("INVOICE-1");
        if (fromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);

        scheme.Host.Clock.Advance(59_999);
        Assert.NotEqual(RequestStatus.Expired, await scheme.RequestStatusAsync(request));
        scheme.Host.Clock.Advance(1);
        await UntilExpiredAsync(scheme, request);

        RequestReply late = (await scheme.AnswerRequestAsync("INVOICE-1", "CUST")).Reply;
        Assert.Equal(answered ? RequestReply.AnsweredBefore : RequestReply.Expired, late);
        await scheme.SettledAsync(1_250, "INVOICE-1");
        Assert.Equal(RequestStatus.Expired, await scheme.RequestStatusAsync(request));
    }

    [Fact]
    public async Task Of_an_answer_or_a_payment_and_the_end_of_its_time_at_one_moment_the_end_wins()
    {
        await using Scheme scheme = await StartAsync();
        AskToPay asked = scheme.RequestOf(1_000, "INVOICE-1");
        AskToPay due = scheme.RequestOf(2_000, "INVOICE-2");
        await scheme.AskAsync(asked);
        await scheme.AskAsync(due);
        scheme.Host.Clock.Advance(59_000);
        SubmitPayment instruction = scheme.Instruction(2_000);
        await scheme.SubmitAsync(instruction with { Transfer = instruction.Transfer with { EndToEndId = "INVOICE-2" } });

        scheme.Host.Clock.Advance(1_000);
        await scheme.AnswerAsync(instruction.Transfer.Uetr, "ACCP");

        Assert.Equal((RequestReply.Expired, RequestStatus.Expired), Of(await scheme.AnswerRequestAsync("INVOICE-1")));
        Assert.Equal(RequestStatus.Expired, await scheme.RequestStatusAsync(due));
        Assert.Equal(PaymentStatus.Settled, (await scheme.PaymentAsync(instruction.Transfer.Uetr)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_restart_it_is_known_answered_and_paid(bool fromJournalAlone)
    {
        await using Scheme scheme = await StartAsync();
        AskToPay request = scheme.RequestOf(1_250);
        await scheme.AskAsync(request);
        await scheme.Host.RestartAsync(fromJournalAlone);
        Assert.Equal((RequestReply.Repeat, RequestStatus.Received), Of(await scheme.AskAsync(request)));
        await scheme.AnswerRequestAsync("INVOICE-1");
        await scheme.Host.RestartAsync(fromJournalAlone);

        await scheme.SettledAsync(1_250, "INVOICE-1");
        await scheme.Host.RestartAsync(fromJournalAlone);

        Assert.Equal(RequestStatus.Paid, await scheme.RequestStatusAsync(request));
        Assert.Single(await scheme.RequestMailAsync(Scheme.Alpha, "INVOICE-1"));
        Assert.Single(await scheme.RequestMailAsync(Scheme.Bravo, "INVOICE-1"));
    }

    [Fact]
    public async Task Other_content_or_another_sender_under_a_known_identity_is_a_conflict_and_the_stranger_learns_nothing()
    {
        await using Scheme scheme = await StartAsync();
        AskToPay request = scheme.RequestOf(1_250);
        await scheme.AskAsync(request);

        Assert.Equal(RequestReply.IdentityConflict, (await scheme.AskAsync(request with { Digest = new byte[32] })).Reply);
        RequestResult stranger = await scheme.AskAsync(request with { Sender = Scheme.Alpha });

        Assert.Equal((RequestReply.IdentityConflict, null), (stranger.Reply, stranger.Request));
        Assert.Single(await scheme.RequestMailAsync(Scheme.Alpha, "INVOICE-1"));
    }

    [Fact]
    public async Task A_second_request_for_the_same_payment_is_refused_while_the_first_is_open()
    {
        await using Scheme scheme = await StartAsync();
        AskToPay request = scheme.RequestOf(1_250);
        await scheme.AskAsync(request);
        Uetr other = Scheme.RequestIdOf("another identity");

        RequestResult second = await scheme.Host.Switch.AskToPayAsync(other, request with { Digest = new byte[32] });
        await scheme.AnswerRequestAsync("INVOICE-1", "CUST");
        RequestResult third = await scheme.Host.Switch.AskToPayAsync(other, request with { Digest = new byte[32] });

        Assert.Equal((RequestReply.IdentityConflict, null), (second.Reply, second.Request));
        Assert.Equal(RequestReply.Done, third.Reply);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_and_leaves_no_trace()
    {
        await using Scheme scheme = await StartAsync();
        AskToPay request = scheme.RequestOf(1_250);
        AgentIdentification nobody = AgentIdentification.OfBic("NOBODEFFXXX");
        await RefusedAsync(scheme, request with { Amount = new Money(1_250, Currency.Of("SEK")) }, RequestReply.NotInScheme);
        await RefusedAsync(scheme, request with { CreditorAgent = nobody }, RequestReply.SenderNotCreditorAgent);
        await RefusedAsync(scheme, request with { Sender = Scheme.Alpha }, RequestReply.SenderNotCreditorAgent);
        await RefusedAsync(scheme, request with { DebtorAgent = nobody }, RequestReply.DebtorAgentUnknown);
        await RefusedAsync(scheme, request with { ExpiresAtMs = scheme.Host.Clock.NowMs }, RequestReply.Expired);
        await scheme.StandAsync(Scheme.Alpha, ParticipantStanding.Suspended);
        await RefusedAsync(scheme, request, RequestReply.DebtorAgentUnavailable);
        await scheme.StandAsync(Scheme.Alpha, ParticipantStanding.Enabled);
        await scheme.StandAsync(Scheme.Bravo, ParticipantStanding.ReceiveOnly);
        await RefusedAsync(scheme, request, RequestReply.SenderNotCreditorAgent);
        await scheme.StandAsync(Scheme.Bravo, ParticipantStanding.Enabled);
        Assert.Equal(RequestReply.Done, (await scheme.AskAsync(request)).Reply);
    }

    [Fact]
    public async Task A_scheme_without_requests_to_pay_takes_none()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), TestProfiles.Gross);
        await RefusedAsync(scheme, scheme.RequestOf(1_250), RequestReply.NotInScheme);
    }

    private Task<Scheme> StartAsync() => Scheme.StartAsync(NewHost(), TestProfiles.GrossWithRequestsToPay);

    private static (RequestReply Reply, RequestStatus Status) Of(RequestResult result) => (result.Reply, result.Request!.Status);

    private static async Task UntilExpiredAsync(Scheme scheme, AskToPay request)
    {
        for (int tries = 0; tries < 2_000; tries++)
        {
            if (await scheme.RequestStatusAsync(request) == RequestStatus.Expired) return;
            await Task.Delay(5);
        }

        throw new TimeoutException($"Request {request.EndToEndId} has not expired.");
    }

    private static async Task RefusedAsync(Scheme scheme, AskToPay request, RequestReply reply)
    {
        long position = scheme.Host.JournalPosition;
        RequestResult result = await scheme.AskAsync(request);
        Assert.Equal((reply, null), (result.Reply, result.Request));
        Assert.Equal(position, scheme.Host.JournalPosition);
    }
}
