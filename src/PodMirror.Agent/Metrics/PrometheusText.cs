using System.Globalization;
using System.Text;

namespace PodMirror.Agent.Metrics;

/// <summary>
/// Writes the Prometheus text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). Names and labels are our own constants.
/// </summary>
internal sealed class PrometheusText
{
    /// <summary>The media type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";
    private const string Prefix = "podmirror_agent_";
    private readonly StringBuilder _text = new();
    private string _family = "";

    /// <summary>Begins a family of counters; the name gets the prefix and _total.</summary>
    public PrometheusText Counter(string name, string help) => Head(name + "_total", "counter", help);

    /// <summary>Begins a family of gauges.</summary>
    public PrometheusText Gauge(string name, string help) => Head(name, "gauge", help);

    /// <summary>Writes a histogram, in seconds.</summary>
    public PrometheusText Histogram(string name, string help, DurationHistogram histogram)
    {
        string family = Prefix + name;
        Head(name, "histogram", help);
        for (int i = 0; i < DurationHistogram.UpperBounds.Length; i++)
        {
            _family = family + "_bucket";
            Sample(histogram.UpTo(i), ("le", DurationHistogram.UpperBounds[i].ToString(CultureInfo.InvariantCulture)));
        }

        long all = histogram.UpTo(DurationHistogram.UpperBounds.Length);
        Sample(all, ("le", "+Inf"));
        _family = family + "_sum";
        Sample(histogram.Sum);
        _family = family + "_count";
        return Sample(all);
    }

    /// <summary>Writes a sample of the family begun last, with label pairs in order.</summary>
    public PrometheusText Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(_family);
        for (int i = 0; i < labels.Length; i++)
        {
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escape(labels[i].Value)).Append('"');
        }

        _text.Append(labels.Length > 0 ? "} " : " ").Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }

    /// <summary>Writes a sample for each reason, at zero too: a series that appears with its first loss misses that loss in rates.</summary>
    public PrometheusText Samples<TReason>(ReasonCounters<TReason> counters, string label, params ReadOnlySpan<(string Name, string Value)> labels)
        where TReason : struct, Enum
    {
        foreach (TReason reason in Enum.GetValues<TReason>())
        {
            Sample(counters[reason], [.. labels, (label, Reasons.Name(reason))]);
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private PrometheusText Head(string name, string type, string help)
    {
        _family = Prefix + name;
        _text.Append("# HELP ").Append(_family).Append(' ').Append(help).Append("\n# TYPE ").Append(_family).Append(' ').Append(type).Append('\n');
        return this;
    }

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
