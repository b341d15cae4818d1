using System.Reflection;

namespace PodMirror.TestKit;

/// <summary>
/// A class named *Fuzz in a test project, with <c>static void Run(ReadOnlySpan&lt;byte&gt;)</c>, which must take any bytes without throwing;
/// and, when it wants to, <c>static IEnumerable&lt;byte[]&gt; Seeds()</c> for inputs that are better made than kept.
/// </summary>
public sealed class FuzzTarget
{
    private const BindingFlags AnyStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private FuzzTarget(Type type, MethodInfo run)
    {
        Name = type.FullName!;
        Run = run.CreateDelegate<Action<ReadOnlySpan<byte>>>();
        Seeds = type.GetMethod("Seeds", AnyStatic, [])?.CreateDelegate<Func<IEnumerable<byte[]>>>() ?? (static () => []);
    }

    /// <summary>The full name of the type.</summary>
    public string Name { get; }

    /// <summary>Runs one input; an exception is a finding.</summary>
    public Action<ReadOnlySpan<byte>> Run { get; }

    /// <summary>Inputs to begin with.</summary>
    public Func<IEnumerable<byte[]>> Seeds { get; }

    /// <summary>Every target of a test project, in the order of their names.</summary>
    public static IReadOnlyList<FuzzTarget> In(Assembly tests) =>
    [
        .. from type in tests.GetTypes()
           where type.Name.EndsWith("Fuzz", StringComparison.Ordinal)
           let run = type.GetMethod("Run", AnyStatic, [typeof(ReadOnlySpan<byte>)])
           where run is not null
           orderby type.FullName
           select new FuzzTarget(type, run),
    ];

    /// <summary>The folder of the inputs that the repository keeps of a target, which is there only when it keeps some.</summary>
    /// <param name="repository">The repository's root.</param>
    /// <param name="name">The target's name.</param>
    public static string CorpusFolder(string repository, string name)
    {
        // PodMirror.X.Tests.Fuzz.YFuzz: the project is the name up to Tests, whatever folders follow.
        string[] parts = name.Split('.');
        string project = string.Join('.', parts[..(Array.IndexOf(parts, "Tests") + 1)]);
        return Path.Combine(repository, "tests", project, "Fuzz", "Corpus", parts[^1]);
    }
}
