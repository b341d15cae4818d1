using PodMirror.Exchange;

namespace PodMirror.Agent.Store;

/// <summary>One row of the list: a span's columns. Texts are UTF-8, empty where there is none, and live as long as their source.</summary>
internal ref struct ExchangeRow
{
    /// <summary>Grows with arrival; unique for the life of the store.</summary>
    public long Id;

    /// <summary>Unix time of the start in nanoseconds.</summary>
    public long TimeNs;

    /// <summary>From the request's start to the response's end, in nanoseconds.</summary>
    public long DurationNs;

    /// <summary>Which end is the watched Pod.</summary>
    public Direction Direction;

    /// <summary>Name of the service.</summary>
    public ReadOnlySpan<byte> Service;

    /// <summary>Kubernetes namespace.</summary>
    public ReadOnlySpan<byte> Namespace;

    /// <summary>Kubernetes Pod.</summary>
    public ReadOnlySpan<byte> Pod;

    /// <summary>The span's name.</summary>
    public ReadOnlySpan<byte> Name;

    /// <summary>Request method.</summary>
    public ReadOnlySpan<byte> Method;

    /// <summary>Path without query.</summary>
    public ReadOnlySpan<byte> Path;

    /// <summary>The host that was asked for, without its port.</summary>
    public ReadOnlySpan<byte> Host;

    /// <summary>Response status, or null without a response.</summary>
    public long? Status;

    /// <summary>Names with a comma before and after each.</summary>
    public ReadOnlySpan<byte> Anomalies;

    /// <summary>16 bytes.</summary>
    public ReadOnlySpan<byte> TraceId;

    /// <summary>8 bytes.</summary>
    public ReadOnlySpan<byte> SpanId;
}
