using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Messages of one direction and their bytes.</summary>
internal struct GrpcCounts
{
    internal long Messages;
    internal long Bytes;
    internal long Largest;

    /// <summary>What the mirror counted, of all that passed; else what is in the kept body, which is less when that is cut.</summary>
    internal static GrpcCounts Of(scoped in MessageView message, GrpcContent body)
    {
        FramedContent framed = message.Framed;
        return framed.Framing is ContentFraming.Grpc or ContentFraming.GrpcWebText
            ? new GrpcCounts { Messages = (long)framed.Messages, Bytes = (long)framed.MessageBytes, Largest = (long)framed.LargestMessageBytes }
            : new GrpcCounts { Messages = body.Messages, Bytes = body.MessageBytes, Largest = body.LargestMessageBytes };
    }

    internal readonly void Write(ByteBuffer output, AttributeName? messages, AttributeName? bytes, AttributeName? largest)
    {
        AttributeWriter.WriteInt(output, messages, Messages);
        if (Messages > 0)
        {
            AttributeWriter.WriteInt(output, bytes, Bytes);
            AttributeWriter.WriteInt(output, largest, Largest);
        }
    }
}
