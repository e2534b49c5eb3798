using System.Text;

namespace PaymentSwitch.Simulations.Banks;

/// <summary>Keeps every message that a bank sent and received as a file, for other tools to look at. Without a folder it keeps nothing.</summary>
/// <param name="folder">The bank's folder; null for none.</param>
internal sealed class MessageArchive(string? folder)
{
    private int _number;

    /// <summary>Keeps a message that the bank sent.</summary>
    public void KeepSent(string name, string message) => Keep("sent", name, message);

    /// <summary>Keeps a message that the bank received.</summary>
    public void KeepReceived(string name, string message) => Keep("received", name, message);

    private void Keep(string direction, string name, string message)
    {
        if (folder is null) return;
        string target = Path.Combine(folder, direction);
        Directory.CreateDirectory(target);
        string extension = message.StartsWith('{') ? "json" : "xml";
        File.WriteAllText(Path.Combine(target, $"{Interlocked.Increment(ref _number):000000}-{name}.{extension}"), message, new UTF8Encoding(false));
    }
}
