using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <content>The entities that are kept by their facts, and how long: those that are over leave memory, oldest first.</content>
internal sealed partial class SwitchCore
{
    private readonly Dictionary<EntityKind, Queue<IEntityCell>> _over = [];

    // Those that are over stand last, in the order in which they leave memory: a restored switch lets them go in the same.
    private IEnumerable<IEntityCell> OtherCells =>
    [
        .. new IEnumerable<IEntityCell>[] { _cycles.Values, _approvals.Values, _schemeCells.Values, _transfers.Values, _requests.Values, [_keyring] }
            .SelectMany(cells => cells).Where(cell => !cell.IsFinal),
        .. _over.Values.SelectMany(over => over),
    ];

    private IEntityCell CellOf(EntityKey key) => key.Kind switch
    {
        EntityKind.Cycle => CycleOf(key.Cycle),
        EntityKind.Approval => ApprovalOf(key.Cycle.Number),
        EntityKind.Scheme => SchemeOf(key.Cycle.Scheme),
        EntityKind.LiquidityTransfer => TransferOf(key.Identity),
        EntityKind.RequestToPay => RequestOf(key.Identity),
        EntityKind.PartyKeyring => _keyring,
        _ => throw new JournalException($"A fact of {key} that no entity knows."),
    };

    private void TakeIn(IEntityCell cell, IDomainEvent fact)
    {
        bool wasOver = cell.IsFinal;
        cell.Add(fact);
        if (wasOver || !cell.IsFinal) return;
        if (!_over.TryGetValue(cell.Key.Kind, out Queue<IEntityCell>? over)) _over.Add(cell.Key.Kind, over = new Queue<IEntityCell>());
        over.Enqueue(cell);
        while (over.Count > limits.FinishedEntitiesInMemoryMax) Forget(over.Dequeue());
    }

    private void Forget(IEntityCell cell)
    {
        switch (cell.Key.Kind)
        {
            case EntityKind.Cycle:
                foreach (Uetr instruction in InstructionsOf(cell)) _instructions.Remove(instruction);
                _cycles.Remove(cell.Key.Cycle);
                break;
            case EntityKind.Approval:
                _approvals.Remove(cell.Key.Cycle.Number);
                break;
            case EntityKind.LiquidityTransfer:
                _transfers.Remove(cell.Key.Identity);
                break;
            case EntityKind.RequestToPay:
                _requests.Remove(cell.Key.Identity);
                break;
        }
    }
}
