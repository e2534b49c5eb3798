using System.Reflection;
using PaymentSwitch.Server.Configuration;
using Xunit;

namespace PaymentSwitch.Server.Tests;

/// <summary>A wrong setting names its key and what was expected; all of them at once.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void The_sandbox_is_in_order()
    {
        (SwitchSettings settings, _) = SettingsReader.Read([]);
        Assert.Equal(4, settings.Participants.Count);
        Assert.Equal("sct-inst", settings.Scheme.Profile);
    }

    [Theory]
    // argument, what the error must say
    [InlineData("--Enigne:InboxDepthMax=1", "Enigne: unknown key; expected one of")]
    [InlineData("--Engine:InboxDepth=1", "Engine:InboxDepth: unknown key; expected one of")]
    [InlineData("--Engine:InboxDepthMax=many", "Engine:InboxDepthMax: found 'many', expected a whole number")]
    [InlineData("--Engine:InboxDepthMax=0", "Engine:InboxDepthMax: found 0, expected a whole number of at least 1")]
    [InlineData("--Messages:BytesMax=-1", "Messages:BytesMax: found -1, expected a whole number of at least 1")]
    [InlineData("--Gateway=5", "Gateway: found '5', expected a section with keys of its own")]
    [InlineData("--Http:Listen=ftp://here", "Http:Listen: found 'ftp://here', expected http://HOST:PORT")]
    [InlineData("--Http:Listen=http://127.0.0.1", "Http:Listen: found 'http://127.0.0.1', expected http://HOST:PORT")]
    [InlineData("--Scheme:Profile=sct", "Scheme:Profile: found 'sct', expected one of fednow, fps, sct-inst")]
    [InlineData("--Scheme:SwitchBic=PSWT", "Scheme:SwitchBic: found 'PSWT', expected a BIC of eleven characters")]
    [InlineData("--DataFolder=", "DataFolder: found nothing, expected a folder")]
    [InlineData("--Participants:0:Standing=Asleep", "Participants:0:Standing: found 'Asleep', expected one of Enabled, ReceiveOnly, Suspended, SignedOff")]
    [InlineData("--Participants:0:Agents:0:Bic=nobic", "Participants:0:Agents:0:Bic: found 'nobic', expected a BIC")]
    [InlineData("--Participants:0:Agents:0:Reachable=maybe", "Participants:0:Agents:0:Reachable: found 'maybe', expected true or false")]
    [InlineData("--Participants:0:TokenHashes:0=abc", "Participants:0:TokenHashes:0: found 3 characters, expected the SHA-256 of a token")]
    [InlineData("--Participants:0:Cap=-5", "Participants:0:Cap: found '-5', expected a decimal amount")]
    [InlineData("--Participants:0:OpeningFunding=much", "Participants:0:OpeningFunding: found 'much', expected a decimal amount")]
    [InlineData("--Participants:1:Id=ALPHDEFFXXX", "Participants: 'ALPHDEFFXXX' stands there twice")]
    [InlineData("--Participants:1:Agents:0:Bic=ALPHDEFF", "Participants: the BIC 'ALPHDEFFXXX' stands there twice")]
    [InlineData("--Participants:4:Name=Nobody", "Participants:4:Id: found nothing")]
    [InlineData("--Participants:x:Id=A", "Participants:x: unknown key; expected a list")]
    [InlineData("serve", "serve: not understood; expected --KEY=VALUE")]
    public void A_wrong_setting_names_its_key_and_what_was_expected(string argument, string expected)
    {
        SettingsException wrong = Assert.Throws<SettingsException>(() => SettingsReader.Read([argument]));
        Assert.Contains(wrong.Errors, error => error.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        SettingsException wrong = Assert.Throws<SettingsException>(() => SettingsReader.Read(["--A=1", "--Engine:B=2", "--Http:Listen=x", "--Messages:BytesMax=0"]));
        Assert.Equal(4, wrong.Errors.Count);
    }

    [Fact]
    public void A_missing_or_broken_settings_file_is_named()
    {
        Assert.Contains("missing.json", Assert.Throws<SettingsException>(() => SettingsReader.Read(["--Settings=missing.json"])).Message, StringComparison.Ordinal);
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "{ \"DataFolder\": ");
        Assert.Contains(file, Assert.Throws<SettingsException>(() => SettingsReader.Read([$"--Settings={file}"])).Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void Every_setting_is_in_the_documentation()
    {
        string? text = FindDocumentation();
        Assert.SkipWhen(text is null, "The documentation is not in a folder above.");
        foreach (string key in KeysOf(typeof(SwitchSettings), "")) Assert.Contains($"`{key}`", text!, StringComparison.Ordinal);
    }

    private static IEnumerable<string> KeysOf(Type type, string path)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            string key = path.Length == 0 ? property.Name : $"{path}:{property.Name}";
            Type kind = property.PropertyType;
            if (kind == typeof(string) || kind.IsPrimitive || kind == typeof(IReadOnlyList<string>)) yield return key;
            else if (kind.IsGenericType) foreach (string inner in KeysOf(kind.GetGenericArguments()[0], key + ":0")) yield return inner;
            else foreach (string inner in KeysOf(kind, key)) yield return inner;
        }
    }

    private static string? FindDocumentation()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return File.ReadAllText(Path.Combine(at.FullName, "docs", "configuration.md"));
        return null;
    }
}
