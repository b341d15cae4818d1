namespace PodMirror.Demo.Api;

/// <summary>What a client wants to buy.</summary>
/// <param name="ProductId">Of what.</param>
/// <param name="Quantity">How many.</param>
/// <param name="CardNumber">How it is paid: the kind of thing that a tap must be careful with.</param>
internal sealed record Order(int ProductId, int Quantity, string? CardNumber);
