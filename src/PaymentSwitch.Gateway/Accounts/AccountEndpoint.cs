using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Http;

namespace PaymentSwitch.Gateway.Accounts;

/// <summary><c>GET /v1/account</c>: how the sender's own account stands, in the first scheme's currency or the one asked for.</summary>
internal sealed class AccountEndpoint(IPaymentSwitch paymentSwitch)
{
    public async Task HandleAsync(HttpContext context, ParticipantId participant)
    {
        string code = (string?)context.Request.Query["currency"] ?? paymentSwitch.Schemes.Default.Currency.Code;
        if (Currency.Find(code) is not Currency currency)
        {
            await new Problem(400, "Query not understood", $"Expected currency=CODE of ISO 4217, found '{code}'.").WriteAsync(context.Response);
            return;
        }

        var id = new AccountId(participant, currency);
        AccountStanding? account = (await paymentSwitch.ListAccountsAsync()).FirstOrDefault(account => account.Id == id);
        if (account is null)
        {
            await new Problem(404, "No account", $"{participant} has no account in {id.Currency}.").WriteAsync(context.Response);
            return;
        }

        context.Response.ContentType = "application/json";
        await using (var json = new Utf8JsonWriter(context.Response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("account"u8, id.ToString());
            json.WriteString("currency"u8, id.Currency.Code);
            json.WriteString("balance"u8, Decimal(account.BalanceMinor));
            json.WriteString("reserved"u8, Decimal(account.ReservedMinor));
            json.WriteString("available"u8, Decimal(account.AvailableMinor));
            if (account.HeadroomMinor is long headroomMinor) json.WriteString("headroom"u8, Decimal(headroomMinor));
            else json.WriteNull("headroom"u8);
            json.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);

        string Decimal(long minor) => new Money(minor, id.Currency).ToDecimalString();
    }
}
