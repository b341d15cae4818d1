namespace PodMirror.Exchange;

/// <summary>What a record on the socket between mirror and tme holds. See docs/exchange.md.</summary>
public enum RecordKind : byte
{
    /// <summary>No kind; never on the wire.</summary>
    None = 0,

    /// <summary>Mirror to tme: one exchange.</summary>
    Exchange = 1,

    /// <summary>Mirror to tme: a snapshot of the mirror's ledger.</summary>
    Ledger = 2,

    /// <summary>Tme to mirror: how many exchange records of this connection it has exported or counted as dropped.</summary>
    Acknowledgement = 3,

    /// <summary>Tme to mirror: what is captured from now on.</summary>
    Settings = 4,
}
