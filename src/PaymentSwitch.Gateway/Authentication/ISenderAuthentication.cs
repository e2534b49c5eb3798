using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Gateway.Authentication;

/// <summary>Says which participant a request comes from, by whatever the participant proves itself with.</summary>
public interface ISenderAuthentication
{
    /// <summary>The participant behind a request; null where it proves none.</summary>
    ParticipantId? Authenticate(HttpRequest request);

    /// <summary>What a refused request is told to prove itself with: the value of <c>WWW-Authenticate</c>.</summary>
    string Challenge { get; }
}
