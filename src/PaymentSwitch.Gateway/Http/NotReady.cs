using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PaymentSwitch.Gateway.Http;

/// <summary>The answer <c>503</c>: the switch has too much under way, has not recovered yet, or is stopping.</summary>
internal static class NotReady
{
    /// <summary>Writes it as the response, with the time to come back.</summary>
    public static Task WriteAsync(HttpResponse response, int retryAfterSeconds)
    {
        response.Headers.RetryAfter = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return new Problem(503, "Not taken in", "The switch has too much under way, or is not ready. Nothing was taken in: send the same again.").WriteAsync(response);
    }
}
