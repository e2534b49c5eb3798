using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A participant from its enrolment until it has left for good.</summary>
public abstract class ParticipantScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task From_being_tested_to_having_left_for_good()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var agent = new ReachableAgent(AgentIdentification.OfBic(Scheme.Charlie.Value), "Charlie", IsReachableParty: false);
        var enrol = new EnrolParticipant("Charlie", [agent], Scheme.Operator) { Standing = ParticipantStanding.Onboarding };
        Assert.Equal(ParticipantReply.Done, await scheme.AskParticipantAsync(Scheme.Charlie, enrol));
        await scheme.AskAccountAsync(Scheme.Charlie, new SetAccountTerms(scheme.Profile.SettlementModel, Cap.Unlimited, Scheme.Operator));
        await scheme.FundAsync(Scheme.Charlie, 100, "opening");
        //                                         sends     receives
        await ExpectAsync(null,                       "AG10",   "AG11");
        Assert.Equal(ParticipantReply.NotYetEnabled, await StandAsync(StandingChange.Resume));
        await ExpectAsync(StandingChange.Enable,      null,     null);
        await ExpectAsync(StandingChange.ReceiveOnly, "AG10",   null);
        await ExpectAsync(StandingChange.Suspend,     "AG10",   "AG11");
        // Otherwise it could sign itself on again.
        Assert.Equal(ParticipantReply.StoppedByOperator, await StandAsync(StandingChange.SignOff));
        await ExpectAsync(StandingChange.Resume,      null,     null);
        await ExpectAsync(StandingChange.SignOff,     "AG10",   "AB08");
        await ExpectAsync(StandingChange.Resume,      null,     null);
        Assert.Equal(ParticipantReply.StandsSoAlready, await StandAsync(StandingChange.Resume));

        Assert.Equal(ParticipantReply.AccountsOpen, await StandAsync(StandingChange.Close));
        Assert.Equal(AccountReply.NotEmpty, await scheme.AskAccountAsync(Scheme.Charlie, new CloseAccount(Scheme.Operator)));
        await scheme.AskAccountAsync(Scheme.Charlie, new WithdrawFromAccount(100, "all", Scheme.Operator));
        Assert.Equal(AccountReply.Done, await scheme.AskAccountAsync(Scheme.Charlie, new CloseAccount(Scheme.Operator)));
        await ExpectAsync(StandingChange.Close,       "DNOR",   "CNOR");
        Assert.Equal(ParticipantReply.Closed, await StandAsync(StandingChange.Resume));
        Assert.Equal(ParticipantReply.Closed, await scheme.AskParticipantAsync(Scheme.Charlie, enrol));
        Assert.Equal(AccountReply.OwnerClosed, await scheme.AskAccountAsync(Scheme.Charlie, new FundAccount(1, "late", Scheme.Operator)));
        Assert.Equal(
            [
                ParticipantStanding.Enabled, ParticipantStanding.ReceiveOnly, ParticipantStanding.Suspended, ParticipantStanding.Enabled, ParticipantStanding.SignedOff,
                ParticipantStanding.Enabled, ParticipantStanding.Closed,
            ],
            (await scheme.BroadcastsAsync(Scheme.Alpha)).Select(fact => ((ParticipantStandingChanged)fact).Standing));
        Assert.Empty(await scheme.BroadcastsAsync(Scheme.Charlie));

        async Task ExpectAsync(StandingChange? change, string? sending, string? receiving)
        {
            if (change is { } asked) Assert.Equal(ParticipantReply.Done, await StandAsync(asked));
            Assert.Equal(sending, await scheme.CodeOfAsync(Scheme.Charlie, Scheme.Alpha));
            Assert.Equal(receiving, await scheme.CodeOfAsync(Scheme.Alpha, Scheme.Charlie));
        }

        Task<ParticipantReply> StandAsync(StandingChange change) => scheme.AskParticipantAsync(Scheme.Charlie, new ChangeStanding(change, Scheme.Operator));
    }

    [Fact]
    public async Task There_are_accounts_of_direct_participants_in_the_schemes_currency_and_no_others()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        await scheme.EnrolAsync(Scheme.SettlementBank, ParticipantRole.SettlementBank);
        long position = scheme.Host.JournalPosition;
        var terms = new SetAccountTerms(scheme.Profile.SettlementModel, Cap.Unlimited, Scheme.Operator);
        var funding = new FundAccount(1, "f", Scheme.Operator);
        foreach (AccountCommand command in new AccountCommand[] { terms, funding })
        {
            Assert.Equal(AccountReply.CurrencyNotSettled, await scheme.Host.Switch.CommandAccountAsync(new AccountId(Scheme.Alpha, Currency.Of("USD")), command));
            Assert.Equal(AccountReply.OwnerNotEnrolled, await scheme.AskAccountAsync(new ParticipantId("NOBODEFFXXX"), command));
            Assert.Equal(AccountReply.OwnerNotDirect, await scheme.AskAccountAsync(Scheme.SettlementBank, command));
        }

        Assert.Equal(AccountReply.ModelNotInScheme, await scheme.AskAccountAsync(Scheme.Alpha, terms with { Model = SettlementModel.DeferredNet }));
        Assert.Equal(AccountReply.ModelNotInScheme, await scheme.AskAccountAsync(Scheme.Alpha, terms with { MustBePrefunded = true }));
        Assert.Equal(position, scheme.Host.JournalPosition);
    }

    [Fact]
    public async Task A_bank_without_an_open_account_is_not_in_the_scheme()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        Assert.Equal(ParticipantReply.Done, await scheme.ReachAsync(Scheme.Charlie, null, Scheme.Charlie.Value));
        Assert.Equal("CNOR", await scheme.CodeOfAsync(Scheme.Alpha, Scheme.Charlie));
        // Funded, because its cap may have to be covered, and not opened yet.
        await scheme.FundAsync(Scheme.Charlie, 100, "opening");
        Assert.Equal("CNOR", await scheme.CodeOfAsync(Scheme.Alpha, Scheme.Charlie));
        Assert.Equal("AM03", await scheme.CodeOfAsync(Scheme.Charlie, Scheme.Alpha));

        await scheme.CapAsync(Scheme.Charlie, null);

        Assert.Null(await scheme.CodeOfAsync(Scheme.Alpha, Scheme.Charlie));
        Assert.Null(await scheme.CodeOfAsync(Scheme.Charlie, Scheme.Alpha));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bank_signs_itself_off_and_on_but_not_when_the_operator_has_suspended_it(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var inFlight = await scheme.PayAsync(10);
        Assert.Equal(ParticipantReply.Done, await scheme.Host.Switch.ChangeOwnStandingAsync(Scheme.Bravo, signsOn: false));
        if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);
        Assert.Equal("AB08", await scheme.CodeOfAsync(Scheme.Alpha, Scheme.Bravo));
        Assert.Equal("AG10", await scheme.CodeOfAsync(Scheme.Bravo, Scheme.Alpha));
        // What it has got already, it can answer.
        Assert.Equal(PaymentStatus.Settled, (await scheme.AnswerAsync(inFlight, "ACCP")).Payment!.Status);
        long position = scheme.Host.JournalPosition;
        Assert.Equal(ParticipantReply.Done, await scheme.Host.Switch.ChangeOwnStandingAsync(Scheme.Bravo, signsOn: false));
        Assert.Equal(position, scheme.Host.JournalPosition);
        Assert.Equal(ParticipantReply.Done, await scheme.Host.Switch.ChangeOwnStandingAsync(Scheme.Bravo, signsOn: true));
        Assert.Null(await scheme.CodeOfAsync(Scheme.Alpha, Scheme.Bravo));
        Assert.Equal(
            [(ParticipantStanding.SignedOff, Scheme.Bravo.Value), (ParticipantStanding.Enabled, Scheme.Bravo.Value)],
            (await scheme.BroadcastsAsync(Scheme.Alpha)).Cast<ParticipantStandingChanged>().Select(fact => (fact.Standing, fact.Act.By)));
        Assert.Empty(await scheme.BroadcastsAsync(Scheme.Bravo));

        foreach (ParticipantStanding standing in new[] { ParticipantStanding.Suspended, ParticipantStanding.ReceiveOnly })
        {
            await scheme.StandAsync(Scheme.Bravo, standing);
            Assert.Equal(ParticipantReply.StoppedByOperator, await scheme.Host.Switch.ChangeOwnStandingAsync(Scheme.Bravo, signsOn: true));
            Assert.Equal(ParticipantReply.StoppedByOperator, await scheme.Host.Switch.ChangeOwnStandingAsync(Scheme.Bravo, signsOn: false));
            Assert.Equal(standing, (await scheme.ParticipantAsync(Scheme.Bravo)).Standing);
        }

        Assert.Equal(ParticipantReply.NotEnrolled, await scheme.Host.Switch.ChangeOwnStandingAsync(Scheme.Charlie, signsOn: true));
    }

    [Fact]
    public async Task An_account_is_closed_only_when_nothing_is_on_it_or_on_its_way_to_it()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        var close = new CloseAccount(Scheme.Operator);
        await scheme.EnrolAsync(new ParticipantId("DELTGB2LXXX"));
        var delta = new ParticipantId("DELTGB2LXXX");
        var onItsWay = await scheme.PayAsync(800, Scheme.Alpha, delta);
        Assert.Equal(AccountReply.NotEmpty, await scheme.AskAccountAsync(delta, close));
        await scheme.AnswerAsync(onItsWay, "ACCP", by: delta);
        var reserved = await scheme.PayAsync(800, delta, Scheme.Alpha);
        Assert.Equal(AccountReply.NotEmpty, await scheme.AskAccountAsync(delta, close));
        await scheme.AnswerAsync(reserved, "ACCP", by: Scheme.Alpha);
        // The balance is zero; what came and went in the cycle is not settled.
        Assert.Equal(0, await scheme.BalanceAsync(delta));
        Assert.Equal(AccountReply.NotEmpty, await scheme.AskAccountAsync(delta, close));
        await scheme.CutAsync();

        Assert.Equal(AccountReply.Done, await scheme.AskAccountAsync(delta, close));

        Assert.Equal(AccountReply.Done, await scheme.AskAccountAsync(delta, close));
        Assert.Equal("CNOR", await scheme.CodeOfAsync(Scheme.Alpha, delta));
        Assert.Equal("AM03", await scheme.CodeOfAsync(delta, Scheme.Alpha));
        Assert.Equal(AccountReply.Closed, await scheme.CapAsync(delta, 1));
        Assert.Equal(PaymentReply.ReceiverUnavailable, (await scheme.Host.Switch.ReturnAsync(scheme.ReturnOf(reserved, 800) with { Sender = Scheme.Alpha })).Reply);
        await scheme.AssertBooksAsync(30_000);
    }

    [Fact]
    public async Task Instructing_parties_have_principals_and_nobody_else_has()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var agent = new ParticipantId("AGENT-1");
        var principals = new SetPrincipals([Scheme.Alpha], Scheme.Operator);
        Assert.Equal(ParticipantReply.NotEnrolled, await scheme.AskParticipantAsync(agent, principals));
        await scheme.AskParticipantAsync(agent, new EnrolParticipant("Agent", [], Scheme.Operator) { Role = ParticipantRole.InstructingParty });
        Assert.Equal(ParticipantReply.WrongRole, await scheme.AskParticipantAsync(Scheme.Alpha, principals));
        Assert.Equal(ParticipantReply.WrongRole, await scheme.AskParticipantAsync(agent, new EnrolParticipant("Agent", [], Scheme.Operator)));
        Assert.Equal(ParticipantReply.Done, await scheme.AskParticipantAsync(agent, principals));
        long position = scheme.Host.JournalPosition;
        Assert.Equal(ParticipantReply.Done, await scheme.AskParticipantAsync(agent, principals));
        Assert.Equal(position, scheme.Host.JournalPosition);

        SubmitPayment instruction = scheme.Instruction(100);
        await scheme.SubmitAsync(instruction with { SubmittedBy = agent });
        await scheme.Host.RestartAsync(fromJournalAlone: true);

        Assert.Equal([Scheme.Alpha], scheme.Host.Switch.Directory.Find(agent)!.Principals);
        PaymentReceived received = (await scheme.PaymentAsync(instruction.Transfer.Uetr)).Received!;
        Assert.Equal((Scheme.Alpha, agent), (received.Sender, received.SubmittedBy));
        Assert.Equal(99_900, (await scheme.AccountAsync(Scheme.Alpha)).AvailableMinor);
    }

    [Fact]
    public async Task A_credential_proves_one_participant_and_an_address_may_be_shared()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var token = new Credential(CredentialKind.BearerToken, new string('a', 64), "token");
        var certificate = new Credential(CredentialKind.Certificate, new string('a', 64), "certificate");
        var address = new Credential(CredentialKind.Endpoint, "https://gateway.example", "gateway");
        Assert.Equal(ParticipantReply.Done, await SetAsync(Scheme.Alpha, token, address));
        long position = scheme.Host.JournalPosition;
        Assert.Equal(ParticipantReply.Done, await SetAsync(Scheme.Alpha, token, address));
        Assert.Equal(ParticipantReply.CredentialTaken, await SetAsync(Scheme.Bravo, certificate, token));
        Assert.Equal(ParticipantReply.NotEnrolled, await SetAsync(Scheme.Charlie, certificate));
        Assert.Equal(position, scheme.Host.JournalPosition);

        Assert.Equal(ParticipantReply.Done, await SetAsync(Scheme.Bravo, certificate, address));
        Assert.Equal(ParticipantReply.Done, await SetAsync(Scheme.Alpha, address));
        Assert.Equal(ParticipantReply.Done, await SetAsync(Scheme.Bravo, token));
        await scheme.Host.RestartAsync(fromJournalAlone: false);
        Assert.Equal([token], scheme.Host.Switch.Directory.Find(Scheme.Bravo)!.Credentials);

        Task<ParticipantReply> SetAsync(ParticipantId id, params Credential[] credentials) => scheme.AskParticipantAsync(id, new SetCredentials(credentials, Scheme.Operator));
    }

    [Fact]
    public async Task There_is_one_settlement_bank_at_a_time()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        await scheme.EnrolAsync(Scheme.SettlementBank, ParticipantRole.SettlementBank);
        var next = new ParticipantId("ANEWGB2LXXX");
        var enrol = new EnrolParticipant("next", [], Scheme.Operator) { Role = ParticipantRole.SettlementBank };
        Assert.Equal(ParticipantReply.WrongRole, await scheme.AskParticipantAsync(next, enrol));
        Assert.Equal(Scheme.SettlementBank, scheme.Host.Switch.Directory.SettlementBank!.Id);

        await scheme.StandAsync(Scheme.SettlementBank, ParticipantStanding.Closed);
        Assert.Null(scheme.Host.Switch.Directory.SettlementBank);
        Assert.Equal(ParticipantReply.Done, await scheme.AskParticipantAsync(next, enrol));
        Assert.Equal(next, scheme.Host.Switch.Directory.SettlementBank!.Id);
    }
}
