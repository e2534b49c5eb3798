namespace PaymentSwitch.Domain.Schemes;

// Stored for good: add types and optional members; never rename one or change what it means.

/// <summary>A fact about a scheme.</summary>
/// <param name="AtMs">When it happened, in Unix milliseconds.</param>
/// <param name="Act">Who did it, and why.</param>
public abstract record SchemeEvent(long AtMs, OperatorAct Act) : IDomainEvent;

/// <summary>From a moment on the scheme goes by another profile. Payments taken in before are decided by the one they began with.</summary>
/// <param name="AtMs">When it was decided.</param>
/// <param name="Version">The new profile's version: one more than the one before.</param>
/// <param name="EffectiveAtMs">From when, in Unix milliseconds.</param>
/// <param name="Document">The profile as it was given.</param>
/// <param name="Act">Who did it, and why.</param>
public sealed record ProfileScheduled(long AtMs, int Version, long EffectiveAtMs, ReadOnlyMemory<byte> Document, OperatorAct Act)
    : SchemeEvent(AtMs, Act);

/// <summary>A profile that was scheduled was taken back before its moment: it never counts. Its version is not given again.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Version">Which.</param>
/// <param name="Act">Who did it, and why.</param>
public sealed record ProfileWithdrawn(long AtMs, int Version, OperatorAct Act) : SchemeEvent(AtMs, Act);

/// <summary>Something that all participants are told (admi.004).</summary>
/// <param name="AtMs">When.</param>
/// <param name="EventCode">What happened, in up to four characters (<c>EvtCd</c>).</param>
/// <param name="Text">The same in words.</param>
/// <param name="Act">Who says so.</param>
public sealed record BroadcastSent(long AtMs, string EventCode, string Text, OperatorAct Act) : SchemeEvent(AtMs, Act);

/// <summary>The reply to a request about a scheme.</summary>
public enum SchemeReply
{
    /// <summary>Carried out.</summary>
    Done = 0,

    /// <summary>There is no such scheme.</summary>
    Unknown = 1,

    /// <summary>The profile is of another scheme, of another currency, or settles another way.</summary>
    OtherScheme = 2,

    /// <summary>The moment lies in the past, or before that of a change that was decided earlier.</summary>
    InThePast = 3,

    /// <summary>The profile cannot be read.</summary>
    Unreadable = 4,

    /// <summary>No profile of this version was scheduled.</summary>
    NoSuchVersion = 5,

    /// <summary>The profile's moment has come: payments may have begun with it.</summary>
    InForce = 6,
}
