using System.Text.Json;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Operations.Catalogue;
using static PaymentSwitch.Operations.Tests.TwoOperators;

namespace PaymentSwitch.Operations.Tests;

/// <summary>Somebody asks to be erased: two operators find the party and destroy its key, and the account's number stands nowhere.</summary>
public sealed class PrivacyStories
{
    private const string Account = "DE89370400440532013000";
    private static readonly OriginalMessage Message = new("<Document/>"u8.ToArray(), 0, 11);

    [Fact]
    public async Task Two_operators_erase_a_party()
    {
        PartyKeys keys = PartyKeys.Create();
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true, keys: keys);
        await running.Engine.AdoptPartyKeysAsync(keys.Id);
        OriginalMessage stored = keys.Seal(Message, new PartyPair(keys.HandleOf(Account), keys.HandleOf("somebody"))).Sealed;
        JsonElement found = AdminApiTests.RecordOf(await running.AskAsync("privacy-find", $"\"account\":\"{Account}\""));
        string party = found.GetProperty("party").GetString()!;
        Assert.Equal((keys.HandleOf(Account).ToString(), "there"), (party, found.GetProperty("key").GetString()));

        Reply erased = await running.BothAsync("privacy-erase", $"\"party\":\"{party}\"");

        Assert.Equal("destroyed", AdminApiTests.RecordOf(erased).GetProperty("key").GetString());
        Assert.Null(keys.Open(stored));
        Assert.Equal("1", await running.FieldAsync("privacy-show", "", "destroyed"));
        Assert.Equal(keys.Id, await running.FieldAsync("privacy-show", "", "keys"));
        Assert.NotEqual(party, await running.FieldAsync("privacy-find", $"\"account\":\"{Account}\"", "party"));
        string journal = string.Join('\n', running.Journal.Read(1).SelectMany(group => group.Entries).Select(entry => entry.Event.ToString()));
        Assert.Contains(party, journal, StringComparison.Ordinal);
        Assert.DoesNotContain(Account, journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_before_anybody_is_asked_to_grant_it()
    {
        PartyKeys keys = PartyKeys.Create();
        await using RunningOperations running = await RunningOperations.StartAsync(fourEyes: true, keys: keys);
        Assert.Equal("400 argument.invalid", RefusalOf(await running.AskAsync("privacy-erase", $"\"party\":\"{Account}\"")));
        Assert.Equal("409 privacy.no-keys", RefusalOf(await running.BothAsync("privacy-erase", "\"party\":\"party-000000000000007\"")));
        await using RunningOperations without = await RunningOperations.StartAsync(fourEyes: true);
        Assert.Equal("409 privacy.no-keys", RefusalOf(await without.AskAsync("privacy-find", $"\"account\":\"{Account}\"")));
        Assert.Equal("409 privacy.no-keys", RefusalOf(await without.AskAsync("privacy-erase", "\"party\":\"party-000000000000007\"")));
    }

    [Fact]
    public async Task A_key_file_that_cannot_be_written_is_told_and_to_ask_again_makes_up_for_it()
    {
        PartyKeys keys = PartyKeys.Create();
        bool fails = true;
        await using RunningOperations running = await RunningOperations.StartAsync(keys: keys, destroyKey: party =>
        {
            if (fails) throw new IOException("No room.");
            keys.Erase(party);
        });
        await running.Engine.AdoptPartyKeysAsync(keys.Id);
        string party = keys.HandleOf(Account).ToString();
        Assert.Equal("500 privacy.key-file", RefusalOf(await running.AskAsync("privacy-erase", $"\"party\":\"{party}\"")));
        fails = false;
        Assert.Equal("destroyed", AdminApiTests.RecordOf(await running.AskAsync("privacy-erase", $"\"party\":\"{party}\"")).GetProperty("key").GetString());
    }
}
