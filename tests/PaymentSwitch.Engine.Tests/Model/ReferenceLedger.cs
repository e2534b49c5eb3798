using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>
/// What the switch must do, written down once more from the documents and without a line of its entities: what each request
/// must reply, what every balance, hold, use and position must be then, and who must be told.
/// </summary>
internal sealed partial class ReferenceLedger
{
    private readonly IReadOnlyList<SchemeTerms> _schemes;
    private readonly int _overMax;
    private readonly Dictionary<string, Queue<Action>> _over = [];

    /// <param name="schemes">The schemes.</param>
    /// <param name="overMax">How many of each kind are remembered that are over.</param>
    /// <param name="nowMs">When the switch starts.</param>
    public ReferenceLedger(IReadOnlyList<SchemeTerms> schemes, int overMax, long nowMs)
    {
        _schemes = schemes;
        _overMax = overMax;
        NowMs = nowMs;
        foreach (SchemeTerms scheme in schemes)
            if (scheme.IsNet) OpenCycle(scheme, before: null);
    }

    public long NowMs { get; private set; }

    public SortedDictionary<AccountId, ReferenceAccount> Accounts { get; } = [];

    /// <summary>What was put into mailboxes since this was last cleared.</summary>
    public List<(ParticipantId To, DeliveryKind Kind)> Mail { get; } = [];

    public long MoveTime(long nowMs) => NowMs = Math.Max(NowMs, nowMs);

    public bool ClearMail()
    {
        Mail.Clear();
        return true;
    }

    /// <summary>What time alone brings about: changes of agents, ends of requests, cuts, instructions.</summary>
    public bool PassAlarms()
    {
        PassParticipants();
        PassRequests();
        PassCycles();
        NetWhatIsDrained();
        return true;
    }

    /// <summary>The same, and the ends of payments and recalls that nobody answered.</summary>
    public bool PassDeadlines()
    {
        PassAlarms();
        PassPayments();
        NetWhatIsDrained();
        return true;
    }

    public AccountReply Command(AccountId id, AccountCommand command)
    {
        ReferenceAccount account = Account(id);
        if (WhyNotFor(account, command) is AccountReply refused) return refused;
        if (command is CloseAccount && account.IsOpen && IsAwaitedOn(id)) return AccountReply.NotEmpty;
        long beforeMinor = account.BalanceMinor;
        AccountReply reply = Carry(account, command);
        if (account.BalanceMinor != beforeMinor) TellBooking(id);
        return reply;
    }

    /// <summary>Why there can be no such account, or not under such terms; null for nothing.</summary>
    private AccountReply? WhyNotFor(ReferenceAccount account, AccountCommand command)
    {
        bool isKnownFunding = command is FundAccount funding && account.References.ContainsKey(funding.Reference);
        if (command is not (SetAccountTerms or FundAccount) || isKnownFunding) return null;
        SchemeTerms? scheme = _schemes.FirstOrDefault(one => one.Currency == account.Id.Currency);
        if (scheme is null) return AccountReply.CurrencyNotSettled;
        if (!Participants.TryGetValue(account.Id.Participant, out ReferenceParticipant? owner)) return AccountReply.OwnerNotEnrolled;
        if (owner.Role != ParticipantRole.Direct) return AccountReply.OwnerNotDirect;
        if (owner.HasLeft) return AccountReply.OwnerClosed;
        if (command is not SetAccountTerms terms) return null;
        bool fits = terms.Model == (scheme.IsNet ? SettlementModel.DeferredNet : SettlementModel.Gross) && (scheme.IsNet || !terms.MustBePrefunded);
        return fits ? null : AccountReply.ModelNotInScheme;
    }

    /// <summary>Money was moved, and no message about a payment tells its owner.</summary>
    private void TellBooking(AccountId id)
    {
        if (SchemeOf(id.Currency).Bookings != BookingNotices.None) Tell(id.Participant, DeliveryKind.BookingNotification);
    }

    private void TellPayment(SchemeTerms scheme, ParticipantId from, ParticipantId to)
    {
        if (scheme.Bookings != BookingNotices.All) return;
        Tell(from, DeliveryKind.DebitNotification);
        Tell(to, DeliveryKind.CreditNotification);
    }

    /// <summary>Whether money is on its way to it: of a payment that waits for its answer, or of a withdrawal that may be sent back.</summary>
    private bool IsAwaitedOn(AccountId id) =>
        Payments.Values.Any(payment => payment.Status == PaymentStatus.Reserved && payment.Payee == id)
        || Transfers.Values.Any(transfer => transfer.Status == LiquidityStatus.Booked && transfer.Asked.Terms.Account == id);

    /// <summary>An agent's BIC in eleven characters.</summary>
    public static string Long(AgentIdentification agent) => agent.Bic!.Length == 8 ? agent.Bic + "XXX" : agent.Bic;

    private AccountReply Carry(ReferenceAccount account, AccountCommand command)
    {
        AccountReply reply = account.Carry(command);
        Alert(account);
        return reply;
    }

    private void Alert(ReferenceAccount account)
    {
        for (int raised = account.Alert(); raised > 0; raised--) Tell(account.Id.Participant, DeliveryKind.LiquidityAlert);
    }

    private ReferenceAccount Account(AccountId id)
    {
        if (!Accounts.TryGetValue(id, out ReferenceAccount? account)) Accounts.Add(id, account = new ReferenceAccount(id));
        return account;
    }

    private SchemeTerms SchemeOf(Currency currency) => _schemes.FirstOrDefault(scheme => scheme.Currency == currency) ?? _schemes[0];

    /// <summary>Something is over. Of each kind the oldest are forgotten: the same request again is a new one then.</summary>
    private void NoteOver(string kind, Action forget)
    {
        if (!_over.TryGetValue(kind, out Queue<Action>? over)) _over.Add(kind, over = []);
        over.Enqueue(forget);
        if (over.Count > _overMax) over.Dequeue()();
    }

    private void Tell(ParticipantId to, DeliveryKind kind) => Mail.Add((to, kind));

    private static bool Same(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);
}
