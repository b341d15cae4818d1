namespace PodMirror.Demo.Api;

/// <summary>Something on sale.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What it is called.</param>
/// <param name="PriceCents">What it costs, in cents.</param>
internal sealed record Product(int Id, string Name, int PriceCents);
