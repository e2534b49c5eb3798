using System.Globalization;
using System.Net;
using PaymentSwitch.Operations.Calling;

namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>Where the palette <c>payswitch</c> listens, and as whom it calls the admin API.</summary>
public sealed record PetabridgeCmdSettings
{
    /// <summary>The address on which pbm is answered. Who reaches it acts as the token's operator: loopback, unless somebody else sees to who reaches it.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port on which pbm is answered.</summary>
    public int Port { get; init; } = 9110;

    /// <summary>Whether the commands that change something are left out.</summary>
    public bool ReadOnly { get; init; } = true;

    /// <summary>The admin API of this node: roles, four eyes, the journal of who did what and the way to the ledger are its.</summary>
    public string OperationsAddress { get; init; } = "http://127.0.0.1:8081";

    /// <summary>The file with the token of an operator of the palette's own. It is read for every command, so that it can be exchanged.</summary>
    public required string TokenFile { get; init; }

    /// <summary>What is wrong with them: the setting, what was found and what was expected; null for nothing.</summary>
    public string? Wrong
    {
        get
        {
            if (!IPAddress.TryParse(Host, out IPAddress? address)) return $"Host: found '{Host}', expected the IP address to listen on.";
            if (Port is < 1 or > 65_535) return string.Create(CultureInfo.InvariantCulture, $"Port: found {Port}, expected 1 to 65535.");
            if (!ReadOnly && !IPAddress.IsLoopback(address))
                return $"ReadOnly: found false with Host '{Host}': pbm does not say who types, so what changes something is for loopback alone.";
            if (OperationsClient.AddressOf(OperationsAddress) is null)
                return $"OperationsAddress: found '{OperationsAddress}', expected http://HOST:PORT or https://HOST:PORT.";
            return string.IsNullOrWhiteSpace(TokenFile) ? "TokenFile: found nothing, expected the name of a file with an operator's token." : null;
        }
    }

    /// <summary>
    /// What the actor system has to be made with. Petabridge.Cmd takes its address from there and from nowhere else, and listens on all addresses
    /// where nothing is said.
    /// </summary>
    public string Hocon => string.Create(CultureInfo.InvariantCulture, $"petabridge.cmd {{ host = \"{Host}\", port = {Port} }}");
}
