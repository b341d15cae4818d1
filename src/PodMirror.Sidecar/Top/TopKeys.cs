using System.Threading.Channels;

namespace PodMirror.Sidecar.Top;

/// <summary>The keys that are pressed, read on a thread of their own: there is no other way to wait for one.</summary>
internal static class TopKeys
{
    private const int MaxWaiting = 16;

    /// <summary>Begins to read. The thread ends with the process.</summary>
    internal static ChannelReader<ConsoleKey> Read()
    {
        Channel<ConsoleKey> keys = Channel.CreateBounded<ConsoleKey>(MaxWaiting);
        new Thread(() => Run(keys.Writer)) { Name = "keys", IsBackground = true }.Start();
        return keys.Reader;
    }

    private static void Run(ChannelWriter<ConsoleKey> keys)
    {
        try
        {
            while (true)
            {
                keys.TryWrite(Console.ReadKey(intercept: true).Key);
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException)
        {
            // The terminal went away: there are no keys any more.
            keys.TryComplete();
        }
    }
}
