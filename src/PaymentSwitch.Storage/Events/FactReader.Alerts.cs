using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;

namespace PaymentSwitch.Storage.Events;

/// <content>Accounts: the bounds that raise alerts.</content>
internal sealed partial class FactReader
{
    private LiquidityWatchSet WatchSet(StoredReader from, long atMs)
    {
        LiquidityWatch? watch = null;
        OperatorAct? act = null;
        while (from.Next())
        {
            if (from.Field == 1) watch = Watch(from.Message());
            else if (from.Field == 2) act = Act(from.Message());
            else from.Skip();
        }

        return new LiquidityWatchSet(
            atMs,
            watch ?? throw Missing(nameof(LiquidityWatchSet), "watch"),
            act ?? throw Missing(nameof(LiquidityWatchSet), "act"));
    }

    private static LiquidityWatch Watch(StoredReader from)
    {
        long? balanceFloorMinor = null, balanceCeilingMinor = null, headroomFloorMinor = null, headroomCeilingMinor = null;
        long hysteresisMinor = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: balanceFloorMinor = from.Number(); break;
                case 2: balanceCeilingMinor = from.Number(); break;
                case 3: headroomFloorMinor = from.Number(); break;
                case 4: headroomCeilingMinor = from.Number(); break;
                case 5: hysteresisMinor = from.Number(); break;
                default: from.Skip(); break;
            }
        }

        return new LiquidityWatch
        {
            BalanceFloorMinor = balanceFloorMinor,
            BalanceCeilingMinor = balanceCeilingMinor,
            HeadroomFloorMinor = headroomFloorMinor,
            HeadroomCeilingMinor = headroomCeilingMinor,
            HysteresisMinor = hysteresisMinor,
        };
    }

    private static AccountEvent Alert(int manifest, StoredReader from, long atMs)
    {
        int bound = 0;
        long second = 0, third = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: bound = from.Count(); break;
                case 2: second = from.Number(); break;
                case 3: third = from.Number(); break;
                default: from.Skip(); break;
            }
        }

        LiquidityBound known = Known((LiquidityBound)bound);
        return manifest == 50 ? new LiquidityAlertRaised(atMs, known, second, third) : new LiquidityAlertCleared(atMs, known, second);
    }
}
