using System.Buffers.Binary;

namespace PodMirror.Bench.Load;

/// <summary>Holds what a tool made of a recording of bench/http2-load against the client's log.</summary>
internal static class Http2Judge
{
    private const uint NanosecondMagic = 0xA1B23C4D;

    /// <summary>Reads a tool's output and prints its counts as one line of JSON.</summary>
    public static int Run(Arguments arguments)
    {
        using TextReader output = arguments.Text("--in") is not "-" and var path ? File.OpenText(path) : Console.In;
        IEnumerable<Http2Seen> seen = arguments.Text("--kind") switch
        {
            "podmirror" => PodMirrorHttp2.Read(output),
            "suricata" => SuricataHttp2.Read(output),
            "tshark" => TsharkHttp2.Read(output),
            _ => throw new ArgumentException("--kind: podmirror, suricata or tshark"),
        };
        long fromNs = arguments.Text("--later-than", "") is { Length: > 0 } recording ? FirstPacketNs(recording) : 0;
        var verdict = new Http2Verdict(Http2Call.Load(arguments.Text("--log")), fromNs);
        foreach (Http2Seen one in seen)
        {
            verdict.Add(one);
        }

        Console.WriteLine($"{{{verdict}}}");
        return 0;
    }

    private static long FirstPacketNs(string path)
    {
        using var file = new CaptureFile(path);
        if (!file.Next())
        {
            return long.MaxValue;
        }

        long seconds = BinaryPrimitives.ReadUInt32LittleEndian(file.Record);
        long fraction = BinaryPrimitives.ReadUInt32LittleEndian(file.Record[sizeof(uint)..]);
        bool isNano = BinaryPrimitives.ReadUInt32LittleEndian(file.Header) == NanosecondMagic;
        return (seconds * 1_000_000_000) + (isNano ? fraction : fraction * 1000);
    }
}
