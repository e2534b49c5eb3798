using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Simulator.Node;
using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulator.Banks;

/// <summary>The network between banks and switch: it delays, loses, doubles, and cuts banks off.</summary>
/// <param name="time">The world's time.</param>
/// <param name="chance">Its own stream.</param>
/// <param name="swarm">The seed's settings.</param>
/// <param name="faults">Counts what goes wrong.</param>
/// <param name="receive">The switch's side.</param>
internal sealed class SimulatedNetwork(
    VirtualTime time, Chance chance, Swarm swarm, FaultCounts faults, Action<BankRequest, Action<BankResponse>> receive)
{
    private readonly Dictionary<ParticipantId, long> _cutOffUntilUs = [];

    /// <summary>Whether faults happen.</summary>
    public bool IsCalm { get; set; }

    /// <summary>Asks the switch. The answer comes later, more than once, or never.</summary>
    public void Ask(BankRequest request, Action<BankResponse> answered)
    {
        if (Happens(Fault.Partition)) _cutOffUntilUs[request.Bank] = time.NowUs + chance.Between(100_000, 8_000_000);
        int copies = Happens(Fault.MessageDoubled) ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            Carry(request.Bank, () => receive(request, response => Carry(request.Bank, () => answered(response))));
        }
    }

    private void Carry(ParticipantId bank, Action arrives)
    {
        if (Happens(Fault.MessageLost) || IsCutOff(bank)) return;
        long inUs = chance.Between(100, 3_000);
        if (Happens(Fault.MessageSlow)) inUs += chance.Between(1_000, 9_000_000);
        time.After(inUs, () =>
        {
            if (!IsCutOff(bank)) arrives();
        });
    }

    private bool IsCutOff(ParticipantId bank) => !IsCalm && _cutOffUntilUs.GetValueOrDefault(bank) > time.NowUs;

    private bool Happens(Fault fault)
    {
        if (IsCalm || !chance.Happens(swarm[fault])) return false;
        faults.Add(fault);
        return true;
    }
}
