namespace PaymentSwitch.Domain.Identification;

/// <summary>
/// How a message names a bank (<c>FinInstnId</c>): by BIC, by member id in a clearing system, or by both. The directory
/// turns it into a participant.
/// </summary>
/// <param name="Bic">The BIC as written (8 or 11 characters), or null.</param>
/// <param name="ClearingSystem">The code of the clearing system (<c>ClrSysMmbId/ClrSysId/Cd</c>, for example <c>USABA</c>), or null.</param>
/// <param name="MemberId">The member id there (<c>ClrSysMmbId/MmbId</c>), or null.</param>
public sealed record AgentIdentification(string? Bic, string? ClearingSystem = null, string? MemberId = null)
{
    /// <summary>An agent named by its BIC alone.</summary>
    public static AgentIdentification OfBic(string bic) => new(bic);

    /// <summary>Each of its names by itself: messages may use any of them.</summary>
    public IEnumerable<AgentIdentification> EachName() =>
        Bic is not null && MemberId is not null ? [new(Bic), new(null, ClearingSystem, MemberId)] : [this];

    /// <summary>Whether the two have a name in common.</summary>
    public bool Shares(AgentIdentification other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Bic is not null && other.Bic is not null && Identification.Bic.ToEleven(Bic) == Identification.Bic.ToEleven(other.Bic)) return true;
        return MemberId is not null && MemberId == other.MemberId && ClearingSystem == other.ClearingSystem;
    }

    /// <summary>For people: the BIC, else clearing system and member id.</summary>
    public override string ToString() => Bic ?? (ClearingSystem is null ? MemberId ?? "?" : $"{ClearingSystem}:{MemberId}");
}
