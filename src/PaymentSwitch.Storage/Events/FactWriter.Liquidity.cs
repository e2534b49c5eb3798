using PaymentSwitch.Domain.Liquidity;

namespace PaymentSwitch.Storage.Events;

/// <content>Liquidity transfers. What one is about stands in each of its facts.</content>
internal static partial class FactWriter
{
    private static void Write(StoredBuffer into, LiquidityEvent fact)
    {
        int start = into.Open(fact switch
        {
            LiquidityRequested => 100,
            LiquidityBooked => 101,
            LiquidityRefused => 102,
            LiquidityConfirmed => 103,
            LiquidityReversed => 104,
            _ => throw Unknown(fact),
        });
        Write(into, 1, fact.Terms);
        switch (fact)
        {
            case LiquidityRequested e:
                Write(into, 2, e.Message, e.Digest);
                break;
            case LiquidityBooked e:
                into.TextIfAny(2, e.AwaitedFrom?.Value);
                break;
            case LiquidityRefused e:
                into.Number(2, (long)e.Reply);
                break;
            case LiquidityReversed e:
                into.Text(2, e.Reason);
                break;
        }

        into.Close(start);
    }

    private static void Write(StoredBuffer into, int field, LiquidityTerms terms)
    {
        int start = into.Open(field);
        into.Text(1, terms.Sender.Value);
        Account(into, 2, terms.Account);
        into.Number(3, (long)terms.Direction);
        into.Number(4, terms.AmountMinor);
        into.Text(5, terms.Reference);
        into.Text(6, terms.MessageId);
        into.Close(start);
    }
}
