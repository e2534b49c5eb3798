using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PaymentSwitch.Server.Configuration;

namespace PaymentSwitch.Server.Startup;

/// <summary>Opens an address as the settings write it.</summary>
internal static class Listening
{
    /// <summary>Listens on an address that <see cref="SettingsRules"/> has checked.</summary>
    public static void ListenOn(this KestrelServerOptions kestrel, string address)
    {
        SettingsRules.TryListen(address, out (string Host, int Port) listen);
        if (listen.Host == "localhost") kestrel.ListenLocalhost(listen.Port);
        else kestrel.Listen(IPAddress.Parse(listen.Host), listen.Port);
    }
}
