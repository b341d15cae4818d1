namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>How well the templates of a catalog are those of the description that the traffic was made of.</summary>
/// <param name="Precision">The part of the templates found that are true.</param>
/// <param name="Recall">The part of the true templates with answered calls that were found.</param>
/// <param name="Grouping">The part of answered calls whose group has the same calls as the true group.</param>
/// <param name="Found">Templates found.</param>
/// <param name="True">True templates with answered calls.</param>
public sealed record TemplateVerdict(double Precision, double Recall, double Grouping, int Found, int True)
{
    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Templates found for each true one.</summary>
    public double Inflation => (double)Found / True;
}
