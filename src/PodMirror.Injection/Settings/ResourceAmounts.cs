namespace PodMirror.Injection;

/// <summary>What a container asks for and what it may use, of one resource.</summary>
/// <param name="Request">What the scheduler sets aside.</param>
/// <param name="Limit">The most it may use; never less than the request.</param>
public readonly record struct ResourceAmounts(Quantity Request, Quantity Limit)
{
    /// <summary>Makes it of two texts, for constants.</summary>
    /// <exception cref="FormatException">One of them is no quantity.</exception>
    public static ResourceAmounts Of(string request, string limit) =>
        Quantity.TryParse(request, out Quantity least) && Quantity.TryParse(limit, out Quantity most)
            ? new ResourceAmounts(least, most)
            : throw new FormatException($"'{request}' or '{limit}' is no quantity");
}
