using PodMirror.Exchange;

namespace PodMirror.Corpus.Tests;

/// <summary>What differs between a capture's truth and what the pipeline made of it, with lines for a person to judge by.</summary>
internal sealed class Comparison
{
    private readonly List<string> _details = [];

    private Comparison()
    {
    }

    /// <summary>Requests of the truth that were not found.</summary>
    public int MissingRequests { get; private set; }

    /// <summary>Requests found that the truth does not have.</summary>
    public int InventedRequests { get; private set; }

    /// <summary>Final responses of the truth that were not found.</summary>
    public int MissingResponses { get; private set; }

    /// <summary>Final responses found that the truth does not have.</summary>
    public int InventedResponses { get; private set; }

    /// <summary>
    /// Responses found with another request than tshark's, or apart from it. Where tshark knows no request of a response, as with several
    /// in one frame, it says nothing.
    /// </summary>
    public int Mispaired { get; private set; }

    /// <summary>HTTP/2 requests of the truth that were not found.</summary>
    public int MissingHttp2Requests { get; private set; }

    /// <summary>HTTP/2 requests found that the truth does not have.</summary>
    public int InventedHttp2Requests { get; private set; }

    /// <summary>Final HTTP/2 responses of the truth that were not found.</summary>
    public int MissingHttp2Responses { get; private set; }

    /// <summary>Final HTTP/2 responses found that the truth does not have.</summary>
    public int InventedHttp2Responses { get; private set; }

    /// <summary>Messages of gRPC counted beyond those of the truth; below 0, too few.</summary>
    public int GrpcMessages { get; private set; }

    /// <summary>Frames of WebSocket counted beyond those of the truth; below 0, too few.</summary>
    public int WebSocketFrames { get; private set; }

    /// <summary>One line for each difference.</summary>
    public IReadOnlyList<string> Details => _details;

    /// <summary>The difference in one cell of a table; "none" when there is none.</summary>
    public string Summary
    {
        get
        {
            List<string> parts = [];
            Add(MissingRequests, "missing request");
            Add(InventedRequests, "extra request");
            Add(MissingResponses, "missing response");
            Add(InventedResponses, "extra response");
            Add(Mispaired, "pairing");
            Add(MissingHttp2Requests, "missing HTTP/2 request");
            Add(InventedHttp2Requests, "extra HTTP/2 request");
            Add(MissingHttp2Responses, "missing HTTP/2 response");
            Add(InventedHttp2Responses, "extra HTTP/2 response");
            Add(-GrpcMessages, "missing gRPC message");
            Add(GrpcMessages, "extra gRPC message");
            Add(-WebSocketFrames, "missing WebSocket frame");
            Add(WebSocketFrames, "extra WebSocket frame");
            return parts.Count == 0 ? "none" : string.Join(", ", parts);

            void Add(int count, string what)
            {
                if (count > 0)
                {
                    parts.Add($"{count} {what}{(count > 1 ? "s" : "")}");
                }
            }
        }
    }

    /// <summary>
    /// Compares by counts, and message by message where tshark's list has as many messages as the truth: else tshark is known to be
    /// wrong about this capture, and its list only helps a person.
    /// </summary>
    public static Comparison Of(TruthRow truth, TruthMessages messages, IReadOnlyList<SeenExchange> seen)
    {
        List<SeenExchange> http1 = [.. seen.Where(exchange => exchange.Protocol != HttpProtocol.Http2).Select(AsHttp1)];
        var comparison = new Comparison();
        comparison.CompareHttp2(truth, messages, [.. seen.Where(exchange => exchange.Protocol == HttpProtocol.Http2 || exchange.IsUpgraded)]);
        Dictionary<TruthRequest, SeenExchange> found = comparison.CompareRequests(truth, messages, http1);
        comparison.CompareResponses(truth, messages, http1, found);
        comparison.CompareFramed(truth, seen);
        return comparison;
    }

    private void CompareFramed(TruthRow truth, IEnumerable<SeenExchange> seen)
    {
        FramedContent[] contents = [.. seen.SelectMany(one => (SeenMessage?[])[one.Request, one.Response]).Select(one => one?.Framed ?? default)];
        WebSocketFrames = contents.Sum(FramesOf) - truth.WebSocketFrames;
        GrpcMessages = contents.Where(content => content.Framing is ContentFraming.Grpc or ContentFraming.GrpcWebText)
            .Sum(content => (int)content.Messages) - truth.GrpcMessages;
    }

    private static int FramesOf(FramedContent content)
    {
        int frames = 0;
        for (int kind = 0; kind < FrameCounts.Count; kind++)
        {
            frames += (int)content.Frames.Of((FrameOpcode)kind);
        }

        return frames;
    }

    /// <summary>The truth counts the response of an upgrade twice: as 101 of HTTP/1, and as the first of HTTP/2.</summary>
    private static SeenExchange AsHttp1(SeenExchange exchange) =>
        exchange.IsUpgraded ? exchange with { Response = (exchange.Response ?? exchange.Request)! with { Status = 101 } } : exchange;

