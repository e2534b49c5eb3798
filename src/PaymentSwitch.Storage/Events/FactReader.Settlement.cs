using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Storage.Events;

/// <content>Settlement cycles.</content>
internal sealed partial class FactReader
{
    /// <summary>How a business date is written: <c>2026-11-21</c>.</summary>
    public const string DateForm = "yyyy-MM-dd";

    private CycleOpened CycleOpen(StoredReader from, long atMs)
    {
        string currency = "", businessDate = "";
        int ofDay = 0;
        long plannedCutMs = 0;
        bool startsDay = false;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: currency = _names.Of(from.Span()); break;
                case 2: businessDate = from.Text(); break;
                case 3: ofDay = from.Count(); break;
                case 4: plannedCutMs = from.Number(); break;
                case 5: startsDay = from.Number() != 0; break;
                default: from.Skip(); break;
            }
        }

        return new CycleOpened(atMs, CurrencyOf(currency), DateOf(businessDate), ofDay, plannedCutMs, startsDay);
    }

    private CycleReported Reported(StoredReader from, long atMs)
    {
        int stage = 0;
        string currency = "", businessDate = "";
        long openedAtMs = 0, cutAtMs = 0;
        var positions = new List<ParticipantPosition>();
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: positions.Add(Position(from.Message())); break;
                case 2: stage = from.Count(); break;
                case 3: currency = _names.Of(from.Span()); break;
                case 4: businessDate = from.Text(); break;
                case 5: openedAtMs = from.Number(); break;
                case 6: cutAtMs = from.Number(); break;
                default: from.Skip(); break;
            }
        }

        return new CycleReported(atMs, Known((CycleStage)stage), CurrencyOf(currency), DateOf(businessDate), openedAtMs, cutAtMs, positions);
    }

    private static CycleCutMoved CutMoved(StoredReader from, long atMs)
    {
        string businessDate = "";
        int ofDay = 0;
        long plannedCutMs = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: businessDate = from.Text(); break;
                case 2: ofDay = from.Count(); break;
                case 3: plannedCutMs = from.Number(); break;
                default: from.Skip(); break;
            }
        }

        return new CycleCutMoved(atMs, DateOf(businessDate), ofDay, plannedCutMs);
    }

    private static DateOnly DateOf(string written) =>
        DateOnly.TryParseExact(written, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw new InvalidDataException($"'{written}' is no business date");

    private List<ParticipantPosition> Positions(StoredReader from)
    {
        var positions = new List<ParticipantPosition>();
        while (from.Next())
        {
            if (from.Field == 1) positions.Add(Position(from.Message()));
            else from.Skip();
        }

        return positions;
    }

    private ParticipantPosition Position(StoredReader from)
    {
        string participant = "";
        long debitsMinor = 0, creditsMinor = 0, debitCount = 0, creditCount = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: participant = _names.Of(from.Span()); break;
                case 2: debitsMinor = from.Number(); break;
                case 3: creditsMinor = from.Number(); break;
                case 4: debitCount = from.Number(); break;
                case 5: creditCount = from.Number(); break;
                default: from.Skip(); break;
            }
        }

        return new ParticipantPosition(new ParticipantId(participant), debitsMinor, creditsMinor) { DebitCount = debitCount, CreditCount = creditCount };
    }

    private CycleInstructed Instructed(StoredReader from, long atMs)
    {
        var instructions = new List<SettlementInstruction>();
        OperatorAct? act = null;
        while (from.Next())
        {
            if (from.Field == 1) instructions.Add(Instruction(from.Message()));
            else if (from.Field == 2) act = Act(from.Message());
            else from.Skip();
        }

        return new CycleInstructed(atMs, instructions, act ?? throw Missing(nameof(CycleInstructed), "act"));
    }

    private SettlementInstruction Instruction(StoredReader from)
    {
        Uetr? uetr = null;
        string participant = "";
        long netMinor = 0;
        int status = 0;
        string? reasonCode = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: uetr = from.Uetr(); break;
                case 2: participant = _names.Of(from.Span()); break;
                case 3: netMinor = from.Number(); break;
                case 4: status = from.Count(); break;
                case 5: reasonCode = _names.Of(from.Span()); break;
                default: from.Skip(); break;
            }
        }

        return new SettlementInstruction(
            uetr ?? throw Missing(nameof(SettlementInstruction), "identity"),
            new ParticipantId(participant),
            netMinor,
            Known((InstructionStatus)status),
            reasonCode);
    }

    /// <summary>The settlement bank has answered an instruction. The act of a failure stands one field later, behind the reason.</summary>
    private CycleEvent Answered(int manifest, StoredReader from, long atMs)
    {
        string fact = manifest == 75 ? nameof(InstructionConfirmed) : nameof(InstructionFailed);
        Uetr? instruction = null;
        string reasonCode = "";
        OperatorAct? act = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: instruction = from.Uetr(); break;
                case 2 when manifest == 75: act = Act(from.Message()); break;
                case 2: reasonCode = _names.Of(from.Span()); break;
                case 3 when manifest == 76: act = Act(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        Uetr which = instruction ?? throw Missing(fact, "instruction");
        if (act is null) throw Missing(fact, "act");
        return manifest == 75 ? new InstructionConfirmed(atMs, which, act) : new InstructionFailed(atMs, which, reasonCode, act);
    }

    private InstructionReplaced Replaced(StoredReader from, long atMs)
    {
        Uetr? failed = null;
        SettlementInstruction? by = null;
        bool fromPrefunding = false;
        OperatorAct? act = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: failed = from.Uetr(); break;
                case 2: by = Instruction(from.Message()); break;
                case 3: fromPrefunding = from.Number() != 0; break;
                case 4: act = Act(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        return new InstructionReplaced(
            atMs,
            failed ?? throw Missing(nameof(InstructionReplaced), "failed instruction"),
            by ?? throw Missing(nameof(InstructionReplaced), "instruction in its place"),
            fromPrefunding,
            act ?? throw Missing(nameof(InstructionReplaced), "act"));
    }
}
