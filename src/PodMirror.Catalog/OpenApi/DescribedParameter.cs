namespace PodMirror.Catalog.OpenApi;

/// <summary>A parameter of a description.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In">Where it is: <c>path</c>, <c>query</c>, <c>header</c>, <c>cookie</c>.</param>
/// <param name="Required">Whether it has to be there.</param>
/// <param name="Schema">What it takes; null when that is not said.</param>
public sealed record DescribedParameter(string Name, string In, bool Required, DescribedSchema? Schema)
{
    /// <summary>What two operations of which either is called take: what only one has is not required.</summary>
    internal static IEnumerable<DescribedParameter> Either(IReadOnlyList<DescribedParameter> first, IReadOnlyList<DescribedParameter> second)
    {
        foreach (IGrouping<(string, string), DescribedParameter> same in first.Concat(second).GroupBy(p => (p.Name, p.In)))
        {
            DescribedParameter[] all = [.. same];
            yield return all.Length == 1 ? all[0] with { Required = all[0].Required && all[0].In == "path" }
                : all[0] with { Required = all.All(p => p.Required), Schema = all[0].Schema == all[1].Schema ? all[0].Schema : null };
        }
    }
}
