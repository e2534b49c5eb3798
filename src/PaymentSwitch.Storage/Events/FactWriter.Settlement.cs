using System.Globalization;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Storage.Events;

/// <content>Settlement cycles.</content>
internal static partial class FactWriter
{
    private static void Write(StoredBuffer into, CycleEvent fact)
    {
        int start;
        switch (fact)
        {
            case CycleOpened e:
                start = into.Open(70);
                into.Text(1, e.Currency.Code);
                into.Text(2, e.BusinessDate.ToString(FactReader.DateForm, CultureInfo.InvariantCulture));
                into.Number(3, e.OfDay);
                into.Number(4, e.PlannedCutMs);
                into.Number(5, e.StartsDay ? 1 : 0);
                break;
            case CycleCut e:
                start = into.Open(71);
                Write(into, 1, e.Act);
                break;
            case CycleNetted e:
                start = into.Open(72);
                Write(into, 1, e.Positions);
                break;
            case CycleFoundUnbalanced e:
                start = into.Open(73);
                Write(into, 1, e.Positions);
                break;
            case CycleInstructed e:
                start = into.Open(74);
                for (int i = 0; i < e.Instructions.Count; i++) Write(into, 1, e.Instructions[i]);
                Write(into, 2, e.Act);
                break;
            case InstructionConfirmed e:
                start = into.Open(75);
                into.Uetr(1, e.Instruction);
                Write(into, 2, e.Act);
                break;
            case InstructionFailed e:
                start = into.Open(76);
                into.Uetr(1, e.Instruction);
                into.Text(2, e.ReasonCode);
                Write(into, 3, e.Act);
                break;
            case InstructionReplaced e:
                start = into.Open(77);
                into.Uetr(1, e.Failed);
                Write(into, 2, e.By);
                into.Number(3, e.FromPrefunding ? 1 : 0);
                Write(into, 4, e.Act);
                break;
            case CycleSettled:
                start = into.Open(78);
                break;
            case CycleAborted e:
                start = into.Open(79);
                Write(into, 1, e.Act);
                break;
            case CycleReopened e:
                start = into.Open(80);
                Write(into, 1, e.Act);
                break;
            case CycleCutMoved e:
                start = into.Open(81);
                into.Text(1, e.BusinessDate.ToString(FactReader.DateForm, CultureInfo.InvariantCulture));
                into.Number(2, e.OfDay);
                into.Number(3, e.PlannedCutMs);
                break;
            case CycleReported e:
                start = into.Open(82);
                Write(into, 1, e.Positions);
                into.Number(2, (long)e.Stage);
                into.Text(3, e.Currency.Code);
                into.Text(4, e.BusinessDate.ToString(FactReader.DateForm, CultureInfo.InvariantCulture));
                into.Number(5, e.OpenedAtMs);
                into.Number(6, e.CutAtMs);
                break;
            default:
                throw Unknown(fact);
        }

        into.Close(start);
    }

    private static void Write(StoredBuffer into, int field, IReadOnlyList<ParticipantPosition> positions)
    {
        for (int i = 0; i < positions.Count; i++)
        {
            int start = into.Open(field);
            into.Text(1, positions[i].Participant.Value);
            into.Number(2, positions[i].DebitsMinor);
            into.Number(3, positions[i].CreditsMinor);
            into.Number(4, positions[i].DebitCount);
            into.Number(5, positions[i].CreditCount);
            into.Close(start);
        }
    }

    private static void Write(StoredBuffer into, int field, SettlementInstruction instruction)
    {
        int start = into.Open(field);
        into.Uetr(1, instruction.Uetr);
        into.Text(2, instruction.Participant.Value);
        into.Number(3, instruction.NetMinor);
        into.Number(4, (long)instruction.Status);
        into.TextIfAny(5, instruction.ReasonCode);
        into.Close(start);
    }
}
