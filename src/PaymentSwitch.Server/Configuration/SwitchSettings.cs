using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Timekeeping;
using PaymentSwitch.Gateway;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Server.Checkpoints;
using PaymentSwitch.Server.Privacy;
using PaymentSwitch.Server.Reports;

namespace PaymentSwitch.Server.Configuration;

/// <summary>Everything that can be set. The names of the properties are the keys.</summary>
internal sealed record SwitchSettings
{
    /// <summary>Where journal, snapshots, read models and logs are kept; the logs and reports alone where a database has the rest.</summary>
    public string DataFolder { get; init; } = "data/sandbox";

    /// <summary>What journal, snapshots and read models are kept in.</summary>
    public StorageSettings Storage { get; init; } = new();

    /// <summary>How several servers on one database agree which of them is the switch.</summary>
    public StandbySettings Standby { get; init; } = new();

    /// <summary>Where banks reach the switch.</summary>
    public HttpSettings Http { get; init; } = new();

    /// <summary>Which scheme it runs.</summary>
    public SchemeSettings Scheme { get; init; } = new();

    /// <summary>When the switch's time follows the machine's clock.</summary>
    public ClockLimits Clock { get; init; } = new();

    /// <summary>The bounds of the engine.</summary>
    public EngineLimits Engine { get; init; } = new();

    /// <summary>The bounds of one message.</summary>
    public MessageLimits Messages { get; init; } = new();

    /// <summary>The bounds of the gateway.</summary>
    public GatewayLimits Gateway { get; init; } = new();

    /// <summary>How often the books are held against each other.</summary>
    public ReconciliationSettings Reconciliation { get; init; } = new();

    /// <summary>The reports at the end of each business day.</summary>
    public ReportSettings Reports { get; init; } = new();

    /// <summary>Signed checkpoints of the journal.</summary>
    public CheckpointSettings Checkpoints { get; init; } = new();

    /// <summary>The keys under which what banks send is stored.</summary>
    public PrivacySettings Privacy { get; init; } = new();

    /// <summary>Where operators reach the switch.</summary>
    public OperationsSettings Operations { get; init; } = new();

    /// <summary>The banks.</summary>
    public IReadOnlyList<ParticipantSettings> Participants { get; init; } = [];

    /// <summary>Who may steer the switch.</summary>
    public IReadOnlyList<OperatorSettings> Operators { get; init; } = [];
}

/// <summary>Where operators reach the switch: an address of its own, so that banks cannot.</summary>
internal sealed record OperationsSettings
{
    /// <summary>The address to listen on: <c>http://HOST:PORT</c>; port 0 takes a free one; empty for no admin API.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:8081";

    /// <summary>How many connections may be open at a time.</summary>
    public int ConnectionsMax { get; init; } = 100;

    /// <summary>The most bytes of a request's body.</summary>
    public int BodyBytesMax { get; init; } = 64 * 1024;

    /// <summary>Whether what moves money or standing waits for a second operator.</summary>
    public bool FourEyes { get; init; } = true;

    /// <summary>How many hours it waits.</summary>
    public int ApprovalHours { get; init; } = 24;

    /// <summary>After how many seconds the running switch takes up again what was granted and broke off.</summary>
    public int TakeUpSeconds { get; init; } = 10;

    /// <summary>How often it does so, with the first attempt at its start; then it waits for the next start.</summary>
    public int TakeUpAttemptsMax { get; init; } = 5;
}

/// <summary>An operator.</summary>
internal sealed record OperatorSettings
{
    /// <summary>His name, as it stands in the journal beside what he did.</summary>
    public string Name { get; init; } = "";

    /// <summary>Viewer, Operator, Supervisor, Auditor: what he is there for.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>SHA-256 of each of his bearer tokens, 64 hexadecimal digits.</summary>
    public IReadOnlyList<string> TokenHashes { get; init; } = [];
}

/// <summary>Where banks reach the switch.</summary>
internal sealed record HttpSettings
{
    /// <summary>The address to listen on: <c>http://HOST:PORT</c>; port 0 takes a free one.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:8080";

    /// <summary>How many connections may be open at a time.</summary>
    public int ConnectionsMax { get; init; } = 10_000;

    /// <summary>How long an idle connection is kept, in seconds.</summary>
    public int KeepAliveSeconds { get; init; } = 130;

    /// <summary>How fast an answer must be taken at least, in bytes per second, after five seconds of grace; a slower connection is closed.</summary>
    public int ResponseBytesPerSecondMin { get; init; } = 8192;
}

