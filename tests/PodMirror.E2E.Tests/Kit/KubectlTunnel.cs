using System.Diagnostics;

namespace PodMirror.E2E.Tests.Kit;

/// <summary>A kubectl that opens a local port, which it names in its first line, and serves it until it is ended.</summary>
internal sealed class KubectlTunnel : IDisposable
{
    private readonly Process _process;

    private KubectlTunnel(Process process, HttpClient client) => (_process, Client) = (process, client);

    /// <summary>Speaks with the port.</summary>
    public HttpClient Client { get; }

    /// <summary>Opens it.</summary>
    /// <param name="command"><c>proxy --port=0</c>, or a <c>port-forward</c> of <c>:8080</c>.</param>
    /// <exception cref="InvalidOperationException">It ended without a port; the message has what it said.</exception>
    public static async Task<KubectlTunnel> OpenAsync(string command)
    {
        Process process = Kubectl.Start(command);
        string? line = await process.StandardOutput.ReadLineAsync();
        if (line is null)
        {
            string said = await process.StandardError.ReadToEndAsync();
            process.Dispose();
            throw new InvalidOperationException($"kubectl {command}: {said}");
        }

        // Both speak of 127.0.0.1:34567, one with more behind it. What else it says is of no interest, and must not fill the pipes.
        string address = line.Split(' ').First(word => word.StartsWith("127.0.0.1:", StringComparison.Ordinal));
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        return new KubectlTunnel(process, new HttpClient { BaseAddress = new Uri($"http://{address}"), Timeout = TimeSpan.FromSeconds(20) });
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill();
        _process.Dispose();
    }
}
