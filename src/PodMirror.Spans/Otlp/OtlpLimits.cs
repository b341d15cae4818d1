namespace PodMirror.Spans;

/// <summary>The limits of both transcoders.</summary>
public static class OtlpLimits
{
    /// <summary>
    /// Messages within messages. A span's attribute is at the sixth; what is left allows AnyValue to nest some forty times,
    /// which no instrumentation comes near, while a stack holds it easily.
    /// </summary>
    public const int MaxDepth = 100;

    /// <summary>JSON objects and arrays within each other: a nested message takes at most an array and an object.</summary>
    public const int MaxJsonDepth = 2 * MaxDepth;
}
