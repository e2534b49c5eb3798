using System.Text;
using System.Text.Json;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>All kinds of messages that mailboxes hold: valid, readable, and the same bytes whenever they are read.</summary>
public sealed class MailboxMessageTests
{
    private static readonly string[] Banks = [RunningGateway.Alpha, RunningGateway.Bravo, TestSchemes.SettlementBank, TestSchemes.Instructing];
    private static readonly MessageReader Reader = new(SchemaCatalogue.LoadShipped(), new MessageLimits());

    [Fact]
    public async Task Every_message_is_valid_against_our_schemas_and_read_again()
    {
        foreach (string xml in await MailOfAsync(new EngineLimits()))
        {
            MessageReadResult read = Reader.Read(Encoding.UTF8.GetBytes(xml));
            Assert.True(read.Message is not null, string.Join("\n", read.Errors) + "\n" + xml);
            Assert.InRange(read.Message.Header!.BusinessMessageId.Length, 1, 35);
        }
    }

    [Fact]
    public async Task Every_message_is_valid_by_the_base_schemas()
    {
        string reference = Reference.Need();
        Assert.All(await MailOfAsync(new EngineLimits()), xml => Assert.Empty(Reference.ErrorsOf(reference, xml)));
    }

    [Fact]
    public async Task Every_message_is_the_same_after_it_has_left_memory_and_after_a_restart()
    {
        foreach (Domain.Schemes.SchemeProfile profile in new[] { TestSchemes.Telling(TestSchemes.Everything), TestSchemes.Telling(TestSchemes.Net) })
        {
            var clock = new MovedClock();
            using var stores = new Stores(new InMemoryJournal(), new InMemorySnapshotStore(), new InMemoryReadSide());
            List<string> first;
            List<string> fromStorage;
            await using (RunningGateway gateway = await TestSchemes.StartAsync(profile, clock, stores: stores))
            {
                await EnrolBanksAsync(gateway);
                await LiveAsync(gateway, clock);
                first = await ReadAsync(gateway);
            }

            await using (RunningGateway gateway = await TestSchemes.StartAsync(profile, clock, engineLimits: new EngineLimits { MailboxMessagesInMemoryMax = 1 }, stores: stores))
                fromStorage = await ReadAsync(gateway);
            Assert.NotEmpty(first);
            Assert.Equal(first, fromStorage);
        }
    }

