using System.Text.Json;
using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;
using PodMirror.TestKit;

namespace PodMirror.Protocols.Tests.Http2;

public sealed class FrameVectorTests
{
    private const string Folder = "vectors/http2-frames";

    /// <summary>A frame whose payload is longer than the vector: nothing that follows can be told from it.</summary>
    private const string WithoutEnd = "data-frame-size.json";


    [Fact]
    public void The_header_of_every_good_frame_is_read_as_others_read_it()
    {
        int frames = 0;
        foreach ((string file, JsonElement vector, byte[] wire) in Vectors(areFaulty: false))
        {
            var header = FrameHeader.Read(wire);
            JsonElement expected = vector.GetProperty("frame");

            Assert.Equal(expected.GetProperty("length").GetInt32(), header.Length);
            Assert.Equal(expected.GetProperty("type").GetInt32(), (int)header.Type);
            Assert.Equal(expected.GetProperty("flags").GetInt32(), header.Flags);
            Assert.Equal(expected.GetProperty("stream_identifier").GetUInt32(), header.StreamId);
            Assert.False(FrameFaults.IsFaulty(header, FrameFaults.MaxLengthAtFirst), file);
            frames++;
        }

        Assert.True(frames > 0, $"{Folder} holds no good frame");
    }

    [Fact]
    public void A_faulty_frame_is_counted_and_the_connection_goes_on_behind_it()
    {
        int frames = 0;
        foreach ((string file, _, byte[] wire) in Vectors(areFaulty: true))
        {
            foreach (bool byClient in (bool[])[true, false])
            {
                Rig rig = Run(wire, byClient);

                Assert.True(rig.Ledger[MirrorCounter.FramesInvalid] == 1, $"{file}: {rig.Ledger[MirrorCounter.FramesInvalid]} counted");
                Assert.True(file == WithoutEnd || rig.Lines.Contains("> 200 whole", StringComparison.Ordinal), $"{file}: {rig.Lines}");
            }

            frames++;
        }

        Assert.True(frames > 0, $"{Folder} holds no faulty frame");
    }

    /// <summary>A conversation with the frame before a call on stream 5.</summary>
    private Rig Run(byte[] frame, bool byClient)
    {
        var conversation = new Conversation();
        conversation.Client(Http2Side.Hello).Server(Http2Side.Settings);
        _ = byClient ? conversation.Client(frame) : conversation.Server(frame);
        return Rig.Run(conversation
            .Client(new Http2Side(1).Get(5, "/next"))
            .Server([.. new Http2Side(2).Answer(5, 200, end: false), .. Http2Side.Data(5, "whole", end: true)])
            .Close().Segments);
    }

    private static IEnumerable<(string File, JsonElement Vector, byte[] Wire)> Vectors(bool areFaulty)
    {
        string? folder = TestData.Find(Folder);
        Assert.SkipWhen(folder is null, TestData.SkipReason(Folder));
        foreach (string file in Directory.GetFiles(folder!, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var vector = JsonDocument.Parse(File.ReadAllBytes(file));
            if ((vector.RootElement.GetProperty("error").ValueKind != JsonValueKind.Null) == areFaulty)
            {
                byte[] wire = Convert.FromHexString(vector.RootElement.GetProperty("wire").GetString()!);
                yield return (Path.GetFileName(file), vector.RootElement.Clone(), wire);
            }
        }
    }
}
