namespace PaymentSwitch.Domain.Schemes;

/// <summary>
/// The schemes of one switch, side by side: one for each currency, so that an account belongs to one of them. Holds every
/// version of their profiles, because a payment is decided by the one it began with. Never changes: a change makes a new one.
/// </summary>
public sealed class SchemeCatalogue
{
    private readonly SchemeProfile[] _current;
    private readonly SchemeProfile[] _all;

    private SchemeCatalogue(SchemeProfile[] current, SchemeProfile[] all)
    {
        _current = current;
        _all = all;
        ReachBackMs = all.Max(profile => profile.Exceptions.ReachBackMs);
    }

    /// <summary>
    /// How long after its settlement a payment of any scheme, by any version of its profile, can be recalled or returned, in
    /// milliseconds; see <see cref="ExceptionTerms.ReachBackMs"/>.
    /// </summary>
    public long ReachBackMs { get; }

    /// <summary>The profiles that new payments go by now, in the order in which they were given.</summary>
    public IReadOnlyList<SchemeProfile> Current => _current;

    /// <summary>The scheme of a payment in a currency that none of them settles: it refuses it, in its own codes.</summary>
    public SchemeProfile Default => _current[0];

    /// <summary>The catalogue of these profiles.</summary>
    /// <exception cref="ArgumentException">There is none, or two have one name or one currency.</exception>
    public static SchemeCatalogue Of(IReadOnlyList<SchemeProfile> profiles)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        if (profiles.Count == 0) throw new ArgumentException("There is no scheme; expected at least one.", nameof(profiles));
        foreach (SchemeProfile profile in profiles)
        {
            if (profiles.Count(other => other.Name == profile.Name) > 1)
                throw new ArgumentException($"Two schemes are named '{profile.Name}'; expected each once.", nameof(profiles));
            if (profiles.Count(other => other.Currency == profile.Currency) > 1)
                throw new ArgumentException($"Two schemes settle {profile.Currency}; expected one for each currency.", nameof(profiles));
        }

        return new SchemeCatalogue([.. profiles], [.. profiles]);
    }

    /// <summary>The scheme that settles a currency, else <see cref="Default"/>.</summary>
    public SchemeProfile For(Currency? currency)
    {
        foreach (SchemeProfile profile in _current)
            if (profile.Currency == currency) return profile;
        return Default;
    }

    /// <summary>The profile that a scheme's new payments go by; null where there is no such scheme.</summary>
    public SchemeProfile? Find(string name)
    {
        foreach (SchemeProfile profile in _current)
            if (profile.Name == name) return profile;
        return null;
    }

    /// <summary>
    /// A version of a scheme's profile. Where that version is not known any more, the scheme's current one; where the scheme
    /// is not, <see cref="Default"/>: a payment is never left without rules to end by.
    /// </summary>
    public SchemeProfile Of(string name, int version)
    {
        foreach (SchemeProfile profile in _current)
            if (profile.Version == version && profile.Name == name) return profile;
        foreach (SchemeProfile profile in _all)
            if (profile.Version == version && profile.Name == name) return profile;
        return Find(name) ?? Default;
    }

    /// <summary>The catalogue with another profile for a scheme that it has.</summary>
    /// <param name="next">The profile, its version greater than the one before.</param>
    public SchemeCatalogue With(SchemeProfile next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new SchemeCatalogue([.. _current.Select(profile => profile.Name == next.Name ? next : profile)], [.. _all, next]);
    }
}
