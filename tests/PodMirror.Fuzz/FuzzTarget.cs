using System.Reflection;
using System.Runtime.Loader;

namespace PodMirror.Fuzz;

/// <summary>
/// A class named *Fuzz in a test project, with <c>static void Run(ReadOnlySpan&lt;byte&gt;)</c>, which must take any bytes without throwing;
/// and, when it wants to, <c>static IEnumerable&lt;byte[]&gt; Seeds()</c> for inputs that are better made than kept.
/// </summary>
internal sealed class FuzzTarget
{
    private const BindingFlags AnyStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private FuzzTarget(Type type, MethodInfo run)
    {
        Name = type.FullName!;
        Run = run.CreateDelegate<Body>();
        Seeds = type.GetMethod("Seeds", AnyStatic, [])?.CreateDelegate<Func<IEnumerable<byte[]>>>() ?? (static () => []);
    }

    /// <summary>What is fuzzed: one input; an exception is a finding.</summary>
    public delegate void Body(ReadOnlySpan<byte> input);

    /// <summary>The full name of the type.</summary>
    public string Name { get; }

    /// <summary>Runs one input.</summary>
    public Body Run { get; }

    /// <summary>Inputs to begin with.</summary>
    public Func<IEnumerable<byte[]>> Seeds { get; }

    /// <summary>Every target of a test assembly, in the order of their names. Its dependencies are taken from beside it.</summary>
    public static IReadOnlyList<FuzzTarget> In(string assembly)
    {
        var context = new BesideLoadContext(assembly);
        return
        [
            .. from type in context.LoadFromAssemblyPath(assembly).GetTypes()
               where type.Name.EndsWith("Fuzz", StringComparison.Ordinal)
               let run = type.GetMethod("Run", AnyStatic, [typeof(ReadOnlySpan<byte>)])
               where run is not null
               orderby type.FullName
               select new FuzzTarget(type, run),
        ];
    }

    private sealed class BesideLoadContext(string assembly) : AssemblyLoadContext(Path.GetFileName(assembly))
    {
        private readonly AssemblyDependencyResolver _resolver = new(assembly);

        // SharpFuzz.Common holds the pointer to the coverage map: the one of this process has to be the one of the instrumented code.
        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name != "SharpFuzz.Common" && _resolver.ResolveAssemblyToPath(assemblyName) is string path
                ? LoadFromAssemblyPath(path)
                : null;

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is string path ? LoadUnmanagedDllFromPath(path) : 0;
    }
}
