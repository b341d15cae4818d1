using System.Text;
using PodMirror.Exchange;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

/// <summary>What replay's writers write, as text.</summary>
internal static class OutputText
{
    /// <summary>The text that an action writes.</summary>
    public static string Of(Action<OutputBuffer> write)
    {
        using var stream = new MemoryStream();
        var output = new OutputBuffer(stream);
        write(output);
        output.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>An exchange in a form, after the form's heading.</summary>
    public static string Of(
        in ExchangeRecord exchange, Func<OutputBuffer, WireContents, IExchangeFormatter> form, bool redact = true, int maxBodyBytes = 1000)
    {
        using var stream = new MemoryStream();
        var output = new OutputBuffer(stream);
        using var contents = new WireContents(redact, maxBodyBytes);
        IExchangeFormatter formatter = form(output, contents);
        Assert.True(formatter.TryWrite(exchange));
        output.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
