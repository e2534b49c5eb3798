using Microsoft.AspNetCore.Http;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Shared;

namespace PaymentSwitch.Operations.Http;

/// <summary>Says which operator a request comes from: by bearer tokens (RFC 6750), known by their SHA-256 only.</summary>
/// <param name="tokens">The hash (32 bytes) of the token's UTF-8 bytes and whose it is.</param>
/// <exception cref="ArgumentException">A hash has not 32 bytes, or belongs to two operators.</exception>
public sealed class OperatorTokens(IEnumerable<(byte[] Hash, SwitchOperator Operator)> tokens)
{
    /// <summary>What a refused request is told to prove itself with.</summary>
    public const string Challenge = "Bearer realm=\"paymentswitch-operators\"";

    private readonly TokenHashes<SwitchOperator> _tokens = new(tokens);

    /// <summary>The operator behind a request; null where it proves none.</summary>
    public SwitchOperator? Authenticate(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _tokens.TryFind(request.Headers.Authorization, out SwitchOperator found) ? found : null;
    }
}
