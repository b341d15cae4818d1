using System.Text;
using PodMirror.Sidecar.Tme.Reload;

namespace PodMirror.Sidecar.Tests.Tme.Reload;

/// <summary>Gives what a test puts into it: a document, null for the one of before, or what is wrong.</summary>
internal sealed class FakeSource : IConfigSource
{
    public string? Document { get; set; }

    public string? Fault { get; set; }

    public string Name => "test";

    public TimeSpan Interval => TimeSpan.FromHours(1);

    public bool IsStrict => true;

    public Task<byte[]?> ReadAsync(CancellationToken cancellation) => Fault is { } fault
        ? throw new ConfigSourceException(fault)
        : Task.FromResult(Document is { } document ? Encoding.UTF8.GetBytes(document) : null);

    public void Dispose()
    {
        // Nothing is held.
    }
}
