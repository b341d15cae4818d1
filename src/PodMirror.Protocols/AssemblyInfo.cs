using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("PodMirror.Protocols.Tests")]
