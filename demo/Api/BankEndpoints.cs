namespace PodMirror.Demo.Api;

/// <summary>
/// A bank, which is this program too, started a second time. With <c>--bank http://ADDRESS</c> the shop has one; <c>--bank-name HOST</c> is what it
/// calls it where no name service knows it.
/// </summary>
internal static class BankEndpoints
{
    // More than some orders come to: charges that are declined are a part of it.
    private const int MaxAmountCents = 50_000;

    /// <summary>Adds what the shop needs of it.</summary>
    public static void Register(WebApplicationBuilder builder)
    {
        if (Uri.TryCreate(builder.Configuration["bank"], UriKind.Absolute, out Uri? bank))
        {
            builder.Services.AddSingleton(_ =>
            {
                var client = new HttpClient { BaseAddress = bank };
                client.DefaultRequestHeaders.Host = builder.Configuration["bank-name"];
                return new Bank(client);
            });
        }
    }

    /// <summary>Adds the bank's own.</summary>
    public static void Map(WebApplication app) => app.MapPost("/v1/charges", (Charge charge) => charge.AmountCents <= MaxAmountCents
        ? Results.Created((string?)null, new { id = $"ch_{Guid.NewGuid():N}", status = "succeeded", charge.AmountCents, charge.Currency })
        : Results.Problem("declined", statusCode: 402));
}
