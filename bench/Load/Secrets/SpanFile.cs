using System.Buffers.Binary;
using System.Text;

namespace PodMirror.Bench.Load;

/// <summary>What the sink keeps: each request of OTLP, unpacked, behind its length in four bytes.</summary>
internal static class SpanFile
{
    /// <summary>Adds a request.</summary>
    public static void Write(Stream file, byte[] request)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, request.Length);
        file.Write(length);
        file.Write(request);
        file.Flush();
    }

    /// <summary>The attributes of each span that are text or bytes.</summary>
    public static IEnumerable<Dictionary<string, string>> Spans(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] length = new byte[4];
        while (file.ReadAtLeast(length, 4, throwOnEndOfStream: false) == 4)
        {
            byte[] request = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
            file.ReadExactly(request);
            foreach (Dictionary<string, string> span in Read(request))
            {
                yield return span;
            }
        }
    }

    private static List<Dictionary<string, string>> Read(byte[] request)
    {
        var all = new List<Dictionary<string, string>>();
        for (var resources = new Proto(request); resources.Next();)
        {
            for (var scopes = new Proto(resources.Bytes); scopes.Next();)
            {
                for (var spans = new Proto(scopes.Field == 2 ? scopes.Bytes : default); spans.Next();)
                {
                    if (spans.Field == 2)
                    {
                        all.Add(Attributes(spans.Bytes));
                    }
                }
            }
        }

        return all;
    }

    private static Dictionary<string, string> Attributes(ReadOnlySpan<byte> span)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var fields = new Proto(span); fields.Next();)
        {
            if (fields.Field != 9)
            {
                continue;
            }

            string key = "";
            for (var parts = new Proto(fields.Bytes); parts.Next();)
            {
                key = parts.Field == 1 ? Encoding.UTF8.GetString(parts.Bytes) : key;
                var value = new Proto(parts.Field == 2 ? parts.Bytes : default);
                if (value.Next() && value.Field is 1 or 7)
                {
                    attributes[key] = Encoding.UTF8.GetString(value.Bytes);
                }
            }
        }

        return attributes;
    }
}
