using System.Reflection;
using System.Runtime.Loader;

namespace PodMirror.Fuzz;

/// <summary>Loads a test assembly, with its dependencies from beside it: those are the instrumented ones.</summary>
internal sealed class BesideLoadContext : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;

    private BesideLoadContext(string path)
        : base(Path.GetFileName(path)) => _resolver = new AssemblyDependencyResolver(path);

    /// <summary>Loads the assembly.</summary>
    public static Assembly Load(string path) => new BesideLoadContext(path).LoadFromAssemblyPath(path);

    // SharpFuzz.Common holds the pointer to the coverage map: the one of this process has to be the one of the instrumented code.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name != "SharpFuzz.Common" && _resolver.ResolveAssemblyToPath(assemblyName) is string path
            ? LoadFromAssemblyPath(path)
            : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is string path ? LoadUnmanagedDllFromPath(path) : 0;
}
