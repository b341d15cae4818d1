using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using PodMirror.Agent.Configuration;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog;

/// <summary>
/// The catalog's state in a file of its own: <c>PMCATF01</c>, the mark (16 bytes, little-endian), the state, SHA-256 of all of it. It is written
/// beside the old one and takes its place by its name, so that after a crash there is the old or the new one, each with its mark.
/// </summary>
internal sealed class StateFile(string directory, TimeProvider clock)
{
    private const string Name = "catalog.state";
    private const string DamagedInfix = ".damaged-";
    private const int MarkBytes = 16;
    private const int SumBytes = SHA256.HashSizeInBytes;

    private readonly string _path = Path.Combine(directory, Name);

    private static ReadOnlySpan<byte> Magic => "PMCATF01"u8;

    /// <summary>Where it is.</summary>
    public string Folder => directory;

    /// <summary>Bytes of the file as it was read or written last; 0 for none.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes a state. Throws when the disk does not take it; the one before is there then.</summary>
    public void Save(ApiCatalog catalog, CatalogMark mark)
    {
        string next = _path + ".next";
        Private.MakeFile(next);
        using (var file = new FileStream(next, FileMode.Truncate, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            using var writer = new StateFileWriter(file);
            writer.Write(Magic);
            Span<byte> place = writer.GetSpan(MarkBytes);
            BinaryPrimitives.WriteInt64LittleEndian(place, mark.Id);
            BinaryPrimitives.WriteUInt64LittleEndian(place[8..], mark.SpanId);
            writer.Advance(MarkBytes);
            catalog.Save(writer);
            writer.Complete();
            Bytes = file.Length;
        }

        File.Move(next, _path, overwrite: true);
    }

    /// <summary>Reads the state. What cannot be used is renamed, so that it neither is read again nor lost.</summary>
    /// <param name="catalog">The catalog; an empty one where there is none.</param>
    /// <param name="mark">Up to where it has counted.</param>
    /// <param name="report">Why a file was set aside, and under which name; null when none was.</param>
    public StateOutcome Load(out ApiCatalog catalog, out CatalogMark mark, out string? report)
    {
        (catalog, mark, report) = (new ApiCatalog(null, AuthNames.IsSecretKey), default, null);
        try
        {
            var file = new FileInfo(_path);
            if (!file.Exists)
            {
                return StateOutcome.None;
            }

            string? fault = file.Length > FeedLimits.MaxStateBytes ? "it is too large" : Read(File.ReadAllBytes(_path), ref catalog, ref mark);
            if (fault is null)
            {
                Bytes = file.Length;
                return StateOutcome.Loaded;
            }

            report = SetAside(fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            report = $"{_path} ({FaultText.OfFile(fault)})";
        }

        return StateOutcome.SetAside;
    }

    private static string? Read(ReadOnlySpan<byte> file, ref ApiCatalog catalog, ref CatalogMark mark)
    {
        int head = Magic.Length + MarkBytes;
        if (file.Length < head + SumBytes || !file.StartsWith(Magic))
        {
            return "it is no state of a catalog";
        }

        if (!SHA256.HashData(file[..^SumBytes]).AsSpan().SequenceEqual(file[^SumBytes..]))
        {
            return "its bytes do not add up";
        }

        if (!ApiCatalog.TryLoad(file[head..^SumBytes], null, out ApiCatalog? loaded, out string? fault, AuthNames.IsSecretKey))
        {
            return fault;
        }

        catalog = loaded;
        ReadOnlySpan<byte> place = file[Magic.Length..];
        mark = new CatalogMark(BinaryPrimitives.ReadInt64LittleEndian(place), BinaryPrimitives.ReadUInt64LittleEndian(place[8..]));
        return null;
    }

    private string SetAside(string reason)
    {
        foreach (string old in Directory.EnumerateFiles(directory, Name + DamagedInfix + "*"))
        {
            File.Delete(old);
        }

        string target = _path + DamagedInfix + clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        File.Move(_path, target, overwrite: true);
        return $"{_path} cannot be used ({reason}); it is now {target}";
    }
}
