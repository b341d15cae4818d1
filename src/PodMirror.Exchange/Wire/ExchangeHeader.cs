namespace PodMirror.Exchange;

/// <summary>What an exchange's record holds beside its two messages.</summary>
public struct ExchangeHeader
{
    /// <summary>Which end is this Pod.</summary>
    public Direction Direction { get; set; }

    /// <summary>The version that the messages speak; the request's where the two differ.</summary>
    public HttpProtocol Protocol { get; set; }

    /// <summary>How many interim (1xx) responses came before the final one; stays at 65535.</summary>
    public ushort InterimResponses { get; set; }

    /// <summary>The flow's number: the index of the TCP connection in a file, or since the mirror started. From 0.</summary>
    public uint Stream { get; set; }

    /// <summary>The exchange's number within its flow, from 0, in the order of being built.</summary>
    public uint Ordinal { get; set; }

    /// <summary>First byte of the request (of the response where there is no request), nanoseconds since 1970-01-01 UTC.</summary>
    public long StartNs { get; set; }

    /// <summary>From <see cref="StartNs"/> to the last byte of the exchange, in nanoseconds.</summary>
    public long DurationNs { get; set; }

    /// <summary>What was not clean.</summary>
    public Anomalies Anomalies { get; set; }

    /// <summary>The client's end.</summary>
    public IpEndpoint Client { get; set; }

    /// <summary>The server's end.</summary>
    public IpEndpoint Server { get; set; }
}
