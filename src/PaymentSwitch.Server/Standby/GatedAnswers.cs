using Microsoft.AspNetCore.Http;

namespace PaymentSwitch.Server.Standby;

/// <summary>
/// Lets nothing out of the active switch while another one could be it: a request is not taken while the lease is unsure, and an answer
/// waits until it is sure again. Where the lease is lost the connection is broken off, so that the client asks the other one.
/// </summary>
/// <param name="answer">The switch.</param>
/// <param name="unsure">Answers while the lease is unsure.</param>
/// <param name="held">The lease.</param>
internal sealed class GatedAnswers(RequestDelegate answer, RequestDelegate unsure, HeldLease held)
{
    private static readonly Func<object, Task> LetOut = static state => LetOutAsync((Answering)state);

    /// <summary>Answers a request, or breaks it off.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        if (!held.MayAnswer) return unsure(context);
        context.Response.OnStarting(LetOut, new Answering(context, held));
        return answer(context);
    }

    private static async Task LetOutAsync(Answering answering)
    {
        if (!await answering.Held.IsHeldAsync().ConfigureAwait(false)) answering.Context.Abort();
    }

    private sealed record Answering(HttpContext Context, HeldLease Held);
}
