using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodMirror.Agent.Api;

/// <summary>
/// Sends answers on the web port. In JSON every text that somebody sent goes through the default escaping: no angle bracket, quote or ampersand is
/// left as it is.
/// </summary>
internal static class Answer
{
    // Most answers fit, or grow from it a few times.
    private const int FirstBytes = 2048;

    // A problem is for people, who want to read > and ' as such. No browser shows one as a page: nosniff holds the content type.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sends bytes that are already written.</summary>
    public static Task SendAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType = "application/json")
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Sends what is written, as JSON.</summary>
    public static Task SendAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(FirstBytes);
        using (var json = new Utf8JsonWriter(bytes))
        {
            write(json);
        }

        return SendAsync(context, bytes.WrittenMemory);
    }

    /// <summary>Sends a problem as application/problem+json.</summary>
    public static Task SendAsync(HttpContext context, Problem problem)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "about:blank"u8);
            writer.WriteString("title"u8, problem.Title);
            writer.WriteNumber("status"u8, problem.Status);
            writer.WriteString("detail"u8, problem.Detail);
            if (problem.Parameter is not null)
            {
                writer.WriteString("parameter"u8, problem.Parameter);
            }

            if (problem.Span is { } span)
            {
                writer.WriteNumber("start"u8, span.Start);
                writer.WriteNumber("end"u8, span.End);
            }

            if (problem.Place is { } place)
            {
                writer.WriteNumber("line"u8, place.Line);
                if (place.Column > 0)
                {
                    writer.WriteNumber("column"u8, place.Column);
                }
            }

            writer.WriteEndObject();
        }

        context.Response.StatusCode = problem.Status;
        return SendAsync(context, buffer.WrittenMemory, "application/problem+json");
    }
}
