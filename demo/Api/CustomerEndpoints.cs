namespace PodMirror.Demo.Api;

/// <summary>Customers: personal data in bodies and in a query, as APIs have it.</summary>
internal static class CustomerEndpoints
{
    private const int MostFound = 5;

    /// <summary>Adds them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapPost("/api/customers", (CustomerBook book, Customer customer) =>
        {
            int id = book.Add(customer);
            return Results.Created(new Uri($"/api/customers/{id}", UriKind.Relative), Answer(id, customer));
        });
        app.MapGet("/api/customers", (CustomerBook book, string email) =>
            book.FindByEmail(email).Take(MostFound).Select(id => new { id, email }));
        app.MapGet("/api/customers/{id:int}", (CustomerBook book, int id) =>
            book.Find(id) is { } customer ? Results.Ok(Answer(id, customer)) : Results.Problem("no such customer", statusCode: 404));
    }

    private static object Answer(int id, Customer customer) =>
        new { id, customer.Name, customer.Email, customer.Phone, customer.DateOfBirth, customer.Iban };
}
