using System.Buffers;
using System.Text;
using System.Text.Json;

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
        WriteVarintField(partial, RejectedSpansField, result.Rejected);
        WriteBytesField(partial, MessageField, Encoding.UTF8.GetBytes(result.Message));
        var response = new ArrayBufferWriter<byte>();
        WriteBytesField(response, 1, partial.WrittenSpan);
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
        WriteVarintField(status, 1, code);
        WriteBytesField(status, MessageField, Encoding.UTF8.GetBytes(message));
        return status.WrittenSpan.ToArray();
    }

    /// <summary>The trailer grpc-status-details-bin that asks a sender to wait: a Status with a google.rpc.RetryInfo in its details.</summary>
    public static byte[] RetryDetails(int code, string message, int seconds)
    {
        var delay = new ArrayBufferWriter<byte>();
        WriteVarintField(delay, 1, seconds);
        var retryInfo = new ArrayBufferWriter<byte>();
        WriteBytesField(retryInfo, 1, delay.WrittenSpan);
        var any = new ArrayBufferWriter<byte>();
        WriteBytesField(any, 1, "type.googleapis.com/google.rpc.RetryInfo"u8);
        WriteBytesField(any, 2, retryInfo.WrittenSpan);
        var status = new ArrayBufferWriter<byte>();
        status.Write(Refusal(code, message, json: false));
        WriteBytesField(status, 3, any.WrittenSpan);
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

    private static void WriteVarintField(ArrayBufferWriter<byte> target, int field, int value)
    {
        WriteVarint(target, (uint)(field << 3));
        WriteVarint(target, (uint)value);
    }

    private static void WriteBytesField(ArrayBufferWriter<byte> target, int field, ReadOnlySpan<byte> bytes)
    {
        WriteVarint(target, (uint)((field << 3) | 2));
        WriteVarint(target, (uint)bytes.Length);
        target.Write(bytes);
    }

    private static void WriteVarint(ArrayBufferWriter<byte> target, uint value)
    {
        while (value >= 0x80)
        {
            target.Write([(byte)(value | 0x80)]);
            value >>= 7;
        }

        target.Write([(byte)value]);
    }
}