    private void CompareHttp2(TruthRow truth, TruthMessages messages, List<SeenExchange> seen)
    {
        string[] requests = [.. seen.Where(one => one.Request is not null).Select(one => $"{one.Request!.Method} {one.Request.Target}")];
        string[] statuses = [.. seen.Where(one => one.Response is not null).Select(one => $"{one.Response!.Status}")];
        (MissingHttp2Requests, InventedHttp2Requests) = CompareTexts("request", truth.Http2Requests, messages.Http2Requests, requests);
        (MissingHttp2Responses, InventedHttp2Responses) = CompareTexts("response", truth.Http2Responses, messages.Http2Statuses, statuses);
    }

    /// <summary>One by one where tshark lists as many as the truth has; else by their number.</summary>
    private (int Missing, int Invented) CompareTexts(string what, int truth, List<string> listed, string[] seen)
    {
        List<string> open = [.. seen];
        List<string> missing = [.. listed.Where(text => !open.Remove(text))];
        if (listed.Count != truth)
        {
            return (Math.Max(0, truth - seen.Length), Math.Max(0, seen.Length - truth));
        }

        _details.AddRange(missing.Select(text => $"- HTTP/2 {what} {text}"));
        _details.AddRange(open.Select(text => $"+ HTTP/2 {what} {text}"));
        return (missing.Count, open.Count);
    }

    private Dictionary<TruthRequest, SeenExchange> CompareRequests(TruthRow truth, TruthMessages messages, List<SeenExchange> seen)
    {
        List<SeenExchange> open = [.. seen.Where(exchange => exchange.Request is not null)];
        int count = open.Count;
        var found = new Dictionary<TruthRequest, SeenExchange>(ReferenceEqualityComparer.Instance);
        foreach (TruthRequest request in messages.Requests)
        {
            SeenExchange? match = open.Where(exchange => Matches(request, exchange.Request!))
                .MinBy(exchange => Distance(request.TimeNs, exchange.Request!));
            if (match is not null)
            {
                open.Remove(match);
                found[request] = match;
            }
            else
            {
                _details.Add($"- request  frame {request.Frame} stream {request.Stream}: {request.Method} {request.Target} host {request.Host}");
            }
        }

        _details.AddRange(open.Select(exchange => $"+ request  {exchange} host {exchange.Request!.Field("Host")}"));
        bool listIsTrue = messages.Requests.Count == truth.Requests;
        MissingRequests = listIsTrue ? messages.Requests.Count - found.Count : Math.Max(0, truth.Requests - count);
        InventedRequests = listIsTrue ? open.Count : Math.Max(0, count - truth.Requests);
        return found;
    }

    private void CompareResponses(
        TruthRow truth, TruthMessages messages, List<SeenExchange> seen, Dictionary<TruthRequest, SeenExchange> found)
    {
        List<SeenExchange> open = [.. seen.Where(exchange => exchange.Response is not null)];
        int count = open.Count;
        List<TruthResponse> unpaired = [];
        foreach (TruthResponse response in messages.Responses)
        {
            SeenExchange? partner = Partner(response, messages, found, open);
            if (partner is null)
            {
                unpaired.Add(response);
            }
            else
            {
                open.Remove(partner);
            }
        }

        int missing = 0;
        foreach (TruthResponse response in unpaired)
        {
            SeenExchange? match = open.Where(exchange => exchange.Response!.Status == response.Status)
                .MinBy(exchange => Distance(response.TimeNs, exchange.Response!));
            if (match is null)
            {
                missing++;
                _details.Add($"- response frame {response.Frame} stream {response.Stream}: {response.Status} to frame {response.RequestFrame}");
            }
            else
            {
                open.Remove(match);
                if (response.RequestFrame is not null && found.Keys.Any(request => request.Frame == response.RequestFrame))
                {
                    Mispaired++;
                    _details.Add($"~ pairing  frame {response.Frame}: {response.Status} answers frame {response.RequestFrame}; here {match}");
                }
            }
        }

        _details.AddRange(open.Select(exchange => $"+ response {exchange}"));
        bool listIsTrue = messages.Responses.Count == truth.Responses;
        MissingResponses = listIsTrue ? missing : Math.Max(0, truth.Responses - count);
        InventedResponses = listIsTrue ? open.Count : Math.Max(0, count - truth.Responses);
    }

    /// <summary>The exchange in which a response that tshark linked to a request has to be; null when it is not there or not linked.</summary>
    private static SeenExchange? Partner(
        TruthResponse response, TruthMessages messages, Dictionary<TruthRequest, SeenExchange> found, List<SeenExchange> open) =>
        messages.Requests.Where(request => request.Frame == response.RequestFrame && found.ContainsKey(request))
            .Select(request => found[request])
            .FirstOrDefault(exchange => exchange.Response?.Status == response.Status && open.Contains(exchange));

    private static bool Matches(TruthRequest request, SeenMessage seen) =>
        seen.Method == request.Method && seen.Target == request.Target && (request.Host is null || seen.Field("Host") == request.Host);

    private static UInt128 Distance(long timeNs, SeenMessage seen) => timeNs < seen.FirstByteNs
        ? (UInt128)((Int128)seen.FirstByteNs - timeNs)
        : timeNs > seen.LastByteNs ? (UInt128)((Int128)timeNs - seen.LastByteNs) : UInt128.Zero;
}
