using System.Net.Sockets;

namespace PaymentSwitch.Simulations.Switch;

/// <summary>
/// Connections to a switch that may be killed at any moment. Where it dies between taking a connection and being asked on it, the pool of connections
/// throws the socket's own error (it looks up whom it is connected to, and nobody is there any more): here it is what all other failures to connect are.
/// </summary>
/// <param name="connections">The connections.</param>
internal sealed class SwitchConnections(SocketsHttpHandler connections) : DelegatingHandler(connections)
{
    public SwitchConnections()
        : this(new SocketsHttpHandler())
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException gone)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The switch has gone while it was being connected to.", gone);
        }
    }
}
