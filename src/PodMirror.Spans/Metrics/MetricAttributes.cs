namespace PodMirror.Spans;

/// <summary>The attributes of our metrics. A metric has one of them, or none.</summary>
internal static class MetricAttributes
{
    /// <summary>Why something was lost.</summary>
    internal const string Reason = "podmirror.reason";

    /// <summary>What became of each; the sum over all is what came in.</summary>
    internal const string Outcome = "podmirror.outcome";

    /// <summary>Of which protocol.</summary>
    internal const string Protocol = "podmirror.protocol";

    /// <summary>How much was told, by the words of the spans' attribute of this name.</summary>
    internal const string Detail = "podmirror.detail";

    /// <summary>Which way the thermostat went.</summary>
    internal const string Step = "podmirror.step";
}
