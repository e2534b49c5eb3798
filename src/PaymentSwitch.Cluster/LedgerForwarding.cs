using System.Collections.Frozen;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using PaymentSwitch.Cluster.Nodes;
using PaymentSwitch.Server.Startup;

namespace PaymentSwitch.Cluster;

/// <summary>
/// Passes a request on to the node that has the ledger, as it came, and its answer back. Never more than once: two nodes that each take the other for
/// the ledger do not play ball.
/// </summary>
/// <param name="membership">Knows where the ledger is.</param>
internal sealed class LedgerForwarding(NodeMembership membership) : IDisposable
{
    /// <summary>The header of a request that another node has passed on.</summary>
    public const string Forwarded = "PaymentSwitch-Forwarded";

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(2);

    // What is about the connection between two machines and not about the message (RFC 9110, 7.6.1).
    private static readonly FrozenSet<string> OfTheConnection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Connection", "Host", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect");

    private static readonly byte[] NotKnown = Encoding.UTF8.GetBytes(
        """{"type":"about:blank","title":"Outcome not known","status":502,"detail":"The node with the ledger broke off. Ask again; a message is sent again as it is: it is taken once only."}""");

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false, UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, ConnectTimeout = ConnectWithin,
        ActivityHeadersPropagator = DistributedContextPropagator.CreatePassThroughPropagator(),
    });

    /// <summary>Asks the ledger's node on one side.</summary>
    /// <param name="side">Which.</param>
    /// <param name="unreached">Answers where there is none, or it cannot be connected to: nothing was done then.</param>
    public RequestDelegate To(FrontSide side, RequestDelegate unreached) => async context =>
    {
        LedgerPlace? place = context.Request.Headers.ContainsKey(Forwarded) ? null : membership.Ledger;
        string? at = side == FrontSide.Banks ? place?.Banks : place?.Operators;
        if (string.IsNullOrEmpty(at))
        {
            await unreached(context).ConfigureAwait(false);
            return;
        }

        try
        {
            using HttpRequestMessage asked = RequestOf(context.Request, at);
            using HttpResponseMessage answered = await _client.SendAsync(asked, context.RequestAborted).ConfigureAwait(false);
            await PassBackAsync(answered, context).ConfigureAwait(false);
        }
        // The pool of connections throws the socket's own error where the other side goes while it is being connected to.
        catch (Exception error) when (
            !context.Response.HasStarted && error is SocketException { SocketErrorCode: SocketError.NotConnected } or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError })
        {
            await unreached(context).ConfigureAwait(false);
        }
        catch (Exception error) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && error is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            context.Response.ContentType = "application/problem+json";
            context.Response.ContentLength = NotKnown.Length;
            await context.Response.Body.WriteAsync(NotKnown, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // Half of an answer has left, or the client has gone: nobody must take the half for the whole.
            context.Abort();
        }
    };

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage RequestOf(HttpRequest request, string at)
    {
        var asked = new HttpRequestMessage(HttpMethod.Parse(request.Method), at + request.Path + request.QueryString) { Version = HttpVersion.Version11 };
        // A body that was read here has been put back in the place of what came.
        if (request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0 || request.Body is MemoryStream) asked.Content = new StreamContent(request.Body);
        foreach ((string name, StringValues values) in request.Headers)
        {
            if (OfTheConnection.Contains(name)) continue;
            if (!asked.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)) asked.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        asked.Headers.TryAddWithoutValidation(Forwarded, "1");
        return asked;
    }

    private static async Task PassBackAsync(HttpResponseMessage answered, HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = (int)answered.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answered.Headers.Concat(answered.Content.Headers))
            if (!OfTheConnection.Contains(name)) response.Headers[name] = values.ToArray();
        await answered.Content.CopyToAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
