namespace PodMirror.Demo.Api;

/// <summary>What a shop's API has: lists, lookups, orders, a log-in and what it guards.</summary>
internal static class ShopEndpoints
{
    private const int PageSize = 10;

    /// <summary>Adds them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapMethods("/api/products", ["GET", "HEAD"], (Shop shop, string? name, int? page) =>
            PageOf(shop.Products.Where(p => name is null || p.Name.Contains(name, StringComparison.OrdinalIgnoreCase)), page));
        app.MapGet("/api/products/{id:int}", (Shop shop, int id) =>
            shop.Products.FirstOrDefault(p => p.Id == id) is { } product ? Results.Ok(product) : Results.Problem("no such product", statusCode: 404));
        app.MapPost("/api/orders", PlaceAsync);
        app.MapGet("/api/orders/{number:int}", (Shop shop, int number) => shop.Find(number) is { } order ? Results.Ok(order) : Results.NotFound());
        app.MapDelete("/api/orders/{number:int}", (Shop shop, int number) => shop.Cancel(number) ? Results.NoContent() : Results.NotFound());
        app.MapPost("/api/login", LogIn);
        app.MapGet("/api/account", Account);
    }

    private static IEnumerable<Product> PageOf(IEnumerable<Product> products, int? page) =>
        page is { } number ? products.Skip((number - 1) * PageSize).Take(PageSize) : products;

    private static async Task<IResult> PlaceAsync(HttpContext context, Shop shop, Order order)
    {
        if (order.Quantity is < 1 or > 100)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["quantity"] = ["between 1 and 100"] }, statusCode: 422);
        }

        int number = shop.Place(order);
        if (context.RequestServices.GetService<Bank>() is { } bank && order.CardNumber is { } card)
        {
            var charge = new Charge(card, order.Quantity * PriceOf(shop, order.ProductId), "EUR", $"order {number}");
            if (!await bank.ChargeAsync(charge, context.RequestAborted).ConfigureAwait(false))
            {
                shop.Cancel(number);
                return Results.Problem("the card was declined", statusCode: 402);
            }
        }

        return Results.Created($"/api/orders/{number}", new { number, order.ProductId, order.Quantity });
    }

    private static int PriceOf(Shop shop, int product) => shop.Products.FirstOrDefault(p => p.Id == product)?.PriceCents ?? 0;

    private static IResult LogIn(HttpContext context)
    {
        context.Response.Cookies.Append("session", Guid.NewGuid().ToString("N"), new CookieOptions { HttpOnly = true });
        return Results.Ok(new { user = "ada", token = Convert.ToBase64String(Guid.NewGuid().ToByteArray()) });
    }

    private static IResult Account(HttpContext context)
    {
        bool known = context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal);
        if (!known)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Results.Problem("log in first", statusCode: 401);
        }

        return Results.Ok(new { user = "ada", email = "ada@shop.example" });
    }
}
