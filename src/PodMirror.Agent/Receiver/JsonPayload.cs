using PodMirror.Agent.Metrics;
using PodMirror.Spans;

namespace PodMirror.Agent.Receiver;

/// <summary>Turns a JSON request into a protobuf one, so that there is one path behind both.</summary>
internal static class JsonPayload
{
    /// <summary>Puts the protobuf form in the payload's place. On failure the payload is released and the answer says why.</summary>
    public static bool TryTranscode(OtlpMessage message, ref Payload payload, BudgetLease lease, out HttpAnswer refused)
    {
        int length = payload.Bytes.Length;
        if (!lease.TryGrowTo(2L * length))
        {
            payload.Release();
            refused = HttpAnswer.Refuse(RefusalReason.Overload, json: true);
            return false;
        }

        var protobuf = new ByteBuffer(ReceiverLimits.MaxHttpBodyBytes);
        OtlpResult result = OtlpJsonReader.Read(payload.Bytes.Span, message, protobuf);
        payload.Release();
        refused = result.Fault == OtlpFault.TooLarge
            ? HttpAnswer.Refuse(RefusalReason.TooLargeDecompressed, json: true, "the request is too large in its protobuf form")
            : HttpAnswer.Refuse(RefusalReason.BadJson, json: true, $"not a readable {message.Name}: {result}");
        if (result.IsComplete)
        {
            payload = Payload.Copy(protobuf.Written);
        }

        return result.IsComplete;
    }
}
