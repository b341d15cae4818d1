namespace PodMirror.Bench.Load;

/// <summary>One call of the load of secrets; the server answers with what it got.</summary>
internal sealed record SecretCall
{
    /// <summary>The target: path and query.</summary>
    public required string Target { get; init; }

    /// <summary>Fields of the header, sent as they are.</summary>
    public List<(string Name, string Value)> Fields { get; } = [];

    /// <summary>The media type of both bodies.</summary>
    public required string Type { get; init; }

    /// <summary>The body without its coding.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The coding of both bodies; empty for none.</summary>
    public string Coding { get; init; } = "";

    /// <summary>Whether by HTTP/2.</summary>
    public bool IsHttp2 { get; init; }
}
