using System.Net;
using System.Net.Sockets;

namespace PaymentSwitch.Simulations.Switch;

/// <summary>Ports of this machine for what is killed and started again: free each time, and nobody else's meanwhile.</summary>
internal static class LoopbackPort
{
    // No client of this machine is given one of these for a connection of its own.
    private const int First = 15_000, End = 30_000;
    private static readonly List<Socket> Claims = [];

    /// <summary>
    /// A port that is this process's as long as it lives. While what listens on it is dead it looks free; somebody else who took it then would get the banks of
    /// the dead one, with their tokens. So it is claimed by a UDP socket of the same number: whoever asks here for a port, in any process, finds it taken.
    /// </summary>
    public static int Claim()
    {
        while (true)
        {
            var place = new IPEndPoint(IPAddress.Loopback, Random.Shared.Next(First, End));
            var claim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                claim.Bind(place);
                using var probe = new TcpListener(place);
                probe.Start();
                lock (Claims) Claims.Add(claim);
                return place.Port;
            }
            catch (SocketException)
            {
                // Somebody else has it.
                claim.Dispose();
            }
        }
    }
}
