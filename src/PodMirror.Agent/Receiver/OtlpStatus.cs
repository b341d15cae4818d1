using System.Buffers;
using System.Text;
using System.Text.Json;
using PodMirror.Spans;

namespace PodMirror.Agent.Receiver;

/// <summary>The bodies of answers, in protobuf and in JSON: ExportTraceServiceResponse for success, google.rpc.Status for refusal.</summary>
internal static class OtlpStatus
{
    /// <summary>google.rpc.Code of an argument that no retry will make right.</summary>
    public const int InvalidArgument = 3;

    /// <summary>google.rpc.Code of something too large.</summary>
    public const int ResourceExhausted = 8;

    /// <summary>google.rpc.Code of a method that is not there.</summary>
    public const int Unimplemented = 12;

    /// <summary>google.rpc.Code of a trouble that passes.</summary>
    public const int Unavailable = 14;

    /// <summary>google.rpc.Code of a sender that did not say who it is.</summary>
    public const int Unauthenticated = 16;

    private const int RejectedSpansField = 1;
    private const int MessageField = 2;

    /// <summary>The answer to a request that was taken; empty in protobuf when all of it was.</summary>
    public static byte[] Success(IngestResult result, bool json)
    {
        if (json)
        {
            return Json(writer =>
            {
                if (result.Rejected > 0)
                {
                    writer.WriteStartObject("partialSuccess");
                    writer.WriteString("rejectedSpans", result.Rejected.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    writer.WriteString("errorMessage", result.Message);
                    writer.WriteEndObject();
                }
            });
        }

        if (result.Rejected == 0)
        {
            return [];
        }

        // ExportTraceServiceResponse { partial_success = 1: { rejected_spans = 1, error_message = 2 } }
        var partial = new ArrayBufferWriter<byte>();
        ProtoWriter.WriteVarintField(partial, RejectedSpansField, (ulong)result.Rejected);
        ProtoWriter.WriteBytesField(partial, MessageField, Encoding.UTF8.GetBytes(result.Message));
        var response = new ArrayBufferWriter<byte>();
        ProtoWriter.WriteBytesField(response, 1, partial.WrittenSpan);
        return response.WrittenSpan.ToArray();
    }

    /// <summary>The answer to a request that was refused: google.rpc.Status { code = 1, message = 2 }.</summary>
    public static byte[] Refusal(int code, string message, bool json)
    {
        if (json)
        {
            return Json(writer =>
            {
                writer.WriteNumber("code", code);
                writer.WriteString("message", message);
            });
        }

        var status = new ArrayBufferWriter<byte>();
        ProtoWriter.WriteVarintField(status, 1, (ulong)code);
        ProtoWriter.WriteBytesField(status, MessageField, Encoding.UTF8.GetBytes(message));
        return status.WrittenSpan.ToArray();
    }

    /// <summary>The trailer grpc-status-details-bin that asks a sender to wait: a Status with a google.rpc.RetryInfo in its details.</summary>
    public static byte[] RetryDetails(int code, string message, int seconds)
    {
        var delay = new ArrayBufferWriter<byte>();
        ProtoWriter.WriteVarintField(delay, 1, (ulong)seconds);
        var retryInfo = new ArrayBufferWriter<byte>();
        ProtoWriter.WriteBytesField(retryInfo, 1, delay.WrittenSpan);
        var any = new ArrayBufferWriter<byte>();
        ProtoWriter.WriteBytesField(any, 1, "type.googleapis.com/google.rpc.RetryInfo"u8);
        ProtoWriter.WriteBytesField(any, 2, retryInfo.WrittenSpan);
        var status = new ArrayBufferWriter<byte>();
        status.Write(Refusal(code, message, json: false));
        ProtoWriter.WriteBytesField(status, 3, any.WrittenSpan);
        return status.WrittenSpan.ToArray();
    }

    private static byte[] Json(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
