namespace PodMirror.Sidecar.Tme;

/// <summary>From whom exchanges come, and who wants to hear that they are done with.</summary>
internal interface IExchangeOrigin
{
    /// <summary>So many of its exchanges were exported or counted as dropped. Called from any thread; does not wait.</summary>
    void OnDisposed(int exchanges);
}
