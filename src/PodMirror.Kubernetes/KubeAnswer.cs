using System.Text.Json;

namespace PodMirror.Kubernetes;

/// <summary>What the API server answered. The body's elements live as long as this.</summary>
public sealed class KubeAnswer : IDisposable
{
    private readonly JsonDocument? _document;

    internal KubeAnswer(int status, JsonDocument? document) => (Status, _document) = (status, document);

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>Whether it was done: a status from 200 to 299, with an object, as the API server answers. A proxy's page is no answer.</summary>
    public bool IsSuccess => IsSuccessStatus && Body.ValueKind == JsonValueKind.Object;

    /// <summary>The object, the list, or of a refusal its Status object; undefined when the body is no JSON.</summary>
    public JsonElement Body => _document?.RootElement ?? default;

    /// <summary>Of a refusal: the API server's reason, such as <c>AlreadyExists</c> or <c>Conflict</c>; else null.</summary>
    public string? Reason => IsSuccess ? null : KubeJson.Text(Body, "reason");

    /// <summary>Of a refusal: one line that says why.</summary>
    public string Fault => IsSuccess ? ""
        : IsSuccessStatus ? $"HTTP status {Status} with something that is no object of Kubernetes"
        : KubeJson.Text(Body, "message") is { Length: > 0 } message ? message : $"HTTP status {Status}";

    private bool IsSuccessStatus => Status is >= 200 and < 300;

    /// <inheritdoc/>
    public void Dispose() => _document?.Dispose();
}
