using System.Text;
using PodMirror.Agent.Injector;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Api;

/// <summary>/healthz: the process answers. /readyz: it can do its work; if not, the answer says what is missing.</summary>
internal sealed class HealthEndpoint(StoreWriter store, DurableQueue queue, PodInjector? injector, IHostApplicationLifetime lifetime)
{
    /// <summary>200 as long as the process answers at all.</summary>
    public static Task LivenessAsync(HttpContext context) => SendAsync(context, StatusCodes.Status200OK, "ok\n");

    /// <summary>200 when the receivers are up, queue and store can be written to, and the API server can call the webhook.</summary>
    public Task ReadinessAsync(HttpContext context)
    {
        bool started = lifetime.ApplicationStarted.IsCancellationRequested;
        bool stopping = lifetime.ApplicationStopping.IsCancellationRequested;
        string receivers = stopping ? "stopping" : started ? "ok" : "starting";
        string? trouble = store.Trouble;
        string? waiting = queue.Trouble;
        string? webhook = injector?.Trouble;
        bool ready = receivers == "ok" && waiting is null && trouble is null && webhook is null;
        int status = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        string last = injector is null ? "" : $"webhook: {webhook ?? "ok"}\n";
        return SendAsync(context, status, $"receivers: {receivers}\nqueue: {waiting ?? "ok"}\nstore: {trouble ?? "ok"}\n{last}");
    }

    private static Task SendAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return Answer.SendAsync(context, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");
    }
}
