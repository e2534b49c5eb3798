using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Operators enrol, limit, fund, suspend and close.</content>
internal sealed partial class Life
{
    private AccountReply AskAccount(AccountId id, AccountCommand command) => Ask(
        command.GetType().Name, $"{Short(id.Participant)}/{id.Currency}: {Said(command)}",
        reference => reference.Command(id, command), core => core.Command(id, command).Now());

    private static string Said(AccountCommand command) => command switch
    {
        SetAccountTerms c => $"{c.Model}, cap {c.Cap.LimitMinor?.ToString() ?? "none"}{(c.MustBePrefunded ? ", prefunded" : "")}{(c.MayBeBelowUse ? ", below use" : "")}",
        SetPartyLimit c => $"{c.Party} [{string.Join(' ', c.Agents)}] {c.Cap.LimitMinor?.ToString() ?? "none"}",
        FundAccount c => $"{c.AmountMinor} as {c.Reference}",
        WithdrawFromAccount c => $"{c.AmountMinor} as {c.Reference}",
        _ => "",
    };

    private static SettlementModel ModelOf(SchemeTerms scheme) => scheme.IsNet ? SettlementModel.DeferredNet : SettlementModel.Gross;

    private void SetTerms()
    {
        AccountId id = AnyAccount();
        SettlementModel model = (id.Currency == Sterling) == Chance(30) ? SettlementModel.Gross : SettlementModel.DeferredNet;
        long? limitMinor = _random.Next(12) switch { 0 => -1, <= 3 => null, <= 5 => _random.Next(1_500), _ => _random.Next(20_000) };
        AskAccount(id, new SetAccountTerms(model, new Cap(limitMinor), Act) { MayBeBelowUse = Chance(2), MustBePrefunded = id.Currency == Sterling && Chance(2) });
    }

    private void LimitParty()
    {
        AccountId id = AnyAccount();
        IEnumerable<string> bics = Chance(3) ? Parties : (_reference.Participants.GetValueOrDefault(id.Participant)?.Agents ?? []).Select(agent => agent.Identification.Bic!);
        AgentIdentification[] agents = Chance(4) ? [] : [.. bics.Where(_ => Chance(2)).Select(AgentIdentification.OfBic)];
        AskAccount(id, new SetPartyLimit(Any(["one", "two"]), agents, new Cap(_random.Next(8) switch { 0 => null, 1 => -1, _ => _random.Next(4_000) }), Act));
    }

    private void SetWatch()
    {
        LiquidityWatch watch = Chance(6) ? new() : new()
        {
            BalanceFloorMinor = Chance(2) ? _random.Next(3_000) : null,
            BalanceCeilingMinor = Chance(2) ? _random.Next(2_000, 15_000) : null,
            HeadroomFloorMinor = Chance(2) ? _random.Next(3_000) : null,
            HeadroomCeilingMinor = Chance(2) ? _random.Next(2_000, 15_000) : null,
            HysteresisMinor = _random.Next(-1, 600),
        };
        AskAccount(AnyAccount(), new SetLiquidityWatch(watch, Act));
    }

    private void Fund() =>
        AskAccount(AnyAccount(), new FundAccount(_random.Next(25) switch { 0 => 0, 1 => 1_000_000_000_000_000_000, _ => 1 + _random.Next(6_000) }, $"f{_random.Next(25)}", Act));

    private void Withdraw()
    {
        AccountId id = AnyAccount();
        long availableMinor = _reference.Accounts.GetValueOrDefault(id)?.AvailableMinor ?? 0;
        AskAccount(id, new WithdrawFromAccount(_random.Next(8) switch { 0 => -1, 1 => availableMinor + 1, 2 => availableMinor, _ => 1 + _random.Next(4_000) }, $"w{_random.Next(25)}", Act));
    }

