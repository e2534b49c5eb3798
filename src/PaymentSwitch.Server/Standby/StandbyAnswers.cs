using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Gateway;
using PaymentSwitch.Server.Startup;

namespace PaymentSwitch.Server.Standby;

/// <summary>What a server answers that is not the switch now: that it lives, that it is not ready, and when to come back.</summary>
internal static class StandbyAnswers
{
    private static readonly byte[] Problem = Encoding.UTF8.GetBytes(
        """{"type":"about:blank","title":"Not taken in","status":503,"detail":"This server is not the active one now. Nothing was taken in: send the same again, here or to the other one."}""");

    /// <summary>Its routes.</summary>
    /// <param name="front">Where it is reached.</param>
    /// <param name="limits">When to come back.</param>
    public static RequestDelegate Of(Front front, GatewayLimits limits)
    {
        string retryAfter = limits.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return front.Routes(routes =>
        {
            routes.MapGet("/healthz/live", (RequestDelegate)(context => WriteAsync(context, 200, "text/plain", "live\n"u8.ToArray())));
            routes.MapGet("/healthz/ready", (RequestDelegate)(context => WriteAsync(context, 503, "text/plain", "standby\n"u8.ToArray())));
            routes.Map("/{**anything}", (RequestDelegate)(context =>
            {
                context.Response.Headers.RetryAfter = retryAfter;
                return WriteAsync(context, 503, "application/problem+json", Problem);
            }));
        });
    }

    private static Task WriteAsync(HttpContext context, int status, string type, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
