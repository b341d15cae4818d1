using System.Collections.Concurrent;
using System.Text;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Coverage;

/// <summary>When each Pod's last span came, by what the span says of itself. Bounded: who sends can name as many Pods as he likes.</summary>
internal sealed class LastSpans(TimeProvider clock)
{
    private const int MaxPods = 50_000;
    private const int MaxNameBytes = 512;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _times = new();

    /// <summary>Takes note of every resource of a request that was accepted.</summary>
    public void Note(ReadOnlySpan<byte> request)
    {
        var visitor = new Visitor(this);
        TraceRequest.Walk(request, ref visitor, out _);
    }

    /// <summary>When the last span of a Pod came; null when none did.</summary>
    public DateTimeOffset? Of(string inNamespace, string pod) => _times.TryGetValue(Key(inNamespace, pod), out DateTimeOffset time) ? time : null;

    private static string Key(string inNamespace, string pod) => inNamespace + "/" + pod;

    private void Add(SourceNames names)
    {
        if (names.Pod.IsEmpty || names.Pod.Length + names.Namespace.Length > MaxNameBytes)
        {
            return;
        }

        string key = Key(Encoding.UTF8.GetString(names.Namespace), Encoding.UTF8.GetString(names.Pod));
        if (_times.ContainsKey(key) || _times.Count < MaxPods)
        {
            _times[key] = clock.GetUtcNow();
        }
        else
        {
            // Pods come and go; what is remembered of those that went is worth nothing.
            _times.Clear();
        }
    }

    private readonly ref struct Visitor(LastSpans spans) : ISpanVisitor
    {
        public void OnResource(ReadOnlySpan<byte> resource, int tagPosition) => spans.Add(SourceNames.Of(resource));

        public void OnScope(ReadOnlySpan<byte> scope, int tagPosition)
        {
            // Only the resource says whose spans these are.
        }

        public void OnSpan(ReadOnlySpan<byte> span, int tagPosition)
        {
            // One time for all of a request.
        }
    }
}
