using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Tests;

/// <summary>Accounts in two currencies that are asked for anything at random: what they decide goes into groups.</summary>
internal sealed class RandomAccounts
{
    private static readonly Currency[] Currencies = [Currency.Of("EUR"), Currency.Of("JPY")];

    private readonly Random _random;
    private readonly Account[] _accounts;
    private readonly List<(Account Account, Uetr Payment)> _reserved = [];
    private int _references;

    public RandomAccounts(int seed, params ParticipantId[] banks)
    {
        _random = new Random(seed);
        _accounts = [.. banks.SelectMany(bank => Currencies.Select(currency => new Account(new AccountId(bank, currency))))];
        foreach (Account account in _accounts) account.Evolve(new AccountTermsSet(1, SettlementModel.DeferredNet, Cap.Unlimited, new OperatorAct("test")));
    }

    public IReadOnlyList<Account> All => _accounts;

    /// <summary>Adds up to so many facts to a group, at the group's time.</summary>
    public void AddTo(CommitGroup group, int factsMax)
    {
        for (int facts = _random.Next(factsMax + 1); facts > 0; facts--)
        {
            (Account account, AccountCommand command) = Any();
            if (account.Decide(command, group.AtMs).Event is not AccountEvent fact) continue;
            account.Evolve(fact);
            if (fact is FundsReserved reserved) _reserved.Add((account, reserved.Key.Payment));
            group.Entries.Add(new JournalEntry(EntityKey.Of(account.Id), 1, 0, fact));
        }
    }

    private (Account Account, AccountCommand Command) Any()
    {
        Account account = _accounts[_random.Next(_accounts.Length)];
        long amountMinor = _random.NextInt64(1, 1_000_000_000_000);
        switch (_random.Next(8))
        {
            case 0: return (account, new FundAccount(amountMinor, Reference(), new OperatorAct("test")));
            case 1: return (account, new WithdrawFromAccount(1 + (amountMinor / 1000), Reference(), new OperatorAct("test")));
            case 2: return (account, new CreditAccount(Payment(), amountMinor, MayRepeat: _random.Next(2) == 0));
            case < 6 when _reserved.Count > 0:
                int index = _random.Next(_reserved.Count);
                (Account holder, Uetr payment) = _reserved[index];
                _reserved.RemoveAt(index);
                return (holder, _random.Next(4) == 0 ? new ReleaseReservation(payment) : new PostReservation(payment));
            default: return (account, new ReserveFunds(Payment(), amountMinor));
        }
    }

    private string Reference() => $"Zürich {++_references}";

    private Uetr Payment()
    {
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes);
        return Uetr.FromRandom(bytes);
    }
}
