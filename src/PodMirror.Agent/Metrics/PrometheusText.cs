using System.Globalization;
using System.Text;

namespace PodMirror.Agent.Metrics;

/// <summary>
/// Writes the Prometheus text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). Names and labels are our own constants.
/// </summary>
internal sealed class PrometheusText : MetricWriter
{
    /// <summary>The media type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();
    private string _family = "";

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <inheritdoc/>
    protected override void Begin(in MetricHead metric)
    {
        _family = PrometheusName.Of(metric);
        _text.Append("# HELP ").Append(_family).Append(' ').Append(metric.Description).Append('\n');
        _text.Append("# TYPE ").Append(_family).Append(' ').Append(PrometheusName.TypeOf(metric.Kind)).Append('\n');
    }

    /// <inheritdoc/>
    protected override void Write(long value, ReadOnlySpan<(string Name, string Value)> attributes) =>
        Line("", value.ToString(CultureInfo.InvariantCulture), attributes);

    /// <inheritdoc/>
    protected override void Write(double value, ReadOnlySpan<(string Name, string Value)> attributes) =>
        Line("", value.ToString(CultureInfo.InvariantCulture), attributes);

    /// <inheritdoc/>
    protected override void Write(DurationHistogram histogram)
    {
        ReadOnlySpan<double> bounds = histogram.UpperBounds;
        long[] counts = histogram.Counts();
        long sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += counts[i];
            string bound = i < bounds.Length ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Line("_bucket", sum.ToString(CultureInfo.InvariantCulture), [("le", bound)]);
        }

        Line("_sum", histogram.Sum.ToString(CultureInfo.InvariantCulture), []);
        Line("_count", sum.ToString(CultureInfo.InvariantCulture), []);
    }

    private void Line(string suffix, string value, ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(_family).Append(suffix);
        for (int i = 0; i < labels.Length; i++)
        {
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escape(labels[i].Value)).Append('"');
        }

        _text.Append(labels.Length > 0 ? "} " : " ").Append(value).Append('\n');
    }

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