/// <summary>What journal, snapshots and read models are kept in.</summary>
internal sealed record StorageSettings
{
    /// <summary>Sqlite: files in the data folder. Postgres: a database.</summary>
    public string Kind { get; init; } = "Sqlite";

    /// <summary>The database.</summary>
    public PostgresStorageSettings Postgres { get; init; } = new();
}

/// <summary>A database of PostgreSQL.</summary>
internal sealed record PostgresStorageSettings
{
    /// <summary>Npgsql's connection string, without a password.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>A file that holds the password and nothing else; empty for none.</summary>
    public string PasswordFile { get; init; } = "";

    /// <summary>The schema that all tables are in.</summary>
    public string Schema { get; init; } = "payment_switch";

    /// <summary>How long it is tried to reach the database again when a connection breaks, in ms.</summary>
    public int ReconnectWithinMs { get; init; } = 30_000;

    /// <summary>How long one statement may take, in ms.</summary>
    public int CommandTimeoutMs { get; init; } = 30_000;

    /// <summary>Whether a server is taken that forgets what it has committed when it crashes. For tests only.</summary>
    public bool AllowLossyServer { get; init; }
}

/// <summary>Which scheme the switch runs.</summary>
internal sealed record SchemeSettings
{
    /// <summary>The name of a built-in profile.</summary>
    public string Profile { get; init; } = "sct-inst";

    /// <summary>A profile in a file, instead of a built-in one; empty for none.</summary>
    public string ProfileFile { get; init; } = "";

    /// <summary>The switch's own BIC, eleven characters.</summary>
    public string SwitchBic { get; init; } = "PSWTBEBBXXX";

    /// <summary>Schemes that run beside it, each in a currency of its own.</summary>
    public IReadOnlyList<OtherSchemeSettings> Others { get; init; } = [];

    /// <summary>A folder with more schemas, which go before those shipped with the program; empty for none.</summary>
    public string SchemaFolder { get; init; } = "";
}

/// <summary>A scheme beside the first one.</summary>
internal sealed record OtherSchemeSettings
{
    /// <summary>The name of a built-in profile; empty where there is a file.</summary>
    public string Profile { get; init; } = "";

    /// <summary>A profile in a file, instead of a built-in one; empty for none.</summary>
    public string ProfileFile { get; init; } = "";
}

/// <summary>A bank, or somebody else who takes part.</summary>
internal sealed record ParticipantSettings
{
    /// <summary>Its name in the switch: its BIC in eleven characters, or the scheme's own id.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its name, for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>Every way a message may name the bank itself or a party reachable through it; the bank itself first.</summary>
    public IReadOnlyList<AgentSettings> Agents { get; init; } = [];

    /// <summary>Enabled, ReceiveOnly, Suspended or SignedOff, when it is enrolled; operators change it.</summary>
    public string Standing { get; init; } = "Enabled";

    /// <summary>Direct, InstructingParty or SettlementBank. Only direct participants have accounts.</summary>
    public string Role { get; init; } = "Direct";

    /// <summary>For which direct participants an instructing party sends and receives.</summary>
    public IReadOnlyList<string> Principals { get; init; } = [];

    /// <summary>The cap in the first scheme's currency when the account is opened, as a decimal; empty for unlimited. Operators change it.</summary>
    public string Cap { get; init; } = "";

    /// <summary>What is brought in once, when the account is opened, as a decimal; empty for nothing.</summary>
    public string OpeningFunding { get; init; } = "";

    /// <summary>Its accounts in the other schemes.</summary>
    public IReadOnlyList<AccountSettings> Accounts { get; init; } = [];

    /// <summary>SHA-256 of each of its bearer tokens, 64 hexadecimal digits.</summary>
    public IReadOnlyList<string> TokenHashes { get; init; } = [];
}

/// <summary>An account in another scheme than the first.</summary>
internal sealed record AccountSettings
{
    /// <summary>The currency of the scheme, for example GBP.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The cap, as a decimal; empty for unlimited.</summary>
    public string Cap { get; init; } = "";

    /// <summary>What is brought in once, when the account is opened, as a decimal; empty for nothing.</summary>
    public string OpeningFunding { get; init; } = "";
}

/// <summary>One way a message may name a bank.</summary>
internal sealed record AgentSettings
{
    /// <summary>The BIC; empty for none.</summary>
    public string Bic { get; init; } = "";

    /// <summary>The clearing system of the member id, for example USABA; empty for none.</summary>
    public string ClearingSystem { get; init; } = "";

    /// <summary>The member id; empty for none.</summary>
    public string MemberId { get; init; } = "";

    /// <summary>The bank's name, for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it is another bank that the participant settles for.</summary>
    public bool Reachable { get; init; }
}
