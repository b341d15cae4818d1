namespace PodMirror.Sidecar.Replay;

/// <summary>The forms in which replay writes exchanges.</summary>
public enum ReplayFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A JSON object a line: docs/json.md.</summary>
    Json,

    /// <summary>An OTLP/JSON TracesData object a line.</summary>
    Otlp,
}
