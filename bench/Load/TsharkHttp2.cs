using System.Globalization;
using System.Text;
using System.Xml;

namespace PodMirror.Bench.Load;

/// <summary>
/// tshark's packets as PDML, in which each field is below its frame: what its lists of fields tell of several frames in a packet cannot be told
/// apart. Frames are put together by connection and stream.
/// </summary>
internal static class TsharkHttp2
{
    /// <summary>Reads all streams that have a field or data.</summary>
    public static IEnumerable<Http2Seen> Read(TextReader pdml)
    {
        var streams = new Dictionary<(string Connection, string Stream), Http2Seen>();
        string connection = "";
        string stream = "";
        string name = "";
        using XmlReader reader = XmlReader.Create(pdml, new XmlReaderSettings { CheckCharacters = false });
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.Name != "field")
            {
                continue;
            }

            string show = reader.GetAttribute("show") ?? "";
            switch (reader.GetAttribute("name"))
            {
                case "tcp.stream":
                    connection = show;
                    break;
                case "http2.streamid":
                    stream = show;
                    break;
                case "http2.headers.path":
                    Seen().Path = show;
                    break;
                case "http2.headers.status":
                    Seen().Status = int.Parse(show, CultureInfo.InvariantCulture);
                    break;
                case "http2.header.name":
                    name = show;
                    break;
                case "http2.header.value":
                    Seen().NoteField(name, show);
                    break;
                case "http2.data.data":
                    Seen().Note(Http2Wire.NumberOfBody(Text(show)));
                    break;
            }
        }

        return streams.Values;

        Http2Seen Seen() => streams.TryGetValue((connection, stream), out Http2Seen? seen) ? seen : streams[(connection, stream)] = new Http2Seen();
    }

    // Hexadecimal, with or without colons between the bytes.
    private static string Text(string hex) => Encoding.Latin1.GetString(Convert.FromHexString(hex.Replace(":", "", StringComparison.Ordinal)));
}
