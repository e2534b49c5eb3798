using System.Net;
using System.Net.Sockets;
using PaymentSwitch.Simulations.Switch;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

/// <summary>A switch that is killed and started again must find its port free, and nobody else on it.</summary>
public sealed class LoopbackPortTests
{
    [Fact]
    public void What_was_claimed_can_be_listened_on_again_and_again_and_claimed_by_nobody_else()
    {
        var place = new IPEndPoint(IPAddress.Loopback, LoopbackPort.Claim());
        for (int start = 0; start < 2; start++)
        {
            using var listening = new TcpListener(place);
            listening.Start();
        }

        using var another = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => another.Bind(place)).SocketErrorCode);
    }
}
