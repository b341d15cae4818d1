using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PodMirror.Corpus.Tests;

/// <summary>The events of one vector, put together to messages.</summary>
internal sealed partial class LlhttpLog
{
    // llhttp stops here by agreement: what follows on the connection is another protocol.
    private static readonly string[] Handovers = ["Pause on CONNECT/Upgrade", "Pause on PRI/Upgrade"];

    private LlhttpLog()
    {
    }

    /// <summary>The messages begun, in order.</summary>
    public List<LlhttpMessage> Messages { get; } = [];

    /// <summary>Every span: where its bytes lie and which, to check that the vector's input was read rightly.</summary>
    public List<(int Offset, int Length, string Text)> Spans { get; } = [];

    /// <summary>Why llhttp refused the bytes; null when it did not.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether llhttp handed the connection over.</summary>
    public bool IsHandedOver { get; private set; }

    /// <summary>Reads the lines of a log block.</summary>
    public static LlhttpLog Parse(string[] lines)
    {
        var log = new LlhttpLog();
        foreach (string line in lines)
        {
            Match match = Event().Match(line);
            if (match.Success)
            {
                log.Add(match);
            }
        }

        return log;
    }

    private void Add(Match match)
    {
        string what = match.Groups["what"].Value;
        if (match.Groups["span"].Success)
        {
            string text = Text(match.Groups["text"].Value);
            Spans.Add((Number(match.Groups["off"]), Number(match.Groups["len"]), text));
            AddSpan(match.Groups["span"].Value, text);
        }
        else if (what == "message begin")
        {
            Messages.Add(new LlhttpMessage());
        }
        else if (what.StartsWith("headers complete", StringComparison.Ordinal))
        {
            Messages[^1].HasHead = true;
            Messages[^1].Status = Number(Status().Match(what).Groups[1]);
        }
        else if (what == "message complete")
        {
            Messages[^1].IsComplete = true;
        }
        else if (ErrorReason().Match(what) is { Success: true } error)
        {
            string reason = error.Groups[1].Value;
            IsHandedOver = Handovers.Contains(reason);
            Error = IsHandedOver ? null : reason;
        }
    }

    private void AddSpan(string span, string text)
    {
        LlhttpMessage message = Messages[^1];
        List<KeyValuePair<StringBuilder, StringBuilder>> fields = message.HasHead ? message.Trailers : message.Headers;
        switch (span)
        {
            case "method":
                message.Method.Append(text);
                break;
            case "url":
                message.Target.Append(text);
                break;
            case "version":
                message.Version.Append(text);
                break;
            case "header_field":
                fields.Add(new(new StringBuilder(text), new StringBuilder()));
                break;
            case "header_value":
                fields[^1].Value.Append(text);
                break;
            case "body":
                message.Body.Append(text);
                break;
        }
    }

    private static string Text(string shown) => shown switch
    {
        "cr" => "\r",
        "lf" => "\n",
        _ => LlhttpVector.WireText(Unquote(shown[1..^1])),
    };

    private static string Unquote(string text) => text.Replace("\\t", "\t", StringComparison.Ordinal)
        .Replace("\\f", "\f", StringComparison.Ordinal)
        .Replace("\\r", "\r", StringComparison.Ordinal)
        .Replace("\\n", "\n", StringComparison.Ordinal);

    private static int Number(Group group) => group.Success && group.Length > 0 ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("^off=(?<off>\\d+)( len=(?<len>\\d+) span\\[(?<span>\\w+)\\]=(?<text>.*)| (?<what>.*))$", RegexOptions.None, 1000)]
    private static partial Regex Event();

    [GeneratedRegex("status=(\\d+)", RegexOptions.None, 1000)]
    private static partial Regex Status();

    [GeneratedRegex("^error code=\\d+ reason=\"(.*)\"$", RegexOptions.None, 1000)]
    private static partial Regex ErrorReason();
}
