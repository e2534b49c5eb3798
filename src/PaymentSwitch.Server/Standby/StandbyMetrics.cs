using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Server.Standby;

/// <summary>
/// <c>GET /metrics</c> at the operators' address of a server that shares its database: who holds the lease, and how far a standby has
/// followed, in the text form that Prometheus reads. Numbers only, so that it asks for no token.
/// </summary>
internal static class StandbyMetrics
{
    /// <summary>Maps it for the active server.</summary>
    /// <param name="routes">Takes it.</param>
    /// <param name="held">The lease.</param>
    /// <param name="more">What else there is to tell.</param>
    public static void Map(IEndpointRouteBuilder routes, HeldLease held, Func<IReadOnlyList<Metric>> more) => Map(routes, () =>
    [
        new("paymentswitch_lease_held", "1 where this server may answer as the switch, 0 where it may not.", held.MayAnswer ? 1 : 0),
        new("paymentswitch_lease_epoch", "The epoch under which the journal is written.", held.Epoch),
        new("paymentswitch_standbys", "How many standbys follow.", held.Standbys()),
        new("paymentswitch_journal_last_position", "The last position of the journal.", held.Lease.LastPosition()),
        .. more(),
    ]);

    /// <summary>Maps it for a standby.</summary>
    /// <param name="routes">Takes it.</param>
    /// <param name="lease">The lease that another one holds.</param>
    /// <param name="followed">What it follows; gives null as long as it has not begun.</param>
    /// <param name="more">What else there is to tell.</param>
    public static void Map(IEndpointRouteBuilder routes, PostgresLease lease, Func<FollowedJournal?> followed, Func<IReadOnlyList<Metric>> more) => Map(routes, () =>
    {
        LeaseStanding standing = lease.Look();
        // Asked for before the position that was followed: what comes in between makes it no more than it is.
        long last = lease.LastPosition();
        FollowedJournal? journal = followed();
        List<Metric> metrics =
        [
            new("paymentswitch_lease_held", "1 where this server may answer as the switch, 0 where it may not.", 0),
            new("paymentswitch_lease_epoch", "The epoch under which the journal is written.", standing.Epoch),
            new("paymentswitch_lease_left_ms", "How long the lease of the active one still lasts, in ms; 0 where it is over.", Math.Max(0, standing.LeftMs)),
            new("paymentswitch_standby_follows", "1 where this standby follows the journal, 0 as long as it opens it.", journal is null ? 0 : 1),
            .. more(),
            new("paymentswitch_journal_last_position", "The last position of the journal.", last),
        ];
        if (journal is null) return metrics;
        long position = journal.Position;
        metrics.Add(new("paymentswitch_standby_position", "The last position that this standby has followed.", position));
        metrics.Add(new("paymentswitch_standby_lag_positions", "How many positions of the journal it has not followed yet.", Math.Max(0, last - position)));
        metrics.Add(new("paymentswitch_standby_lag_ms", "How long ago it last had followed all there was, in ms.", journal.BehindMs));
        return metrics;
    });

    private static void Map(IEndpointRouteBuilder routes, Func<IReadOnlyList<Metric>> ask) => routes.MapGet("/metrics", (RequestDelegate)(async context =>
    {
        byte[] body;
        try
        {
            body = Encoding.UTF8.GetBytes(Write(ask()));
        }
        catch (JournalException away)
        {
            context.Response.StatusCode = 503;
            context.Response.ContentType = "text/plain";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(away.Message + "\n"), context.RequestAborted);
            return;
        }

        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }));

    private static string Write(IReadOnlyList<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (Metric metric in metrics)
            text.Append(CultureInfo.InvariantCulture, $"# HELP {metric.Name} {metric.Help}\n# TYPE {metric.Name} gauge\n{metric.Name} {metric.Value}\n");
        return text.ToString();
    }
}

/// <summary>One number.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Help">What it means.</param>
/// <param name="Value">The number.</param>
internal readonly record struct Metric(string Name, string Help, long Value);
