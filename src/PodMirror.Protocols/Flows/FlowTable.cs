using System.Numerics;

namespace PodMirror.Protocols;

/// <summary>
/// The flows that are known, bounded. Chained hashing through the flows themselves; a full table gives up flows in the
/// order of what they are worth: closed ones, then those without payload (a SYN flood evicts itself), then the longest silent.
/// </summary>
internal sealed class FlowTable
{
    private readonly Flow?[] _buckets;
    private readonly int _maxFlows;
    private readonly Stack<Flow> _free = new();
    private readonly ulong _seed = HashSecret.Next();

    public FlowTable(int maxFlows)
    {
        _maxFlows = maxFlows;
        _buckets = new Flow?[BitOperations.RoundUpToPowerOf2((uint)maxFlows)];
    }

    /// <summary>Flows that have ended and wait for late segments.</summary>
    public FlowList Closed { get; } = new();

    /// <summary>Flows that have not carried a byte.</summary>
    public FlowList Silent { get; } = new();

    /// <summary>Flows that have carried bytes.</summary>
    public FlowList Active { get; } = new();

    public int Count { get; private set; }

    public bool IsFull => Count >= _maxFlows;

    /// <summary>The flow to give up first, or null when there is none.</summary>
    public Flow? Least => Closed.Oldest ?? Silent.Oldest ?? Active.Oldest;

    /// <summary>How many chains the flows are in: a walk along all of them meets every flow, as no flow moves from one to another.</summary>
    public int Buckets => _buckets.Length;

    /// <summary>The first flow of a chain, which goes on by <see cref="Flow.NextInBucket"/>; chains are counted round and round.</summary>
    public Flow? FirstInBucket(int bucket) => _buckets[bucket & (_buckets.Length - 1)];

    public Flow? Find(in FlowKey key, out uint hash)
    {
        hash = key.Hash(_seed);
        for (Flow? flow = _buckets[hash & (_buckets.Length - 1)]; flow is not null; flow = flow.NextInBucket)
        {
            if (flow.Hash == hash && flow.Key == key)
            {
                return flow;
            }
        }

        return null;
    }

    /// <summary>Adds a flow for a key that is not there; the table must not be full.</summary>
    public Flow Add(in FlowKey key, uint hash, uint stream)
    {
        if (!_free.TryPop(out Flow? flow))
        {
            flow = new Flow();
        }

        flow.Reset(stream);
        flow.Key = key;
        flow.Hash = hash;
        ref Flow? bucket = ref _buckets[hash & (_buckets.Length - 1)];
        flow.NextInBucket = bucket;
        bucket = flow;
        Count++;
        return flow;
    }

    /// <summary>Takes a flow out; it is reused by a later <see cref="Add"/>.</summary>
    public void Remove(Flow flow)
    {
        ref Flow? link = ref _buckets[flow.Hash & (_buckets.Length - 1)];
        while (!ReferenceEquals(link, flow))
        {
            link = ref link!.NextInBucket;
        }

        link = flow.NextInBucket;
        flow.NextInBucket = null;
        flow.List?.Remove(flow);
        Count--;
        _free.Push(flow);
    }
}
