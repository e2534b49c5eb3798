using PaymentSwitch.MessageGenerator.Data;

namespace PaymentSwitch.MessageGenerator.Values;

/// <summary>What makes sense as a text at a place in a message, by the names of the element and of its type.</summary>
internal static class Sources
{
    /// <summary>Texts with a form of their own, which must not be cut; null where the names speak of none.</summary>
    public static ValueSource? WithForm(string type, Place place)
    {
        if (Names("IBAN")) return Ibans.Value;
        if (Names("BIC")) return place.Element is "BICFI" or "AnyBIC" or "BIC" ? Identifiers.AgentBic : Identifiers.Bic;
        if (Names("LEI")) return Identifiers.Lei;
        if (Names("UETR") || Names("UUIDv4")) return Identifiers.Uetr;
        if (Names("ISIN")) return Identifiers.Isin;
        if (type.EndsWith("CurrencyCode", StringComparison.Ordinal))
        {
            return !place.IsAttribute ? Currency.Code3
                : place.Parent is "IntrBkSttlmAmt" or "TtlIntrBkSttlmAmt" ? Currency.OfSettlement
                : Currency.OfAmount;
        }

        if (type.StartsWith("Country", StringComparison.Ordinal)) return Parties.CountryCode;
        if (type.StartsWith("Phone", StringComparison.Ordinal)) return Parties.Phone;
        if (place is { Element: "Ref", Parent: "CdtrRefInf" }) return Identifiers.CreditorReference;
        if (place.Element is "NbOfTxs" or "OrgnlNbOfTxs") return Identifiers.TransactionCount;
        return Codes.Find(type, place) is { } codes ? Codes.OneOf(codes) : null;

        bool Names(string word) => place.Element == word || type.StartsWith(word, StringComparison.Ordinal) || type.StartsWith("Any" + word, StringComparison.Ordinal);
    }

    /// <summary>Texts that may be cut.</summary>
    /// <param name="place">Where they stand.</param>
    /// <param name="lengthMax">How long they may be; null for any length.</param>
    public static ValueSource Text(Place place, int? lengthMax) => place.Element switch
    {
        { } when lengthMax <= 5 => Identifiers.ShortCode,
        "Nm" => place.Parent switch
        {
            "FinInstnId" or "BrnchId" => Parties.Bank,
            "CtctDtls" or "Authstn" => Parties.Person,
            _ => Parties.Name,
        },
        "GvnNm" => Parties.GivenName,
        "StrtNm" => Parties.Street,
        "BldgNb" => Parties.BuildingNumber,
        "BldgNm" => Parties.BuildingName,
        "Flr" or "Room" => Parties.Floor,
        "PstBx" => Parties.PostBox,
        "PstCd" => Parties.PostalCode,
        "TwnNm" or "CityOfBirth" or "Plc" => Parties.TownName,
        "TwnLctnNm" or "DstrctNm" or "CtrySubDvsn" or "PrvcOfBirth" or "AdmstnZone" => Parties.Region,
        "AdrLine" => Parties.AddressLine,
        "Dept" or "SubDept" => Parties.Department,
        "Titl" or "JobTitl" or "Rspnsblty" => Parties.Title,
        "EmailAdr" => Parties.Email,
        "URLAdr" or "ElctrncAdr" => Parties.WebAddress,
        "Ustrd" or "AddtlRmtInf" or "Desc" => Texts.Remittance,
        "Prtry" or "Cd" => Texts.ProprietaryCode,
        "Issr" or "SchmeNm" => Texts.Issuer,
        "MsgId" or "BizMsgIdr" when place.Grandparent is not ("OrgnlGrpInf" or "Rltd") => Identifiers.MessageId,
        "MsgDefIdr" or "MsgNmId" or "OrgnlMsgNmId" => Identifiers.Definition,
        "MmbId" => Identifiers.Number,
        "Id" when place.Parent == "Prxy" => Parties.Email,
        "Id" when place.Parent == "Othr" => Identifiers.Number,
        { } name when IsReference(name) => Identifiers.Reference,
        _ => Texts.Remark,
    };

    private static bool IsReference(string name) =>
        name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("Idr", StringComparison.Ordinal) || name.EndsWith("Ref", StringComparison.Ordinal)
        || name.EndsWith("RefNb", StringComparison.Ordinal) || name.EndsWith("Nb", StringComparison.Ordinal) || name is "BizSvc";
}
