using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>How operators write the names of banks: a BIC, or a clearing system and a member id with a colon between.</summary>
internal static class AgentWords
{
    /// <summary>Reads names; the refusal says which is none.</summary>
    /// <param name="argument">The argument that has them.</param>
    /// <param name="words">As they were written: <c>ALPSDEMMXXX</c>, <c>GBDSC:200000</c>.</param>
    /// <param name="agents">What they name; a BIC in eleven characters.</param>
    public static Refused? Read(string argument, IReadOnlyList<string> words, out IReadOnlyList<AgentIdentification> agents)
    {
        var read = new List<AgentIdentification>();
        agents = read;
        foreach (string word in words)
        {
            string[] parts = word.Split(':');
            if (parts is [var bic] && Bic.HasForm(bic)) read.Add(AgentIdentification.OfBic(Bic.ToEleven(bic)));
            else if (parts is [var system, var member] && IsCode(system, 5) && IsCode(member, 35)) read.Add(new AgentIdentification(null, system, member));
            else return new Refused("argument.invalid", $"{argument}: found '{word}', expected a BIC, or CLEARINGSYSTEM:MEMBERID.", 400, OperatorExitCode.WrongUsage);
        }

        return null;
    }

    private static bool IsCode(string text, int lengthMax) => text.Length > 0 && text.Length <= lengthMax && text.All(char.IsAsciiLetterOrDigit);
}
