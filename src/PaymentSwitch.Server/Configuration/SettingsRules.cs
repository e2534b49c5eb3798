using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Schemes;

namespace PaymentSwitch.Server.Configuration;

/// <summary>What settings must be, beyond their types.</summary>
internal static class SettingsRules
{
    /// <summary>Adds an error for each setting that is out of its range or at odds with another.</summary>
    public static void Check(SwitchSettings settings, List<string> errors)
    {
        if (settings.DataFolder.Length == 0) errors.Add("DataFolder: found nothing, expected a folder.");
        if (!TryListen(settings.Http.Listen, out _)) errors.Add($"Http:Listen: found '{settings.Http.Listen}', expected http://HOST:PORT.");
        if (settings.Scheme.SwitchBic.Length != 11 || !Bic.HasForm(settings.Scheme.SwitchBic))
            errors.Add($"Scheme:SwitchBic: found '{settings.Scheme.SwitchBic}', expected a BIC of eleven characters.");
        StorageRules.Check(settings.Storage, errors);
        StandbySettings.Check(settings.Standby, errors);
        SettingsRanges.Check("Http", settings.Http, errors);
        SettingsRanges.Check("Clock", settings.Clock, errors);
        SettingsRanges.Check("Engine", settings.Engine, errors);
        SettingsRanges.Check("Messages", settings.Messages, errors);
        SettingsRanges.Check("Gateway", settings.Gateway, errors);
        SettingsRanges.Check("Reconciliation", settings.Reconciliation, errors);
        SettingsRanges.Check("Reports", settings.Reports, errors);
        SettingsRanges.Check("Checkpoints", settings.Checkpoints, errors);
        SettingsRanges.Check("Operations", settings.Operations, errors);
        ParticipantRules.Check(settings, CurrenciesOf(settings.Scheme, errors), errors);
        OperatorRules.Check(settings, errors);
    }

    /// <summary>Host and port of an address to listen on.</summary>
    public static bool TryListen(string text, out (string Host, int Port) listen)
    {
        listen = default;
        // A port of 0 is no valid part of a URI's authority to some readers: it is read by itself.
        if (!text.StartsWith("http://", StringComparison.Ordinal)) return false;
        string authority = text["http://".Length..].TrimEnd('/');
        int colon = authority.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port > 65_535) return false;
        listen = (authority[..colon], port);
        return listen.Host == "localhost" || System.Net.IPAddress.TryParse(listen.Host, out _);
    }

    /// <summary>The scheme's profile: from its file where one is named, else a built-in one.</summary>
    /// <exception cref="SchemeProfileException">There is none of this name, or the file cannot be read.</exception>
    public static SchemeProfile ProfileOf(SchemeSettings scheme) =>
        scheme.ProfileFile.Length > 0 ? SchemeProfileReader.Read(scheme.ProfileFile) : SchemeProfileReader.BuiltIn(scheme.Profile);

    /// <summary>All schemes, the first one first.</summary>
    /// <exception cref="SchemeProfileException">A profile cannot be read.</exception>
    public static IReadOnlyList<SchemeProfile> ProfilesOf(SchemeSettings scheme) =>
    [
        ProfileOf(scheme),
        .. scheme.Others.Select(other => other.ProfileFile.Length > 0 ? SchemeProfileReader.Read(other.ProfileFile) : SchemeProfileReader.BuiltIn(other.Profile)),
    ];

    /// <summary>The currencies of all schemes, the first scheme's first; null where a profile cannot be read.</summary>
    private static List<Currency>? CurrenciesOf(SchemeSettings scheme, List<string> errors)
    {
        if (CurrencyOf(scheme, errors) is not Currency first) return null;
        List<Currency> currencies = [first];
        List<string> names = [ProfileOf(scheme).Name];
        for (int i = 0; i < scheme.Others.Count; i++)
        {
            try
            {
                SchemeProfile profile = ProfilesOf(scheme with { Others = [scheme.Others[i]] })[1];
                if (currencies.Contains(profile.Currency))
                    errors.Add($"Scheme:Others:{i}: '{profile.Name}' settles {profile.Currency}, which another scheme does already; expected one scheme for each currency.");
                if (names.Contains(profile.Name)) errors.Add($"Scheme:Others:{i}: '{profile.Name}' stands there twice; expected each scheme once.");
                currencies.Add(profile.Currency);
                names.Add(profile.Name);
            }
            catch (SchemeProfileException error)
            {
                errors.Add($"Scheme:Others:{i}: expected a scheme profile; {error.Message}");
            }
        }

        return currencies;
    }

    private static Currency? CurrencyOf(SchemeSettings scheme, List<string> errors)
    {
        try
        {
            return ProfileOf(scheme).Currency;
        }
        catch (SchemeProfileException error)
        {
            errors.Add(scheme.ProfileFile.Length > 0
                ? $"Scheme:ProfileFile: expected a scheme profile; {error.Message}"
                : $"Scheme:Profile: found '{scheme.Profile}', expected one of {string.Join(", ", SchemeProfileReader.Names)}.");
            return null;
        }
    }
}
