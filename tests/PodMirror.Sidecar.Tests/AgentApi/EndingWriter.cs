namespace PodMirror.Sidecar.Tests.AgentApi;

/// <summary>A writer that ends what writes once a text was written.</summary>
internal sealed class EndingWriter(string end, CancellationTokenSource ending) : StringWriter
{
    public override async Task FlushAsync()
    {
        if (ToString().Contains(end, StringComparison.Ordinal))
        {
            await ending.CancelAsync();
        }
    }
}
