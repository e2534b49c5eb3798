namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Names what is allowed, always in the same order.</summary>
internal static class OneOf
{
    internal static string List(IEnumerable<string> allowed) => string.Join(" or ", allowed.Order(StringComparer.Ordinal));
}
