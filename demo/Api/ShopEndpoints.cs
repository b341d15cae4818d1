namespace PodMirror.Demo.Api;

/// <summary>What a shop's API has: lists, lookups, orders, a log-in and what it guards.</summary>
internal static class ShopEndpoints
{
    /// <summary>Adds them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapMethods("/api/products", ["GET", "HEAD"], (Shop shop, string? name) =>
            shop.Products.Where(p => name is null || p.Name.Contains(name, StringComparison.OrdinalIgnoreCase)));
        app.MapGet("/api/products/{id:int}", (Shop shop, int id) =>
            shop.Products.FirstOrDefault(p => p.Id == id) is { } product ? Results.Ok(product) : Results.Problem("no such product", statusCode: 404));
        app.MapPost("/api/orders", Place);
        app.MapGet("/api/orders/{number:int}", (Shop shop, int number) => shop.Find(number) is { } order ? Results.Ok(order) : Results.NotFound());
        app.MapDelete("/api/orders/{number:int}", (Shop shop, int number) => shop.Cancel(number) ? Results.NoContent() : Results.NotFound());
        app.MapPost("/api/login", LogIn);
        app.MapGet("/api/account", Account);
    }

    private static IResult Place(Shop shop, Order order)
    {
        if (order.Quantity is < 1 or > 100)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["quantity"] = ["between 1 and 100"] }, statusCode: 422);
        }

        int number = shop.Place(order);
        return Results.Created($"/api/orders/{number}", new { number, order.ProductId, order.Quantity });
    }

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
