using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace PodMirror.Fuzz;

/// <summary>
/// The input that runs just now, in a file mapped into memory: it outlives a process that ends without a word (a stack overflow, a
/// crash in native code), and its driver reads it then. A length of four bytes, then the input.
/// </summary>
internal sealed class CurrentInput : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte[] _length = new byte[sizeof(int)];

    /// <summary>Makes the file in a folder that is there.</summary>
    public CurrentInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, sizeof(int) + Corpus.MaxInputBytes);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Where the file of a target is.</summary>
    public static string PathOf(string root, string target) => Path.Combine(root, "artifacts", "fuzz", "current", target);

    /// <summary>Reads what the file holds; empty when nothing was ever run.</summary>
    public static byte[] Read(string path)
    {
        byte[] all = File.Exists(path) ? File.ReadAllBytes(path) : new byte[sizeof(int)];
        int length = BinaryPrimitives.ReadInt32LittleEndian(all);
        return all[sizeof(int)..(sizeof(int) + length)];
    }

    /// <summary>Writes the input down.</summary>
    public void Set(ReadOnlySpan<byte> input)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_length, input.Length);
        _view.SafeMemoryMappedViewHandle.WriteSpan<byte>(0, _length);
        _view.SafeMemoryMappedViewHandle.WriteSpan(sizeof(int), input);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
