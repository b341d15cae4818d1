using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace PodMirror.Bench.Load;

/// <summary>
/// One ExportTraceServiceRequest of spans that look like those of tme (a JSON body each way), whose span ids are numbers in a row: a sink can tell
/// which came, and how often.
/// </summary>
internal sealed class SpanTemplate
{
    private const int Pods = 40;
    private const long StartNs = 1_790_000_000_000_000_000;
    private readonly byte[] _request;
    private readonly int[] _idOffsets;

    private SpanTemplate(byte[] request, int[] idOffsets) => (_request, _idOffsets) = (request, idOffsets);

    /// <summary>Bytes of the request.</summary>
    public int Length => _request.Length;

    /// <summary>Makes a request of so many spans of about so many bytes each.</summary>
    public static SpanTemplate Make(int spans, int spanBytes, Random random)
    {
        var scope = new List<byte>();
        Message(scope, 1, [.. Text(1, "podmirror"), .. Text(2, "1.0.0")]);
        var offsets = new List<int>();
        for (int i = 0; i < spans; i++)
        {
            byte[] span = Span(spanBytes, random, out int idOffset);
            List<byte> field = [];
            Message(field, 2, span);
            offsets.Add(scope.Count + field.Count - span.Length + idOffset);
            scope.AddRange(field);
        }

        var resource = new List<byte>();
        int number = random.Next(Pods);
        byte[] pod = [.. Attribute("k8s.pod.name", $"shop-{number}"), .. Attribute("k8s.pod.uid", PodFarm.UidOf(number).ToString())];
        Message(resource, 1, [.. Attribute("service.name", "shop"), .. pod, .. Attribute("k8s.namespace.name", "default")]);
        Message(resource, 2, [.. scope]);
        int scopeStart = resource.Count - scope.Count;
        var request = new List<byte>();
        Message(request, 1, [.. resource]);
        int shift = request.Count - resource.Count + scopeStart;
        return new SpanTemplate([.. request], [.. offsets.Select(offset => offset + shift)]);
    }

    /// <summary>Copies the request with the span ids from the given number on.</summary>
    public void Fill(Span<byte> target, long firstId)
    {
        _request.CopyTo(target);
        foreach (int offset in _idOffsets)
        {
            BinaryPrimitives.WriteInt64BigEndian(target[offset..], firstId++);
        }
    }

    private static byte[] Span(int spanBytes, Random random, out int idOffset)
    {
        byte[] traceId = new byte[16];
        random.NextBytes(traceId);
        var span = new List<byte>();
        Message(span, 1, traceId);
        Message(span, 2, new byte[8]);
        idOffset = span.Count - 8;
        span.AddRange(Text(5, "POST"));
        span.AddRange([6 << 3, 2, (7 << 3) | 1, .. BitConverter.GetBytes(StartNs), (8 << 3) | 1, .. BitConverter.GetBytes(StartNs + 5_000_000)]);
        foreach ((string key, string value) in Attributes(spanBytes - 300, random))
        {
            Message(span, 9, Pair(key, value));
        }

        return [.. span];
    }

    private static IEnumerable<(string Key, string Value)> Attributes(int bodyBytes, Random random)
    {
        yield return ("http.request.method", "POST");
        yield return ("url.path", string.Create(CultureInfo.InvariantCulture, $"/api/orders/{random.Next(1_000_000)}/items"));
        yield return ("http.request.body.content", Json(bodyBytes / 3, random));
        yield return ("http.response.body.content", Json(bodyBytes - (bodyBytes / 3), random));
    }

    private static string Json(int bytes, Random random)
    {
        var text = new StringBuilder("{\"items\":[");
        while (text.Length < bytes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"{random.NextInt64():x16}\",\"name\":\"product {random.Next(1000)}\",");
            text.Append(CultureInfo.InvariantCulture, $"\"price\":{random.Next(10_000)},\"stock\":{random.Next(100)}}},");
        }

        return text.Append("{}]}").ToString();
    }

    private static byte[] Attribute(string key, string value)
    {
        var field = new List<byte>();
        Message(field, 1, Pair(key, value));
        return [.. field];
    }

    private static byte[] Pair(string key, string value)
    {
        var pair = new List<byte>();
        pair.AddRange(Text(1, key));
        Message(pair, 2, Text(1, value));
        return [.. pair];
    }

    private static byte[] Text(int field, string text)
    {
        var bytes = new List<byte>();
        Message(bytes, field, Encoding.UTF8.GetBytes(text));
        return [.. bytes];
    }

    private static void Message(List<byte> target, int field, byte[] bytes)
    {
        target.Add((byte)((field << 3) | 2));
        for (uint length = (uint)bytes.Length; ; length >>= 7)
        {
            target.Add((byte)(length >= 0x80 ? length | 0x80 : length));
            if (length < 0x80)
            {
                break;
            }
        }

        target.AddRange(bytes);
    }
}
