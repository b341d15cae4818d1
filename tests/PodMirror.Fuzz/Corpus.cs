using System.Security.Cryptography;
using PodMirror.TestKit;

namespace PodMirror.Fuzz;

/// <summary>
/// The inputs of a target: those that the repository keeps beside the target (Fuzz/Corpus/NAME), and those that earlier runs on this
/// machine found (artifacts/fuzz/corpus/NAME). A file is named by the hash of its content.
/// </summary>
internal sealed class Corpus
{
    // Longer inputs make every run slower and find little more; captures that need more are tests of their own.
    public const int MaxInputBytes = 64 * 1024;

    // What the repository keeps of a target: enough to start from everywhere, small enough to clone.
    private const int MaxKeptFiles = 200;
    private const int MaxKeptBytes = 4096;

    private readonly string _kept;
    private readonly string _found;

    /// <summary>The corpus of a target of a test project, by their names.</summary>
    public Corpus(string root, string targetName)
    {
        _kept = FuzzTarget.CorpusFolder(root, targetName);
        _found = Path.Combine(root, "artifacts", "fuzz", "corpus", targetName);
    }

    /// <summary>Every input, the kept ones first, in the order of their names.</summary>
    public IEnumerable<byte[]> Load() =>
        new[] { _kept, _found }
            .Where(Directory.Exists)
            .SelectMany(d => Directory.EnumerateFiles(d).Order(StringComparer.Ordinal))
            .Select(File.ReadAllBytes)
            .Where(b => b.Length <= MaxInputBytes);

    /// <summary>Remembers an input that reached new code, for later runs on this machine.</summary>
    public void AddFound(ReadOnlySpan<byte> input) => Write(_found, "", input);

    /// <summary>Adds an input that reached new code to those that the repository keeps, when there is room for it.</summary>
    public void AddKept(ReadOnlySpan<byte> input)
    {
        bool room = input.Length <= MaxKeptBytes && (!Directory.Exists(_kept) || Directory.EnumerateFiles(_kept).Count() < MaxKeptFiles);
        if (room)
        {
            Write(_kept, "", input);
        }
    }

    /// <summary>Keeps an input that failed, so that it is replayed for ever after.</summary>
    /// <returns>The file.</returns>
    public string AddFailure(ReadOnlySpan<byte> input) => Write(_kept, "failure-", input);

    private static string Write(string folder, string prefix, ReadOnlySpan<byte> input)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, prefix + Convert.ToHexStringLower(SHA256.HashData(input))[..16]);
        File.WriteAllBytes(path, input);
        return path;
    }
}
