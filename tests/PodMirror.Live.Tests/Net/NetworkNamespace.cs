using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PodMirror.Live.Tests.Net;

/// <summary>
/// A network namespace without a name, entered by one thread. Sockets and processes made on that thread belong to it; it goes away with
/// them, also when the test run is killed.
/// </summary>
internal sealed partial class NetworkNamespace : IDisposable
{
    private const int CloneNewNet = 0x4000_0000;

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public NetworkNamespace()
    {
        _thread = new Thread(Loop) { IsBackground = true, Name = "network namespace" };
        _thread.Start();
        Run(() =>
        {
            if (Unshare(CloneNewNet) != 0)
            {
                throw new InvalidOperationException($"unshare: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        });
        ThreadId = Run(GetThreadId);
        Ip("link set lo up");
    }

    /// <summary>Another thread in the same namespace, for what must not wait for the first.</summary>
    public NetworkNamespace(NetworkNamespace other)
    {
        _thread = new Thread(Loop) { IsBackground = true, Name = "network namespace, joined" };
        _thread.Start();
        Run(() =>
        {
            using SafeFileHandle file = File.OpenHandle($"/proc/self/task/{other.ThreadId}/ns/net");
            if (SetNamespace(file, CloneNewNet) != 0)
            {
                throw new InvalidOperationException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        });
        ThreadId = Run(GetThreadId);
    }

    /// <summary>The thread's id, by which <c>ip link ... netns</c> finds the namespace.</summary>
    public int ThreadId { get; }

    /// <summary>Null when this process may make network namespaces, else why not.</summary>
    public static string? WhyImpossible()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "live captures need Linux";
        }

        try
        {
            using var probe = new NetworkNamespace();
            return null;
        }
        catch (InvalidOperationException e)
        {
            return $"live captures need root, or a user namespace (unshare --user --map-root-user dotnet test ...): {e.Message}";
        }
    }

    public void Run(Action action) => Run(() =>
    {
        action();
        return 0;
    });

    public T Run<T>(Func<T> function)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        using var done = new ManualResetEventSlim();
        _work.Add(() =>
        {
            try
            {
                result = function();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }

            done.Set();
        });
        done.Wait();
        failure?.Throw();
        return result;
    }

    /// <summary>Runs <c>ip</c> in this namespace.</summary>
    public void Ip(string arguments) => Run(() =>
    {
        using Process ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string error = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        if (ip.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {arguments}: {error.Trim()}");
        }
    });

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetNamespace(SafeFileHandle file, int kind);

    [LibraryImport("libc", EntryPoint = "gettid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetThreadId();

    private void Loop()
    {
        foreach (Action action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
