using System.Text;

namespace PodMirror.Corpus.Tests;

/// <summary>A message as the events of llhttp tell it.</summary>
internal sealed class LlhttpMessage
{
    /// <summary>The method; empty in a response.</summary>
    public StringBuilder Method { get; } = new();

    /// <summary>The request target.</summary>
    public StringBuilder Target { get; } = new();

    /// <summary>The version as 1.1.</summary>
    public StringBuilder Version { get; } = new();

    /// <summary>The status code; 0 in a request.</summary>
    public int Status { get; set; }

    /// <summary>The header's fields.</summary>
    public List<KeyValuePair<StringBuilder, StringBuilder>> Headers { get; } = [];

    /// <summary>The trailer's fields.</summary>
    public List<KeyValuePair<StringBuilder, StringBuilder>> Trailers { get; } = [];

    /// <summary>The body without its transfer coding.</summary>
    public StringBuilder Body { get; } = new();

    /// <summary>Whether llhttp saw the end of the header.</summary>
    public bool HasHead { get; set; }

    /// <summary>Whether llhttp saw the end of the message.</summary>
    public bool IsComplete { get; set; }
}
