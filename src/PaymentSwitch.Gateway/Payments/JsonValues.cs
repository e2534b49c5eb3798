using System.Text.Json;

namespace PaymentSwitch.Gateway.Payments;

/// <summary>Values of payments as JSON.</summary>
internal static class JsonValues
{
    /// <summary>A moment, in Unix milliseconds; null for 0.</summary>
    public static void Time(Utf8JsonWriter json, string name, long atMs)
    {
        if (atMs == 0) json.WriteNull(name);
        else json.WriteString(name, DateTimeOffset.FromUnixTimeMilliseconds(atMs).UtcDateTime);
    }

    /// <summary>The number of a settlement cycle; null for 0, which is none.</summary>
    public static void Cycle(Utf8JsonWriter json, long cycle)
    {
        if (cycle == 0) json.WriteNull("cycle"u8);
        else json.WriteNumber("cycle"u8, cycle);
    }
}
