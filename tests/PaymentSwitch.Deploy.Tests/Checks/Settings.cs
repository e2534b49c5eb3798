using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PaymentSwitch.Server.Configuration;

namespace PaymentSwitch.Deploy.Tests.Checks;

/// <summary>Every setting is one of docs/configuration.md, and the server's own reader takes them all.</summary>
internal static partial class Settings
{
    private const string Prefix = "PAYMENTSWITCH_";

    // The cluster's own, of a program that stands beside the server.
    private static readonly string[] OfCluster = ["Cluster:Name", "Cluster:Host", "Cluster:Port"];

    /// <summary>What a workload of the switch is told: its settings file, its environment, both with colons; the later goes before the earlier.</summary>
    public static IReadOnlyList<(string Key, string Value)> Of(Overlay overlay, Node workload)
    {
        if (!Overlay.IsSwitch(workload)) return [];
        Node pod = Overlay.PodOf(workload)["spec"], container = pod["containers"].Items.First();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Node volume in pod["volumes"].Items)
        {
            string text = overlay.Find("ConfigMap", volume["configMap", "name"].Text)["data", "settings.json"].Text;
            if (text.Length == 0) continue;
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            foreach ((string key, string value) in Flat("", document.RootElement)) settings[key] = value;
        }

        foreach ((string name, string value) in container["envFrom"].Items.SelectMany(source => Source(overlay, source)).Concat(container["env"].Items.Select(variable => (variable["name"].Text, variable["value"].Text))))
            if (name.StartsWith(Prefix, StringComparison.Ordinal)) settings[name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal)] = value;
        return [.. settings.Select(pair => (pair.Key, pair.Value))];
    }

    /// <summary>Settings that are none, or that the server would not start with.</summary>
    public static IEnumerable<string> Find(Overlay overlay)
    {
        HashSet<string> known = [.. Documented().Matches(Repository.Read("docs", "configuration.md")).Select(match => match.Groups[1].Value)];
        foreach (Node workload in overlay.Workloads.Where(Overlay.IsSwitch))
        {
            bool isCluster = Overlay.NameOf(workload) == "payment-switch-cluster";
            IReadOnlyList<(string Key, string Value)> settings = Of(overlay, workload);
            if (settings.Count == 0) yield return $"{Overlay.Called(workload)}: it is told nothing.";
            foreach ((string key, _) in settings)
            {
                string asWritten = Number().Replace(key, ":0");
                bool isKnown = known.Contains(asWritten) || known.Contains(TrailingZero().Replace(asWritten, "")) || key.StartsWith("Serilog:", StringComparison.Ordinal) || (isCluster && OfCluster.Contains(key));
                if (!isKnown) yield return $"{Overlay.Called(workload)}: {key} is no setting of docs/configuration.md.";
            }

            if (!Overlay.PodOf(workload)["spec", "containers"].Items.First()["args"].Items.Any(argument => argument.Text.StartsWith("--Settings=", StringComparison.Ordinal)))
                yield return $"{Overlay.Called(workload)}: without --Settings the program takes the sandbox's own, with its banks.";
            foreach (string error in ReadByServer(settings.Where(setting => !OfCluster.Contains(setting.Key)))) yield return $"{Overlay.Called(workload)}: {error}";
        }
    }

    // As the server reads them, from a file that has nothing of its own and the command line.
    private static IReadOnlyList<string> ReadByServer(IEnumerable<(string Key, string Value)> settings)
    {
        string empty = Path.GetTempFileName(), secret = Path.GetTempFileName();
        try
        {
            File.WriteAllText(empty, "{}");
            IEnumerable<string> arguments = settings.Where(setting => setting.Key != "Storage:Postgres:PasswordFile").Select(setting => $"--{setting.Key}={setting.Value}");
            SettingsReader.Read([$"--Settings={empty}", $"--Storage:Postgres:PasswordFile={secret}", .. arguments]);
            return [];
        }
        catch (SettingsException wrong)
        {
            return wrong.Errors;
        }
        finally
        {
            File.Delete(empty);
            File.Delete(secret);
        }
    }

    private static IEnumerable<(string Name, string Value)> Source(Overlay overlay, Node source)
    {
        if (source["configMapRef"].IsThere) return overlay.Find("ConfigMap", source["configMapRef", "name"].Text)["data"].Members.Select(member => (member.Key, member.Value.Text));
        string secret = source["secretRef", "name"].Text;
        if (overlay.Find("Secret", secret) is { IsThere: true } own) return own["data"].Members.Select(member => (member.Key, Encoding.UTF8.GetString(Convert.FromBase64String(member.Value.Text))));
        // What is in it is not known here: a hash of its own for each token is what the switch asks for.
        return (overlay.SecretKeys(secret) ?? []).Select(key => (key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))));
    }

    private static IEnumerable<(string Key, string Value)> Flat(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Flat(path.Length == 0 ? member.Name : $"{path}:{member.Name}", member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => Flat($"{path}:{i}", item)),
        _ => [(path, element.ToString())],
    };

    [GeneratedRegex(@"^\| `([A-Za-z0-9:]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Documented();

    [GeneratedRegex(@":\d+")]
    private static partial Regex Number();

    [GeneratedRegex(":0$")]
    private static partial Regex TrailingZero();
}
