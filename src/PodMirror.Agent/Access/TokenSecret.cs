using System.Buffers;
using System.Text;
using System.Text.Json;
using PodMirror.Agent.Configuration;
using PodMirror.Kubernetes;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.Access;

/// <summary>
/// Tokens of a Secret that all replicas share, so that a release has some without anybody who thinks of them: whoever finds none makes them, and the
/// Secret's version decides between two that do so at once. It is read again, so that other tokens hold within half a minute.
/// </summary>
internal sealed class TokenSecret : IAsyncDisposable
{
    /// <summary>The key of the tokens in the Secret.</summary>
    public const string Key = "tokens";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    // Until there are tokens nobody gets in: sooner, but no load for a cluster that is away.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    private readonly KubeClient _client;
    private readonly RoleTokens _tokens;
    private readonly string _name;
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;
    private string _seen = "";
    private string? _fault;
    private bool _has;

    private TokenSecret(KubeClient client, string ownNamespace, string name, RoleTokens tokens, TimeProvider clock, ILogger log)
    {
        (_client, _name, _tokens, _clock, _log) = (client, name, tokens, clock, log);
        _path = KubePath.Core(ownNamespace, "secrets", name);
    }

    /// <summary>What keeps the tokens from being those of the Secret; null when nothing does.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Finds the cluster. Throws <see cref="StartupException"/> with one line that says what to do.</summary>
    public static TokenSecret Open(AccessOptions options, RoleTokens tokens, TimeProvider clock, ILogger log)
    {
        try
        {
            KubeClient client = new KubeAccess(options.Kubeconfig).Connect();
            string ownNamespace = options.Namespace ?? KubeAccess.AccountNamespace() ?? client.Namespace
                ?? throw new StartupException("nothing says which namespace the agent is in; name it with --namespace");
            return new TokenSecret(client, ownNamespace, options.TokenSecret!, tokens, clock, log);
        }
        catch (KubeException fault)
        {
            throw new StartupException(fault.Message, fault);
        }
    }

    /// <summary>Begins to read it.</summary>
    public void Start() => _run = RunAsync(_stop.Token);

    /// <summary>Reads it, and makes tokens if there are none. Never throws; what is wrong is the <see cref="Trouble"/>.</summary>
    internal async Task StepAsync(CancellationToken cancel)
    {
        string? before = Trouble;
        try
        {
            Trouble = await ReadAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // The agent stops.
        }
        catch (KubeException fault)
        {
            Trouble = fault.Message;
        }

        if (Trouble is { } trouble && trouble != before)
        {
            AccessLog.TokensTrouble(_log, _name, trouble);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await StepAsync(cancel);
            await Task.Delay(_has ? Interval : RetryInterval, _clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One round; what is wrong, or null.</summary>
    private async Task<string?> ReadAsync(CancellationToken cancel)
    {
        using KubeAnswer answer = await _client.GetAsync(_path, cancel);
        if (!answer.IsSuccess)
        {
            return $"it cannot be read: {answer.Fault}";
        }

        string encoded = Text(Get(answer.Body, "data"), Key);
        if (encoded.Length == 0)
        {
            return await MakeAsync(Text(Get(answer.Body, "metadata"), "resourceVersion"), cancel);
        }

        if (encoded != _seen)
        {
            byte[] text = new byte[TokenLines.MaxBytes];
            bool isText = Convert.TryFromBase64String(encoded, text, out int length);
            (_seen, _fault) = (encoded, isText ? Use(text[..length]) : $"its key \"tokens\" has more than {TokenLines.MaxBytes} bytes");
        }

        return _fault;
    }

    private async Task<string?> MakeAsync(string version, CancellationToken cancel)
    {
        byte[] text = Encoding.ASCII.GetBytes(TokenLines.Make());
        using KubeAnswer answer = await _client.SendAsync(HttpMethod.Patch, _path, Patch(version, text), KubeClient.MergePatch, cancel);
        if (!answer.IsSuccess)
        {
            // After a conflict the other replica's are there; the next round reads them.
            return answer.Reason == "Conflict" ? null : $"it cannot be written: {answer.Fault}";
        }

        AccessLog.TokensMade(_log, $"Secret {_name}");
        return Use(text);
    }

    private string? Use(byte[] text)
    {
        string? fault = _tokens.Use(text);
        _has |= fault is null;
        if (fault is null)
        {
            AccessLog.TokensTaken(_log, _name);
        }

        return fault;
    }

    private static ReadOnlyMemory<byte> Patch(string version, byte[] text)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteString("resourceVersion", version);
        json.WriteEndObject();
        json.WriteStartObject("data");
        json.WriteBase64String(Key, text);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }
}
