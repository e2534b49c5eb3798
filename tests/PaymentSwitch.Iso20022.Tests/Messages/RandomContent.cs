using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Tests.Messages;

/// <summary>
/// Makes contents of messages with random values in all properties, the same for the same seed. A property's name says what
/// text belongs there; the test adds what only its message knows (<paramref name="choices"/>, by type and property).
/// </summary>
public sealed class RandomContent(int seed, IReadOnlyDictionary<string, string[]> choices)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/ &<>\"'äß€";

    private static readonly string[] Currencies = ["EUR", "USD", "JPY"];

    private readonly Random _random = new(seed);
    private readonly NullabilityInfoContext _nullability = new();

    public T Of<T>()
        where T : class => (T)Record(typeof(T));

    private object Record(Type type)
    {
        if (type == typeof(AmountText)) return new AmountText(Number(5), Pick(Currencies));
        if (type == typeof(CodeText)) return _random.Next(2) == 0 ? new CodeText(Capitals(3)) : new CodeText(Text(35), IsProprietary: true);
        if (type == typeof(AgentIdentification)) return Agent();
        if (type == typeof(PartyOrAgent)) return _random.Next(2) == 0 ? new PartyOrAgent(Of<PartyIdentification>(), null) : new PartyOrAgent(null, Agent());
        object made = type.GetConstructor(Type.EmptyTypes) is { } plain ? plain.Invoke([]) : FromConstructor(type);
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.SetMethod is not null && property.Name != "EqualityContract"))
        {
            if (type.GetConstructor(Type.EmptyTypes) is null) break;
            property.SetValue(made, Value(type, property.Name, property.PropertyType, _nullability.Create(property).WriteState == NullabilityState.Nullable));
            if (property.GetValue(made) is IList { Count: 0 } empty && property.IsDefined(typeof(RequiredMemberAttribute))) empty.Add(Record(property.PropertyType.GetGenericArguments()[0]));
        }

        return made switch
        {
            PartyIdentification { PersonId: not null } party when _random.Next(2) == 0 => party with { Bic = null, Lei = null, OrganisationId = null },
            PartyIdentification party => party with { PersonId = null },
            AccountIdentification { Iban: not null } account => account with { OtherId = null },
            AccountIdentification account => account with { OtherId = Text(34) },
            OriginalPayment original => original.MessageId is null
                ? original with { MessageDefinition = null, MessageCreatedAt = null }
                : original with { MessageDefinition = "pacs.008.001.08" },
            PaymentKey key => Formed(key),
            SystemParty party => Formed(party),
            SequenceRange range => range.From is null && range.To is null && range.Numbers.Count == 0 || _random.Next(3) == 0
                ? new SequenceRange { Numbers = [Text(35), Text(35)] }
                : range with { From = range.From ?? (range.To is null ? Text(35) : null), Numbers = [] },
            BankTransactionCode code => code with
            {
                Family = code.Domain is null ? null : Capitals(4), SubFamily = code.Domain is null ? null : Capitals(4),
                ProprietaryIssuer = code.Proprietary is null ? null : code.ProprietaryIssuer,
            },
            AccountNumber number => new AccountNumber(number.IsIban ? TextOf("Iban") : Text(34), number.IsIban),
            InstructionStatus status => Formed(status),
            _ => made,
        };
    }

    private object FromConstructor(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().OrderByDescending(each => each.GetParameters().Length).First();
        object?[] arguments = [.. constructor.GetParameters().Select(parameter =>
            Value(type, parameter.Name!, parameter.ParameterType, _nullability.Create(parameter).WriteState == NullabilityState.Nullable))];
        return constructor.Invoke(arguments);
    }

    private object? Value(Type owner, string name, Type type, bool nullable)
    {
        if (nullable && name != "NumberOfTransactions" && _random.Next(3) == 0) return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(bool)) return _random.Next(2) == 0;
        if (choices.TryGetValue($"{owner.Name}.{name}", out string[]? of))
            return type == typeof(string) ? Pick(of) : new CodeText(Pick(of));
        if (type == typeof(string)) return TextOf(name);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length));
        if (!type.IsGenericType) return Record(type);
        Type item = type.GetGenericArguments()[0];
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        for (int left = _random.Next(3); left > 0; left--) list.Add(item == typeof(string) ? TextOf(name) : Record(item));
        return list;
    }

    private string TextOf(string name) => name switch
    {
        "Uetr" => Uetr(),
        "Bic" => Bic(),
        "Lei" => "5299000J2N45DDNE4Y28",
        "Iban" => Pick(["DE89370400440532013000", "FR1420041010050500013M02606"]),
        "Status" or "ChargeBearer" or "Method" or "Confirmation" => Capitals(4),
        "AdditionalInformation" => Text(105),
        "RemittanceTexts" or "RemittanceText" or "Name" => Text(70),
        "Code" or "StatusCode" or "RejectionCode" or "SettlementSession" or "Domain" => Capitals(4),
        "Description" => Text(140),
        "ControlSum" or "Sum" or "CreditSum" or "DebitSum" or "Amount" or "SettlementAmount" => Number(5),
        "FromTime" or "ToTime" => $"{_random.Next(24):00}:{_random.Next(60):00}:00",
        "Number" or "ElectronicSequenceNumber" or "LegalSequenceNumber" => _random.Next(100000).ToString(CultureInfo.InvariantCulture),
        "RequestedExecution" or "Expiry" or "Since" or "ValueDate" or "BookingDate" or "ProcessingDate" => _random.Next(2) == 0 ? Time() : Day(),
        _ when name.StartsWith("NumberOf", StringComparison.Ordinal) => _random.Next(1000).ToString(CultureInfo.InvariantCulture),
        _ when name.EndsWith("Currency", StringComparison.Ordinal) || name == "Currencies" => Pick(Currencies),
        _ when name.EndsWith("At", StringComparison.Ordinal) => Time(),
        _ when name.EndsWith("Date", StringComparison.Ordinal) || name.EndsWith("Dates", StringComparison.Ordinal) => Day(),
        _ => Text(35),
    };

    private PaymentKey Formed(PaymentKey key) => _random.Next(4) switch
    {
        0 => new PaymentKey { TransactionId = Text(35) },
        1 => new PaymentKey { ProprietaryId = Text(70) },
        2 => new PaymentKey { TransactionId = Text(35), SettlementDate = Day(), InstructingAgent = Agent() },
        _ => key with
        {
            ProprietaryId = null, SettlementAmount = Number(5), SettlementDate = Day(), InstructingAgent = Agent(), InstructedAgent = Agent(),
        },
    };

    private SystemParty Formed(SystemParty party) => _random.Next(3) switch
    {
        0 => new SystemParty { Bic = Bic(), Lei = party.Lei },
        1 => new SystemParty { ProprietaryId = Text(35), ProprietaryIssuer = Text(35), Lei = party.Lei },
        _ => new SystemParty { Name = Text(350), Lei = party.Lei },
    };

    private InstructionStatus Formed(InstructionStatus status)
    {
        InstructionStatus formed = status with { RejectionText = status.RejectionCode is null ? null : Text(256) };
        if (status.Code is null) return formed with { Kind = default };
        return formed with
        {
            Code = status.Kind switch
            {
                InstructionStatusKind.Pending => Pick(["ACPD", "STLM", "PSTL"]),
                InstructionStatusKind.Final => Pick(["STLD", "RJTD", "CAND", "FNLD"]),
                InstructionStatusKind.Proprietary => Text(35),
                _ => Capitals(4),
            },
        };
    }

    private AgentIdentification Agent() => _random.Next(3) switch
    {
        0 => new AgentIdentification(Bic()),
        1 => new AgentIdentification(null, Pick(["USABA", "ALONGERSYSTEM"]), Text(35)),
        _ => new AgentIdentification(Bic(), null, Text(35)),
    };

    private string Uetr()
    {
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes);
        return Domain.Identification.Uetr.FromRandom(bytes).ToString();
    }

    private string Bic() => Pick(["BANKDEFFXXX", "AGRIFRPPXXX", "SWTCHXXX"]);

    private string Time() => Writing.IsoText.Time(Examples.NowMs + _random.Next());

    private string Day() => Writing.IsoText.Day(new DateOnly(2026, 1, 1).AddDays(_random.Next(1000)));

    private string Number(int fractionMax)
    {
        string whole = _random.Next(1_000_000).ToString(CultureInfo.InvariantCulture);
        int fraction = _random.Next(fractionMax + 1);
        return fraction == 0 ? whole : whole + "." + new string((char)('0' + _random.Next(10)), fraction);
    }

    private string Capitals(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)('A' + _random.Next(26))));

    private string Text(int lengthMax) =>
        string.Concat(Enumerable.Range(0, _random.Next(1, lengthMax + 1)).Select(_ => Alphabet[_random.Next(Alphabet.Length)]));

    private string Pick(string[] of) => of[_random.Next(of.Length)];
}
