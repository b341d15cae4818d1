namespace PodMirror.Agent.Injector.Certificates;

/// <summary>How long certificates live and when what is done about it.</summary>
/// <param name="LeafLife">The life of a replica's own certificate.</param>
internal sealed record CertificateTimes(TimeSpan LeafLife)
{
    /// <summary>Everything is renewed at two thirds of its life, so that a failing renewal has a third of it to be noticed.</summary>
    private const double RenewAt = 2.0 / 3;

    private const int LeavesPerAuthority = 52;

    /// <summary>The life of an authority.</summary>
    public TimeSpan AuthorityLife => LeafLife * LeavesPerAuthority;

    /// <summary>
    /// How long a new authority is published before anything signed by it is shown: the API server learns of a changed caBundle within a moment, but
    /// there may be several of them.
    /// </summary>
    public TimeSpan Propagation { get; } = LeafLife / 50 < TimeSpan.FromSeconds(15) ? LeafLife / 50 : TimeSpan.FromSeconds(15);

    /// <summary>How often the Secret is read, if nothing else happens.</summary>
    public TimeSpan Poll { get; } = LeafLife / 10 < TimeSpan.FromSeconds(30) ? LeafLife / 10 : TimeSpan.FromSeconds(30);

    /// <summary>When something is to be renewed.</summary>
    public static DateTimeOffset Renewal(DateTimeOffset notBefore, DateTimeOffset notAfter) => notBefore + ((notAfter - notBefore) * RenewAt);
}
