using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>A page of a report, statement or notification, with all that its entries tell.</summary>
internal sealed record AccountPage
{
    /// <summary>Which message it becomes.</summary>
    public required CashReportKind Kind { get; init; }

    /// <summary>The page.</summary>
    public required Engine.Reporting.AccountStatement Statement { get; init; }

    /// <summary>Its number, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>The payments behind its entries.</summary>
    public required IReadOnlyDictionary<Uetr, Payment> Payments { get; init; }

    /// <summary>The request that it answers.</summary>
    public required OriginalQuery Query { get; init; }
}
