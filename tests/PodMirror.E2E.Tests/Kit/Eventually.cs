using System.Diagnostics;
using Xunit.Sdk;

namespace PodMirror.E2E.Tests.Kit;

/// <summary>Waits for a state: a cluster tells nobody when it has arrived.</summary>
internal static class Eventually
{
    /// <summary>What no wait may take longer than, on a machine that is busy with others.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until there is an answer.</summary>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="ask">Null while it is not there. What it throws of a cluster that is not reached counts as null.</param>
    /// <param name="limit">How long at most; <see cref="Patience"/> when not given.</param>
    public static async Task<T> HasAsync<T>(string what, Func<Task<T?>> ask, TimeSpan? limit = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            string last = "";
            try
            {
                if (await ask() is { } answer)
                {
                    return answer;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or InvalidOperationException or TaskCanceledException or IOException)
            {
                last = "; last: " + fault.Message;
            }

            if (watch.Elapsed > (limit ?? Patience))
            {
                throw new XunitException($"did not come true in {watch.Elapsed.TotalSeconds:F0} s: {what}{last}");
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>Asks until the answer is yes.</summary>
    public static Task IsAsync(string what, Func<Task<bool>> ask, TimeSpan? limit = null) =>
        HasAsync<object>(what, async () => await ask() ? true : null, limit);
}
