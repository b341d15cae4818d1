namespace PodMirror.Spans;

/// <summary>What stands in the place of a value that is hidden.</summary>
public enum RedactionMode : byte
{
    /// <summary><c>REDACTED</c>.</summary>
    Drop,

    /// <summary>An asterisk for each character but the last four.</summary>
    Mask,

    /// <summary>A keyed hash: the same value has the same hash wherever it is found, and nobody without the key can test a guess.</summary>
    Hash,

    /// <summary>The value's type: <c>string</c>, <c>number</c> or <c>boolean</c>.</summary>
    Types,
}
