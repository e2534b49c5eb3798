using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Schemes;

namespace PaymentSwitch.Simulator.Node;

/// <summary>What all simulated worlds have in common: schemes, names, and what is expensive to make.</summary>
internal static class SimulatedScheme
{
    /// <summary>The switch's own BIC.</summary>
    public const string SwitchBic = "PSWTBEBBXXX";

    /// <summary>A scheme in which each payment is final at once.</summary>
    public static SchemeProfile Gross { get; } = Profile("simulated-gross.json");

    /// <summary>A scheme with caps, that settles in cycles.</summary>
    public static SchemeProfile Net { get; } = Profile("simulated-net.json");

    /// <summary>Reads messages, by all schemas that are shipped.</summary>
    public static MessageReader Reader { get; } = new(SchemaCatalogue.LoadShipped(), new MessageLimits());

    /// <summary>The name of a bank, by its number.</summary>
    public static ParticipantId BankOf(int number) => new($"SIM{(char)('A' + number)}DEFFXXX");

    private static SchemeProfile Profile(string name)
    {
        using Stream json = typeof(SimulatedScheme).Assembly.GetManifestResourceStream(name)!;
        return SchemeProfileReader.Read(json);
    }
}
