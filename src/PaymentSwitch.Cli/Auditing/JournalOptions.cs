using System.CommandLine;
using PaymentSwitch.Cli.Journals;
using PaymentSwitch.Storage;

namespace PaymentSwitch.Cli.Auditing;

/// <summary>The options that say which journal is read.</summary>
internal sealed class JournalOptions
{
    public Option<string> Place { get; } = new("--journal") { Description = "The journal: sqlite:FOLDER|FILE or postgres:CONNECTION.", HelpName = "PLACE", Required = true };

    public Option<string> Schema { get; } = new("--schema") { Description = "The schema in PostgreSQL.", DefaultValueFactory = _ => "payment_switch", HelpName = "NAME" };

    public Option<string> PasswordFile { get; } = new("--password-file") { Description = "A file with PostgreSQL's password and nothing else.", DefaultValueFactory = _ => "", HelpName = "FILE" };

    /// <summary>The journal that was named.</summary>
    /// <exception cref="ArgumentException">It is no place.</exception>
    public JournalPlace Of(ParseResult parsed) =>
        PlaceText.Read("--journal", parsed.GetValue(Place)!, parsed.GetValue(Schema)!, parsed.GetValue(PasswordFile)!, isTarget: false);
}