    private void Close()
    {
        AccountId id = AnyAccount();
        if (_reference.Accounts.TryGetValue(id, out ReferenceAccount? account) && account.AvailableMinor > 0 && Chance(3))
            AskAccount(id, new WithdrawFromAccount(account.AvailableMinor, $"c{_number++}", Act));
        AskAccount(id, new CloseAccount(Act));
        // Who has no account left may leave, and is asked for one again.
        if (_reference.Accounts.Values.Any(one => one.Id.Participant == id.Participant && one.IsOpen) || !Chance(3)) return;
        Ask(
            "ChangeStanding", $"{Short(id.Participant)}: leaves", reference => reference.Command(id.Participant, new ChangeStanding(StandingChange.Close, Act)),
            core => core.CommandParticipant(id.Participant, new ChangeStanding(StandingChange.Close, Act)).Now());
        if (Chance(2)) AskAccount(id, new SetAccountTerms(ModelOf(Any(_schemes)), Cap.Unlimited, Act));
    }

    private void ChangeStanding()
    {
        ParticipantId[] stopped = [.. _reference.Participants.Values.Where(one => one.Standing is not (ParticipantStanding.Enabled or ParticipantStanding.Closed)).Select(one => one.Id)];
        bool back = stopped.Length > 0 && !Chance(4);
        ParticipantId[] left = [.. _reference.Participants.Values.Where(one => one.HasLeft).Select(one => one.Id)];
        ParticipantId id = Chance(30) ? new ParticipantId("NOBODEFFXXX") : Chance(15) ? Keeper : left.Length > 0 && Chance(6) ? Any(left) : back ? Any(stopped) : Any(Banks);
        bool isOnboarding = _reference.Participants.GetValueOrDefault(id)?.Standing == ParticipantStanding.Onboarding;
        StandingChange change = back && id != Keeper && !Chance(6) ? (isOnboarding ? StandingChange.Enable : StandingChange.Resume)
            : Chance(id == Keeper ? 3 : 10) ? StandingChange.Close
            : Any(Enum.GetValues<StandingChange>().Where(one => one != StandingChange.Close).ToArray());
        Ask(
            "ChangeStanding", $"{Short(id)}: {change}", reference => reference.Command(id, new ChangeStanding(change, Act)),
            core => core.CommandParticipant(id, new ChangeStanding(change, Act)).Now());
    }

    private void ChangeAgents()
    {
        if (Chance(5))
        {
            Enrol(Chance(4) ? SecondKeeper : Keeper, [], null, Chance(8) ? ParticipantRole.Direct : ParticipantRole.SettlementBank);
            return;
        }

        ParticipantId bank = Any(Banks);
        ReachableAgent[] agents = [OwnAgent(bank), .. Parties.Where(_ => Chance(4)).Select(Reachable)];
        Enrol(bank, agents, _random.Next(4) switch { 0 => _nowMs - 8, 1 => _nowMs + (_random.Next(1, 10_000) * 8), _ => null });
    }

    private void Enrol(ParticipantId id, ReachableAgent[] agents, long? effectiveAtMs, ParticipantRole role = ParticipantRole.Direct)
    {
        var command = new EnrolParticipant(id.Value, agents, Act)
        {
            EffectiveAtMs = effectiveAtMs, Role = role, MustBeNew = Chance(8), Standing = Chance(12) ? ParticipantStanding.Onboarding : ParticipantStanding.Enabled,
        };
        Ask(
            "EnrolParticipant", $"{Short(id)} [{string.Join(' ', agents.Select(agent => agent.Name))}]{(effectiveAtMs is null ? "" : " at " + effectiveAtMs)}",
            reference => reference.Command(id, command), core => core.CommandParticipant(id, command).Now());
    }

    private static ReachableAgent Reachable(string bic) => new(AgentIdentification.OfBic(bic), bic, true);

    private static ReachableAgent OwnAgent(ParticipantId bank) => new(AgentIdentification.OfBic(bank.Value), bank.Value, false);

    /// <summary>One of the ways to name a bank or somebody reached through it.</summary>
    private AgentIdentification AgentOf(ParticipantId bank) =>
        _reference.Participants.TryGetValue(bank, out ReferenceParticipant? known) && known.Agents.Count > 0 ? Any(known.Agents).Identification : Written(bank.Value);

    private AgentIdentification AnyAgent() => Chance(4) ? Written(Any(Parties)) : Written(Any(Banks).Value);

    private AgentIdentification Written(string bic) => AgentIdentification.OfBic(Chance(3) && bic.EndsWith("XXX", StringComparison.Ordinal) ? bic[..8] : bic);
}
