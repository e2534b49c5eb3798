using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Projection;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Commits, restarts and crashes.</content>
internal sealed partial class Life
{
    private void Commit()
    {
        CommitGroup group = _core.TakePending().Group;
        MismatchException.UnlessAll(
            "The switch", "the messages put into mailboxes", Sorted(_reference.Mail), Sorted(group.Deliveries.Select(delivery => (delivery.Participant, delivery.Kind))));
        foreach ((ParticipantId _, DeliveryKind kind) in _reference.Mail) _coverage.Note("mail", kind);
        Tell(reference => reference.ClearMail());
        _toldAtCommit = _told.Count;
        if (group.Entries.Count == 0) return;
        _journal.Append(group);
        _books.Take(group, _core.ShowAccounts());
        foreach ((Uetr id, ReferenceRequest request) in _reference.Requests) Comparison.Compare(id, request, _books.Requests[id]);
        foreach (BooksMismatch mismatch in _core.Audit().Mismatches) throw new MismatchException($"The switch's own audit: {mismatch.Text}");
    }

    /// <summary>A core made of the journal alone, and one of a snapshot and what came after it, must be what the old one was.</summary>
    private void Restart()
    {
        Commit();
        _words.Add("restart");
        foreach (ReferenceCycle cycle in _reference.Cycles)
        {
            _coverage.Note("restart with a cycle", cycle.Status);
            foreach (ReferenceInstruction instruction in cycle.Instructions) _coverage.Note("restart with an instruction", instruction.Status);
        }

        SwitchSnapshot before = _core.Capture();
        SwitchCore replayed = Recover(null);
        SameState.Check(before, replayed.Capture());
        SwitchCore restored = Recover(_random.Next(2) == 0 ? before : _snapshot);
        SameState.Check(before, restored.Capture());
        if (_random.Next(2) == 0) _snapshot = before;
        _core = _random.Next(2) == 0 ? replayed : restored;
        CompareAll();
    }

    /// <summary>What was not committed is gone, and nobody was told of it.</summary>
    private void Crash()
    {
        _coverage.Note(_toldAtCommit == _told.Count ? "crash with nothing lost" : "crash with something lost");
        _words.Add($"crash, {_told.Count - _toldAtCommit} requests are lost");
        _told.RemoveRange(_toldAtCommit, _told.Count - _toldAtCommit);
        _reference = NewReference();
        foreach (Action<ReferenceLedger> what in _told) what(_reference);
        _core = Recover(_random.Next(2) == 0 ? null : _snapshot);
        MoveTo(_nowMs);
        CompareAll();
        Commit();
    }

    private SwitchCore Recover(SwitchSnapshot? from)
    {
        SwitchCore fresh = NewCore();
        if (from is not null) fresh.Restore(from);
        foreach (CommitGroup group in _journal.Read((from?.Position ?? 0) + 1)) fresh.Replay(group, _archive.Load);
        fresh.Resume(_nowMs).Now();
        if (_journal.LastPosition > 0) MismatchException.Unless("Recovery", "the number of facts it decides", 0, fresh.Pending.Group.Entries.Count);
        return fresh;
    }

    /// <summary>Also payments that have left memory long ago.</summary>
    private void CompareAll()
    {
        Compare();
        foreach (ReferencePayment payment in _reference.Payments.Values)
        {
            PaymentCell? cell = _core.Find(payment.Uetr, create: false, out MissingPayment? missing);
            Comparison.Compare(payment, cell?.Payment ?? Payment.Of(payment.Uetr, _archive.Load(missing!.Value).Facts));
        }
    }

    /// <summary>Statements of the whole life and of any part of it show what was booked then.</summary>
    private void CheckReadModels()
    {
        var readSide = new InMemoryReadSide();
        ReadModelRebuild.Run(_journal, readSide);
        foreach (ReferenceAccount account in _reference.Accounts.Values)
        {
            _books.Check(readSide, account.Id, 0, long.MaxValue, account.BalanceMinor);
            long fromMs = StartMs + (_random.NextInt64((_nowMs - StartMs) / 8) * 8);
            _books.Check(readSide, account.Id, fromMs, fromMs + 8 + _random.NextInt64(_nowMs - StartMs), null);
        }
    }

    private static IEnumerable<(ParticipantId, DeliveryKind)> Sorted(IEnumerable<(ParticipantId To, DeliveryKind Kind)> mail) =>
        mail.OrderBy(one => one.To).ThenBy(one => one.Kind);
}
