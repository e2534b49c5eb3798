using System.Net;

namespace PaymentSwitch.Simulations.Banks;

/// <summary>
/// Sends to one of several addresses: the one that answered last. Where that one is away, or says that it cannot answer, the
/// next request goes to the next one; sending again is the bank's own business.
/// </summary>
internal sealed class AnyAddress(IReadOnlyList<Uri> addresses, HttpMessageHandler connections) : DelegatingHandler(connections)
{
    private int _current = Random.Shared.Next(addresses.Count);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int tried = Volatile.Read(ref _current);
        request.RequestUri = new Uri(addresses[tried], request.RequestUri!.PathAndQuery);
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode >= HttpStatusCode.InternalServerError) TurnFrom(tried);
            return response;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            TurnFrom(tried);
            throw;
        }
    }

    private void TurnFrom(int tried) => Interlocked.CompareExchange(ref _current, (tried + 1) % addresses.Count, tried);
}
