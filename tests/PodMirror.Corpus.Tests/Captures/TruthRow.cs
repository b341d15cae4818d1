using System.Globalization;

namespace PodMirror.Corpus.Tests;

/// <summary>One row of truth.tsv: how many messages a capture holds, and how far that can be trusted.</summary>
/// <param name="File">The capture, relative to the captures' folder.</param>
/// <param name="Class">positive, negative, tls-only, tls-decryptable, h2-undecodable.</param>
/// <param name="Requests">HTTP/1 requests.</param>
/// <param name="RequestConfidence">A: three families of tools agree; B: two; C: one.</param>
/// <param name="Responses">Final HTTP/1 responses.</param>
/// <param name="ResponseConfidence">As for the requests.</param>
/// <param name="Http2Requests">HTTP/2 requests; the request of an upgrade counts here, too.</param>
/// <param name="Http2Responses">HTTP/2 responses.</param>
/// <param name="Http2Confidence">As for the requests; null when the capture is not known to hold HTTP/2.</param>
internal sealed record TruthRow(
    string File, string Class, int Requests, char RequestConfidence, int Responses, char ResponseConfidence, int Http2Requests,
    int Http2Responses, char? Http2Confidence)
{
    /// <summary>Messages of gRPC, trailers of gRPC-Web among them.</summary>
    public int GrpcMessages { get; private init; }

    /// <summary>Frames of WebSocket.</summary>
    public int WebSocketFrames { get; private init; }

    /// <summary>Reads the table.</summary>
    public static List<TruthRow> Load(string path)
    {
        string[] lines = System.IO.File.ReadAllLines(path);
        string[] names = lines[0].Split('\t');
        return [.. lines.Skip(1).Select(line => Of(names, line.Split('\t')))];
    }

    private static TruthRow Of(string[] names, string[] cells)
    {
        string Cell(string name) => cells[Array.IndexOf(names, name)];
        int Number(string name) => Cell(name).Length == 0 ? 0 : int.Parse(Cell(name), CultureInfo.InvariantCulture);
        return new TruthRow(
            Cell("file"),
            Cell("class"),
            Number("h1_req"),
            Cell("h1_req_conf")[0],
            Number("h1_final_rsp"),
            Cell("h1_rsp_conf")[0],
            Number("h2_req"),
            Number("h2_rsp"),
            Cell("h2_conf") is [var confidence, ..] ? confidence : null)
        {
            GrpcMessages = Number("grpc_msgs"),
            WebSocketFrames = Number("ws_frames"),
        };
    }
}
