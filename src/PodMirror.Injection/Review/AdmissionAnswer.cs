using System.Buffers;
using System.Text.Json;

namespace PodMirror.Injection;

/// <summary>Writes the answer to an AdmissionReview. It always admits: whatever is decided, and whatever goes wrong, the Pod comes up.</summary>
public static class AdmissionAnswer
{
    // What the API server shows of a warning (k8s.io/apiserver: 256 characters each are meant to be enough).
    private const int MaxWarningLength = 256;

    /// <summary>Writes the answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="decision">What was decided, which goes into the audit log.</param>
    /// <param name="patch">The patch, or nothing.</param>
    public static ReadOnlyMemory<byte> Write(AdmissionRequest request, InjectionDecision decision, ReadOnlySpan<byte> patch)
    {
        var bytes = new ArrayBufferWriter<byte>(8192);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("apiVersion", request.ApiVersion);
        json.WriteString("kind", "AdmissionReview");
        json.WriteStartObject("response");
        json.WriteString("uid", request.Uid);
        json.WriteBoolean("allowed", true);
        if (!patch.IsEmpty)
        {
            json.WriteString("patchType", "JSONPatch");
            json.WriteBase64String("patch", patch);
        }

        WriteAudit(json, decision);
        WriteWarnings(json, decision);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void WriteAudit(Utf8JsonWriter json, InjectionDecision decision)
    {
        json.WriteStartObject("auditAnnotations");
        json.WriteString("injected", decision.IsInjected ? "true" : "false");
        json.WriteString("reason", decision.Reason.Word());
        if (decision.Detail is { } detail)
        {
            json.WriteString("detail", detail);
        }

        json.WriteEndObject();
    }

    private static void WriteWarnings(Utf8JsonWriter json, InjectionDecision decision)
    {
        string[] lines = [.. Refusal(decision), .. decision.Warnings];
        if (lines.Length == 0)
        {
            return;
        }

        json.WriteStartArray("warnings");
        foreach (string line in lines)
        {
            string warning = "podmirror: " + line;
            json.WriteStringValue(warning.Length <= MaxWarningLength ? warning : warning[..MaxWarningLength]);
        }

        json.WriteEndArray();
    }

    // Who asked for it and does not get it is told; who did not ask is left in peace.
    private static IEnumerable<string> Refusal(InjectionDecision decision) => decision.Reason switch
    {
        InjectionReason.Injected or InjectionReason.AlreadyInjected or InjectionReason.NamespaceNotEnabled or InjectionReason.NotRequested
            or InjectionReason.OptedOut or InjectionReason.ExcludedNamespace or InjectionReason.NotACreation => [],
        _ => ["the Pod is not mirrored: " + decision.Reason.Sentence() + (decision.Detail is { } detail ? $" ({detail})" : "")],
    };
}
