using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>A settlement cycle as the reference keeps it.</summary>
internal sealed class ReferenceCycle(SchemeTerms scheme, long number)
{
    public SchemeTerms Scheme { get; } = scheme;

    public CycleId Id { get; } = new(scheme.Name, number);

    public DateOnly BusinessDate { get; init; }

    public int OfDay { get; init; }

    public long PlannedCutMs { get; init; }

    public bool StartsDay { get; init; }

    public CycleStatus Status { get; set; } = CycleStatus.Open;

    public long CutAtMs { get; set; }

    public long NettedAtMs { get; set; }

    public long SettledAtMs { get; set; }

    public List<ParticipantPosition> Positions { get; set; } = [];

    public List<ReferenceInstruction> Instructions { get; set; } = [];

    /// <summary>The identities of instructions that failed and were replaced.</summary>
    public HashSet<Uetr> Replaced { get; } = [];

    public override string ToString() => $"cycle {Id}";
}

/// <summary>An instruction as the reference keeps it.</summary>
/// <param name="participant">Whose.</param>
/// <param name="netMinor">What it gets, or owes where negative.</param>
internal sealed class ReferenceInstruction(ParticipantId participant, long netMinor)
{
    public ParticipantId Participant { get; } = participant;

    public long NetMinor { get; } = netMinor;

    public InstructionStatus Status { get; set; } = InstructionStatus.Sent;

    public string? ReasonCode { get; set; }

    /// <summary>Its identity, which is the switch's own affair as long as it is new; null until the switch has shown it.</summary>
    public Uetr? Uetr { get; set; }

    public bool IsDone => Status is InstructionStatus.Confirmed or InstructionStatus.Covered;

    public bool IsFromPrefunding => Status is InstructionStatus.Covering or InstructionStatus.Covered;
}
