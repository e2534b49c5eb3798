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
        Assert.Equal(["Viewer", "Operator", "Supervisor", "Auditor", "Supervisor"], settings.Operators.SelectMany(steering => steering.Roles));
    }

    [Theory]
    // argument, what the error must say
    [InlineData("--Enigne:InboxDepthMax=1", "Enigne: unknown key; expected one of")]
    [InlineData("--Engine:InboxDepth=1", "Engine:InboxDepth: unknown key; expected one of")]
    [InlineData("--Engine:InboxDepthMax=many", "Engine:InboxDepthMax: found 'many', expected a whole number")]
    [InlineData("--Engine:InboxDepthMax=0", "Engine:InboxDepthMax: found 0, expected a whole number from 1 to 1000000")]
    [InlineData("--Messages:BytesMax=-1", "Messages:BytesMax: found -1, expected a whole number from 1 to 16777216")]
    [InlineData("--Messages:BytesMax=2147483647", "Messages:BytesMax: found 2147483647, expected a whole number from 1 to 16777216")]
    [InlineData("--Engine:InboxDepthMax=99999999999", "Engine:InboxDepthMax: found '99999999999', expected a whole number")]
    [InlineData("--Gateway:WaitSecondsMax=301", "Gateway:WaitSecondsMax: found 301, expected a whole number from 1 to 300")]
    [InlineData("--Http:KeepAliveSeconds=0", "Http:KeepAliveSeconds: found 0, expected a whole number from 1 to 86400")]
    [InlineData("--Gateway=5", "Gateway: found '5', expected a section with keys of its own")]
    [InlineData("--Http:Listen=ftp://here", "Http:Listen: found 'ftp://here', expected http://HOST:PORT")]
    [InlineData("--Http:Listen=http://127.0.0.1", "Http:Listen: found 'http://127.0.0.1', expected http://HOST:PORT")]
    [InlineData("--Scheme:Profile=sct", "Scheme:Profile: found 'sct', expected one of fednow, fps, pix, sct-inst, tips")]
    [InlineData("--Scheme:SwitchBic=PSWT", "Scheme:SwitchBic: found 'PSWT', expected a BIC of eleven characters")]
    [InlineData("--Scheme:SwitchBic=ALPSDEMMXXX", "Scheme:SwitchBic: found 'ALPSDEMMXXX', which is a participant's")]
    [InlineData("--Scheme:ProfileFile=nowhere.json", "Scheme:ProfileFile: expected a scheme profile; nowhere.json: ")]
    [InlineData("--Serilog:MinimumLevel:Default=Loud", "Serilog:MinimumLevel:Default: found 'Loud', expected one of Verbose, Debug, Information")]
    [InlineData("--Serilog:MinimumLevel:Override:Microsoft=Loud", "Serilog:MinimumLevel:Override:Microsoft: found 'Loud'")]
    [InlineData("--Serilog:MinimunLevel=Debug", "Serilog:MinimunLevel: unknown key; expected one of")]
    [InlineData("--DataFolder=", "DataFolder: found nothing, expected a folder")]
    [InlineData("--Participants:0:Standing=Asleep", "Participants:0:Standing: found 'Asleep', expected one of Enabled, ReceiveOnly, Suspended, SignedOff")]
    [InlineData("--Participants:0:Agents:0:Bic=nobic", "Participants:0:Agents:0:Bic: found 'nobic', expected a BIC")]
    [InlineData("--Participants:0:Agents:0:Reachable=maybe", "Participants:0:Agents:0:Reachable: found 'maybe', expected true or false")]
    [InlineData("--Participants:0:TokenHashes:0=abc", "Participants:0:TokenHashes:0: found 3 characters, expected the SHA-256 of a token")]
    [InlineData("--Participants:0:Cap=-5", "Participants:0:Cap: found '-5', expected a decimal amount")]
    [InlineData("--Participants:0:OpeningFunding=much", "Participants:0:OpeningFunding: found 'much', expected a decimal amount")]
    [InlineData("--Participants:2:OpeningFunding=1.234", "Participants:2:OpeningFunding: found '1.234', expected a decimal amount in EUR with at most 2 decimals")]
    [InlineData("--Participants:0:Id=ALPH DEFF", "Participants:0:Id: found 'ALPH DEFF', expected a BIC")]
    [InlineData("--Participants:0:Agents:0:Reachable=true", "Participants:0:Agents:0:Reachable: found true, expected false")]
    [InlineData("--Participants:0:Standing=1", "Participants:0:Standing: found '1', expected one of")]
    [InlineData("--Participants:1:TokenHashes:0=96dd770f092fa51dfa7bf9963259bb4cd048fe1d1bc02e857f213458e622231d", "the token hash 96DD770F… stands there twice")]
    [InlineData("--Participants:1:Id=ALPHDEFFXXX", "Participants: 'ALPHDEFFXXX' stands there twice")]
    [InlineData("--Participants:1:Agents:0:Bic=ALPHDEFF", "Participants: the BIC 'ALPHDEFFXXX' stands there twice")]
    [InlineData("--Participants:4:Name=Nobody", "Participants:4:Id: found nothing")]
    [InlineData("--Participants:x:Id=A", "Participants:x: unknown key; expected a list")]
    [InlineData("--Operations:Listen=8081", "Operations:Listen: found '8081', expected http://HOST:PORT, or nothing")]
    [InlineData("--Operations:BodyBytesMax=0", "Operations:BodyBytesMax: found 0, expected a whole number from 1 to 1048576")]
    [InlineData("--Operations:ApprovalHours=0", "Operations:ApprovalHours: found 0, expected a whole number from 1 to 744")]
    [InlineData("--Operations:ConnectionsMax=10001", "Operations:ConnectionsMax: found 10001, expected a whole number from 1 to 10000")]
    [InlineData("--Operators:0:Name=", "Operators:0:Name: found '', expected a name of up to 70 characters")]
    [InlineData("--Operators:0:Name=configuration", "Operators:0:Name: found 'configuration', which is the name of the configuration itself")]
    [InlineData("--Operators:1:Name=sandbox-viewer", "Operators: 'sandbox-viewer' stands there twice; expected each Name once")]
    [InlineData("--Operators:0:Roles:0=Boss", "Operators:0:Roles:0: found 'Boss', expected one of Viewer, Operator, Supervisor, Auditor")]
    [InlineData("--Operators:0:Roles:0=1", "Operators:0:Roles:0: found '1', expected one of")]
    [InlineData("--Operators:5:Name=Nobody", "Operators:5:Roles: found none, expected at least one")]
    [InlineData("--Operators:0:TokenHashes:0=abc", "Operators:0:TokenHashes:0: found 3 characters, expected the SHA-256 of a token")]
    [InlineData("--Operators:0:TokenHashes:0=96dd770f092fa51dfa7bf9963259bb4cd048fe1d1bc02e857f213458e622231d", "the token hash 96DD770F… stands there twice")]
    [InlineData("--Operators:0:Token=secret", "Operators:0:Token: unknown key; expected one of")]
    [InlineData("--Storage:Kind=Oracle", "Storage:Kind: found 'Oracle', expected Sqlite or Postgres.")]
    [InlineData("--Storage:Kind=Postgres", "Storage:Postgres:ConnectionString: found nothing, expected")]
    [InlineData("--Storage:Postgres:ConnectionString=Host=db;Database=x", "Storage:Postgres:ConnectionString: found a database, but Storage:Kind is Sqlite")]
    [InlineData("--Storage:Postgres:ReconnectWithinMs=0", "Storage:Postgres:ReconnectWithinMs: found 0, expected a whole number from 1 to 600000.")]
    [InlineData("--Standby:LeaseMs=0", "Standby:LeaseMs: found 0, expected a whole number from 1 to 60000.")]
    [InlineData("--Standby:LeaseMs=299", "Standby:LeaseMs: found 299, expected at least 300.")]
    [InlineData("--Standby:RenewEveryMs=501", "Standby:RenewEveryMs: found 501, expected a third of Standby:LeaseMs (1500) at most.")]
    [InlineData("--Standby:PollMs=1501", "Standby:PollMs: found 1501, expected Standby:LeaseMs (1500) at most.")]
    [InlineData("serve", "serve: not understood; expected --KEY=VALUE")]
    public void A_wrong_setting_names_its_key_and_what_was_expected(string argument, string expected)
    {
        SettingsException wrong = Assert.Throws<SettingsException>(() => SettingsReader.Read([argument]));
        Assert.Contains(wrong.Errors, error => error.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_member_id_belongs_to_one_bank()
    {
        string[] twice = ["--Participants:0:Agents:0:MemberId=021000021", "--Participants:1:Agents:0:MemberId=021000021"];
        Assert.Contains("the member id ':021000021' stands there twice", Assert.Throws<SettingsException>(() => SettingsReader.Read(twice)).Message, StringComparison.Ordinal);
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
        string[] rows = text!.Split('\n');
        foreach ((string key, object? standard) in KeysOf(typeof(SwitchSettings), "", new SwitchSettings()))
        {
            string row = Assert.Single(rows, row => row.StartsWith($"| `{key}` |", StringComparison.Ordinal));
            string[] cells = [.. row.Split('|').Select(cell => cell.Trim().Trim('`'))];
            Assert.True(cells[2] == Shown(standard), $"{key}: the documentation says '{cells[2]}', the default is '{Shown(standard)}'.");
            if (standard is int or long) Assert.Equal($"1 to {SettingsRanges.Most[key]}", cells[3]);
        }
    }

    private static string Shown(object? standard) => standard switch
    {
        bool flag => flag ? "true" : "false",
        IEnumerable<string> => "",
        _ => Convert.ToString(standard, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };

    private static IEnumerable<(string Key, object? Default)> KeysOf(Type type, string path, object standard)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            string key = path.Length == 0 ? property.Name : $"{path}:{property.Name}";
            Type kind = property.PropertyType;
            object? value = property.GetValue(standard);
            if (kind == typeof(string) || kind.IsPrimitive || kind == typeof(IReadOnlyList<string>)) yield return (key, value);
            else if (!kind.IsGenericType) foreach ((string, object?) inner in KeysOf(kind, key, value!)) yield return inner;
            else foreach ((string, object?) inner in KeysOf(kind.GetGenericArguments()[0], key + ":0", Activator.CreateInstance(kind.GetGenericArguments()[0])!)) yield return inner;
        }
    }

    private static string? FindDocumentation()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return File.ReadAllText(Path.Combine(at.FullName, "docs", "configuration.md"));
        return null;
    }
}