    private static async Task<List<string>> MailOfAsync(EngineLimits limits)
    {
        var all = new List<string>();
        foreach (Domain.Schemes.SchemeProfile profile in new[] { TestSchemes.Telling(TestSchemes.Everything), TestSchemes.Telling(TestSchemes.Net) })
        {
            var clock = new MovedClock();
            await using RunningGateway gateway = await TestSchemes.StartAsync(profile, clock, engineLimits: limits);
            await LiveAsync(gateway, clock);
            all.AddRange(await ReadAsync(gateway));
        }

        string[] kinds = [.. all.Select(xml => Flows.Text(xml, "MsgDefIdr")!).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "admi.004.001.02", "camt.004.001.08", "camt.025.001.05", "camt.029.001.09", "camt.050.001.05", "camt.052.001.08", "camt.053.001.08", "camt.054.001.08",
                "camt.056.001.08",
                "pacs.002.001.10", "pacs.004.001.09", "pacs.008.001.08", "pacs.009.001.08", "pain.013.001.07", "pain.014.001.07",
            ],
            kinds);
        return all;
    }

    // A gateway over given stores enrols nobody: it may find them enrolled already.
    private static async Task EnrolBanksAsync(RunningGateway gateway)
    {
        foreach (string bank in new[] { RunningGateway.Alpha, RunningGateway.Bravo })
        {
            await RunningGateway.EnrolAsync(gateway.Engine, bank, AgentIdentification.OfBic(bank));
            await gateway.Engine.CommandAccountAsync(TestSchemes.AccountOf(bank), new SetAccountTerms(gateway.Engine.Schemes.Default.SettlementModel, Cap.Unlimited, new OperatorAct("test")));
            await gateway.Engine.CommandAccountAsync(TestSchemes.AccountOf(bank), new FundAccount(100_000, "opening", new OperatorAct("test")));
        }
    }

    /// <summary>Something of everything.</summary>
    private static async Task LiveAsync(RunningGateway gateway, MovedClock clock)
    {
        const string Alpha = RunningGateway.Alpha;
        const string Bravo = RunningGateway.Bravo;
        const string Central = TestSchemes.SettlementBank;
        var act = new OperatorAct("test", "for a test");
        var letters = new Letters(clock);
        Uetr refused = await Flows.SettleAsync(gateway, clock);
        Uetr returned = await Flows.SettleAsync(gateway, clock);
        Uetr lapsed = await Flows.SettleAsync(gateway, clock);
        Uetr held = await Flows.SettleAsync(gateway, clock, "ACWP");
        (Uetr late, string lateXml) = RunningGateway.CreditTransfer(clock: clock);
        await gateway.PostAsync(Alpha, lateXml);
        clock.Advance(8_000);
        await gateway.PostAsync(Bravo, RunningGateway.Answer(late, "ACCP"));
        await gateway.PostAsync(Bravo, RunningGateway.Answer(held, "PDNG"));
        await gateway.PostAsync(Bravo, RunningGateway.Answer(held, "RJCT"));
        await gateway.PostAsync(Alpha, letters.Recall(refused));
        await gateway.PostAsync(Bravo, letters.RecallAnswer(refused, "PDCR", null));
        await gateway.PostAsync(Bravo, letters.RecallAnswer(refused));
        await gateway.PostAsync(Alpha, letters.Recall(lapsed));
        await gateway.PostAsync(Bravo, letters.Return(returned, "2.50"));
        await gateway.PostAsync(Bravo, letters.Return(returned, "10.00", id: "RETURN-2"));
        Uetr request = RunningGateway.CreditTransfer().Uetr;
        await gateway.PostAsync(Bravo, letters.RequestToPay(request));
        await gateway.PostAsync(Alpha, letters.RequestToPayAnswer(request, "PDNG"));
        await gateway.PostAsync(Alpha, letters.RequestToPayAnswer(request, "RJCT", "AM04"));
        await gateway.Engine.CommandAccountAsync(TestSchemes.AccountOf(Alpha), new SetLiquidityWatch(new LiquidityWatch { BalanceFloorMinor = 90_000 }, act));
        await gateway.PostAsync(Central, letters.Liquidity(Central, "IN-1", "50.00", creditor: Alpha));
        await gateway.PostAsync(Alpha, letters.Liquidity(Alpha, "OUT-1", "300.00", debtor: Alpha));
        await gateway.PostAsync(Alpha, letters.Liquidity(Alpha, "OUT-2", "1.00", debtor: Alpha));
        string[] instructions = [.. (await gateway.MailboxAsync(Central)).Where(message => message.GetProperty("type").GetString() == "camt.050.001.05").Select(message => Flows.Text(message.GetProperty("xml").GetString()!, "MsgId")!)];
        await gateway.PostAsync(Central, letters.Receipt(Central, instructions[0], "COMP"));
        await gateway.PostAsync(Central, letters.Receipt(Central, instructions[1], "REJT", "Closed."));
        await gateway.Engine.BroadcastAsync(gateway.Engine.Schemes.Default.Name, "MAIN", "Maintenance <tonight>.", act);
        await gateway.PostToAsync("/v1/standing", Bravo, """{"signedOn":false}""", "application/json");
        foreach (SettlementCycle cycle in await gateway.Engine.ListCyclesAsync())
        {
            await gateway.Engine.CommandCycleAsync(cycle.Id, new CutCycle(act));
            await gateway.Engine.CommandCycleAsync(cycle.Id, new InstructCycle([], act));
            SettlementInstruction[] instructed = [.. (await gateway.Engine.ListCyclesAsync()).Single(one => one.Id == cycle.Id).Instructions];
            // The debtor's fails and its prefunding pays.
            foreach (SettlementInstruction instruction in instructed)
                await gateway.Engine.AnswerInstructionAsync(instruction.Uetr, new ParticipantId(Central), instruction.NetMinor > 0, instruction.NetMinor > 0 ? "" : "AM04");
            foreach (SettlementInstruction instruction in (await gateway.Engine.ListCyclesAsync()).Single(one => one.Id == cycle.Id).Instructions.Where(one => !one.IsDone))
                await gateway.Engine.AnswerInstructionAsync(instruction.Uetr, new ParticipantId(Central), true, "");
        }

        long last = gateway.Engine.Mailboxes.LastCursor(new ParticipantId(Alpha));
        clock.Advance(28L * 24 * 60 * 60 * 1000);
        await gateway.MailboxAsync(Alpha, last);
    }

    private static async Task<List<string>> ReadAsync(RunningGateway gateway)
    {
        var all = new List<string>();
        foreach (string bank in Banks)
        {
            long after = 0;
            while (await gateway.MailboxAsync(bank, after, wait: gateway.Engine.Mailboxes.LastCursor(new ParticipantId(bank)) > after ? 5 : 0) is { Length: > 0 } messages)
            {
                all.AddRange(messages.Select(message => message.GetProperty("xml").GetString()!));
                after = messages[^1].GetProperty("cursor").GetInt64();
            }
        }

        return all;
    }
}
