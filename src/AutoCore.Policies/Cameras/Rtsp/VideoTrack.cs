namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>The part of a stream that is its video.</summary>
/// <param name="Codec">How it is coded.</param>
/// <param name="PayloadType">The number that its packets bear, 0 to 127.</param>
/// <param name="Control">Its address as the description gives it, or null.</param>
/// <param name="ParameterSets">The NAL units that the description gives in advance, in the order in which a decoder wants them; often none.</param>
public sealed record VideoTrack(VideoCodec Codec, int PayloadType, string? Control, IReadOnlyList<byte[]> ParameterSets);
