using System.Net;

namespace PaymentSwitch.Simulations.Banks;

/// <summary>
/// Sends to one of two addresses: the one that answered last. Where that one is away, or says that it is not the active one, the
/// next request goes to the other; sending again is the bank's own business.
/// </summary>
internal sealed class EitherAddress(Uri one, Uri other, HttpMessageHandler connections) : DelegatingHandler(connections)
{
    private readonly Uri[] _addresses = [one, other];
    private int _current;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int tried = Volatile.Read(ref _current);
        request.RequestUri = new Uri(_addresses[tried], request.RequestUri!.PathAndQuery);
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable) TurnFrom(tried);
            return response;
        }
        catch (HttpRequestException)
        {
            TurnFrom(tried);
            throw;
        }
    }

    private void TurnFrom(int tried) => Interlocked.CompareExchange(ref _current, 1 - tried, tried);
}
