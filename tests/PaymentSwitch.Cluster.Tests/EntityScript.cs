using System.Text;
using Npgsql;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Events;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;
using PaymentSwitch.Storage.Tests.Postgres;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>
/// Plays actors that store as those of a cluster do, row by row, and stop between any two rows: what is left behind when all nodes die at that moment.
/// </summary>
internal sealed class EntityScript(PostgresSettings settings, SwitchView view, ManualClock clock)
{
    private readonly string _schema = EntityTables.SchemaOf(settings);
    private readonly Dictionary<AccountId, HostedAccount> _accounts = [];
    private readonly Dictionary<string, long> _rows = [];

    /// <summary>The life of a payment that is accepted and returned in part, a row at a time.</summary>
    public IEnumerable<HostedPayment> Live(SubmitPayment instruction, ReturnPayment? sentBack)
    {
        var payment = new HostedPayment(instruction.Transfer.Uetr);
        payment.Submit(instruction, view, clock.NowMs);
        foreach (HostedPayment at in Steps(payment)) yield return at;
        var answer = new AnswerPayment { Sender = Scheme.Bravo, Uetr = instruction.Transfer.Uetr, Status = "ACCP", Message = Encoding.UTF8.GetBytes("<answer/>") };
        payment.Answer(answer, view, clock.NowMs);
        foreach (HostedPayment at in Steps(payment)) yield return at;
        if (sentBack is null) yield break;
        payment.Return(sentBack, view, clock.NowMs);
        foreach (HostedPayment at in Steps(payment)) yield return at;
    }

    /// <summary>A payment whose deadline passes while its account, which has reserved, is not heard.</summary>
    public void ExpireUnheard(SubmitPayment instruction, long afterMs)
    {
        var payment = new HostedPayment(instruction.Transfer.Uetr);
        payment.Submit(instruction, view, clock.NowMs);
        Store(payment);
        payment.PassDeadline(view, clock.NowMs + afterMs);
        Store(payment);
        // The request to release was there first, and found nothing.
        HostedAccount account = AccountOf(payment.Payment.DebtorAccount);
        account.Ask(PaymentFlow.BookingOf(PaymentStep.ReleaseReservation, payment.Payment, mayRepeat: true), tells: false, view, clock.NowMs);
        payment.Hear(PaymentStep.ReleaseReservation, new AccountHeard(AccountReply.Done, account.SequenceNr, 0), view, clock.NowMs);
        Store(payment);
        account.Ask(PaymentFlow.BookingOf(PaymentStep.ReserveFunds, payment.Payment, mayRepeat: true), tells: false, view, clock.NowMs);
        Store(account);
    }

    /// <summary>An account does what it was asked, and nobody hears of it.</summary>
    public void Book(AccountId id, AccountCommand command)
    {
        HostedAccount account = AccountOf(id);
        account.Ask(command, tells: false, view, clock.NowMs);
        Store(account);
    }

    private IEnumerable<HostedPayment> Steps(HostedPayment payment)
    {
        Store(payment);
        yield return payment;
        while (payment.TakeWanted() is { Count: > 0 } wanted)
        {
            foreach (PaymentStep step in wanted)
            {
                HostedAccount account = AccountOf(PaymentFlow.AccountOf(step, payment.Payment));
                AccountHeard heard = account.Ask(PaymentFlow.BookingOf(step, payment.Payment, mayRepeat: true), tells: false, view, clock.NowMs);
                if (Store(account)) yield return payment;
                payment.Hear(step, heard, view, clock.NowMs);
                if (Store(payment)) yield return payment;
            }
        }
    }

    private HostedAccount AccountOf(AccountId id)
    {
        if (_accounts.TryGetValue(id, out HostedAccount? account)) return account;
        _accounts.Add(id, account = new HostedAccount(id));
        using NpgsqlConnection connection = PostgresServer.Connect(settings);
        using (var ask = new NpgsqlCommand($"SELECT sequence_number, snapshot FROM {_schema}.snapshot WHERE persistence_id = '{account.Key}' ORDER BY 1 DESC LIMIT 1", connection))
        using (NpgsqlDataReader row = ask.ExecuteReader())
        {
            if (row.Read())
            {
                (AccountState state, long facts) = EntityBatchCodec.ReadAccount(row.GetFieldValue<byte[]>(1));
                account.Restore(state, facts);
                _rows[account.Key.ToString()] = row.GetInt64(0);
            }
        }

        long from = _rows.GetValueOrDefault(account.Key.ToString());
        using var rest = new NpgsqlCommand($"SELECT sequence_number, message FROM {_schema}.journal WHERE persistence_id = '{account.Key}' AND sequence_number > {from} ORDER BY 1", connection);
        using NpgsqlDataReader next = rest.ExecuteReader();
        while (next.Read())
        {
            foreach (Domain.IDomainEvent fact in EntityBatchCodec.Read(next.GetFieldValue<byte[]>(1)).Facts) account.Recover(fact);
            _rows[account.Key.ToString()] = next.GetInt64(0);
        }

        return account;
    }

    private bool Store(HostedEntity entity)
    {
        if (entity.TakePending() is not EntityBatch batch) return false;
        string name = entity.Key.ToString();
        long number = _rows[name] = _rows.GetValueOrDefault(name) + 1;
        using NpgsqlConnection connection = PostgresServer.Connect(settings);
        using var store = new NpgsqlCommand($"""
            INSERT INTO {_schema}.journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES (0, false, '{name}', {number}, @message, '{StoredForms.Batch}', {StoredForms.Serializer}, 'script')
            """, connection);
        store.Parameters.AddWithValue("message", EntityBatchCodec.Write(batch));
        store.ExecuteNonQuery();
        return true;
    }
}
