using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>What of an AdmissionReview (admission.k8s.io/v1) is asked.</summary>
public sealed class AdmissionRequest
{
    // Deeper than any object of Kubernetes, and far from what a stack holds.
    private const int MaxDepth = 64;

    private AdmissionRequest(JsonElement request, string apiVersion, string uid)
    {
        ApiVersion = apiVersion;
        Uid = uid;
        Namespace = Text(Get(request, "namespace")) ?? "";
        IsDryRun = Get(request, "dryRun").ValueKind == JsonValueKind.True;
        IsPodCreation = Text(Get(request, "operation")) == "CREATE"
            && Text(Get(Get(request, "resource"), "resource")) == "pods"
            && Text(Get(Get(request, "resource"), "group")) is null or ""
            && string.IsNullOrEmpty(Text(Get(request, "subResource")));
        JsonElement pod = Get(request, "object");
        Pod = new PodView(HasWholeTexts(pod) ? pod : default);
        User = Text(Get(Get(request, "userInfo"), "username")) ?? "";
    }

    /// <summary>The version in which the answer must be given.</summary>
    public string ApiVersion { get; }

    /// <summary>What the answer must repeat.</summary>
    public string Uid { get; }

    /// <summary>The namespace. The object's own may be empty or another one, and decides nothing.</summary>
    public string Namespace { get; }

    /// <summary>Whether nothing is kept of what is created.</summary>
    public bool IsDryRun { get; }

    /// <summary>Whether it is the creation of a Pod, and not of a part of one.</summary>
    public bool IsPodCreation { get; }

    /// <summary>The Pod; nothing where a text of it is none, so that nothing that reads it has to expect that.</summary>
    public PodView Pod { get; }

    /// <summary>Who asks.</summary>
    public string User { get; }

    /// <summary>Reads a review. The document must stay as long as the request is used.</summary>
    /// <param name="document">The parsed body.</param>
    /// <param name="request">The request.</param>
    /// <returns>False when it is none: then there is nothing to answer to.</returns>
    public static bool TryRead(JsonDocument document, [NotNullWhen(true)] out AdmissionRequest? request)
    {
        try
        {
            request = Read(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            // A text with half a character in it (\ud800) is JSON, and yet no text.
            request = null;
        }

        return request is not null;
    }

    /// <summary>Whether no text holds half a character (<c>\ud800</c>), which is JSON and yet no text. The API server sends none.</summary>
    private static bool HasWholeTexts(JsonElement element)
    {
        ReadOnlySpan<byte> json = element.ValueKind == JsonValueKind.Undefined ? [] : JsonMarshal.GetRawUtf8Value(element);
        if (json.IndexOf("\\u"u8) < 0)
        {
            return true;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        bool areWhole = true;
        while (areWhole && reader.Read())
        {
            areWhole = reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped || IsWhole(ref reader);
        }

        return areWhole;
    }

    private static bool IsWhole(ref Utf8JsonReader text)
    {
        try
        {
            _ = text.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static AdmissionRequest? Read(JsonElement root)
    {
        JsonElement asked = Get(root, "request");
        string? uid = Text(Get(asked, "uid"));
        string? version = Text(Get(root, "apiVersion"));
        bool isReview = Text(Get(root, "kind")) == "AdmissionReview"
            && version is "admission.k8s.io/v1" or "admission.k8s.io/v1beta1";
        return isReview && uid is { Length: > 0 } ? new AdmissionRequest(asked, version!, uid) : null;
    }

    /// <summary>Parses a body; false when it is no JSON, or nested deeper than any object of Kubernetes.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        try
        {
            // The parser does not look into texts, which may be no UTF-8; RFC 8259 section 8.1 knows no other JSON.
            document = Utf8.IsValid(body.Span) ? JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth }) : null;
        }
        catch (JsonException)
        {
            // The result says it.
        }

        return document is not null;
    }
}
