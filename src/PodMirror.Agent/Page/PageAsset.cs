namespace PodMirror.Agent.Page;

/// <summary>A file of the page in the codings in which it is kept.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Tag">What its entity tags begin with: a hash of its content.</param>
/// <param name="IsImmutable">Whether its name has a hash of its content, so that it never changes.</param>
/// <param name="Plain">The file as it is.</param>
/// <param name="Brotli">The same, compressed.</param>
/// <param name="Gzip">The same, compressed for clients over plain HTTP: browsers take brotli over TLS and on loopback only.</param>
internal sealed record PageAsset(
    string ContentType, string Tag, bool IsImmutable, ReadOnlyMemory<byte> Plain, ReadOnlyMemory<byte> Brotli, ReadOnlyMemory<byte> Gzip);
