using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>A stream's description (SDP, RFC 4566), as far as it concerns its video.</summary>
/// <param name="Control">The address of all of it, as the description gives it, or null.</param>
/// <param name="Video">The first video that can be taken, or null.</param>
/// <param name="Offered">What there is instead, in a few safe words for people.</param>
public sealed record StreamDescription(string? Control, VideoTrack? Video, string Offered)
{
    private const int MostLines = 1000;
    private const int MostMedia = 32;
    private const int MostTypes = 16;

    /// <summary>Parameter sets of one format, and the bytes of one.</summary>
    private const int MostSets = 16;
    private const int LongestSet = 4096;

    private const int LongestOffer = 120;

    /// <summary>The number that stands for JPEG without saying so (RFC 3551).</summary>
    private const int JpegType = 26;

    /// <summary>Reads a description; lines that are none are passed over.</summary>
    public static StreamDescription Parse(string text)
    {
        string? control = null;
        var media = new List<Media>();
        foreach (var line in text.Split('\n').Take(MostLines).Select(static l => l.Trim()))
        {
            if (line.StartsWith("m=", StringComparison.Ordinal))
            {
                if (media.Count == MostMedia)
                    break;
                media.Add(new(line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            }
            else if (Attribute(line, "control") is { } address && media.Count == 0)
            {
                control = address;
            }
            else if (media is [.., var last])
            {
                last.Take(line);
            }
        }
        var videos = media.Where(static m => m.IsVideo).ToList();
        var offered = videos.Count > 0 ? videos.SelectMany(static m => m.Describe()) : media.Select(static m => m.Kind);
        return new(control, videos.Select(static m => m.FindTrack()).FirstOrDefault(static t => t is not null),
            SafeText.Of(string.Join(", ", offered.Where(static o => o.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)), LongestOffer));
    }

    /// <summary>The value of an attribute (<c>a=name:value</c>), or null.</summary>
    private static string? Attribute(string line, string name) =>
        line.StartsWith($"a={name}:", StringComparison.OrdinalIgnoreCase) ? line[(name.Length + 3)..].Trim() : null;

    private sealed class Media
    {
        private readonly List<int> _types;
        private readonly Dictionary<int, string> _encodings = [];
        private readonly Dictionary<int, Dictionary<string, string>> _formats = [];
        private readonly bool _isEncrypted;
        private string? _control;

        public Media(string[] words)
        {
            Kind = words is [var kind, ..] ? kind : "";
            _isEncrypted = words is [_, _, var transport, ..] && transport.Contains("SAVP", StringComparison.OrdinalIgnoreCase);
            _types = [.. words.Skip(3).Take(MostTypes).Select(NumberOf).OfType<int>()];
            if (_types.Contains(JpegType))
                _encodings[JpegType] = "JPEG";
        }

        public string Kind { get; }

        public bool IsVideo => Kind.Equals("video", StringComparison.OrdinalIgnoreCase);

        public IEnumerable<string> Describe() => _types.Select(t => _encodings.GetValueOrDefault(t) is { } encoding
            ? ObstacleTo(t) is { } obstacle ? $"{encoding} ({obstacle})" : encoding : string.Create(CultureInfo.InvariantCulture, $"type {t}"));

        public VideoTrack? FindTrack()
        {
            foreach (var type in _types)
            {
                if (CodecOf(type) is { } codec && ObstacleTo(type) is null)
                    return new(codec, type, _control, SetsOf(codec, type));
            }
            return null;
        }

        public void Take(string line)
        {
            if (Attribute(line, "control") is { } control)
                _control = control;
            else if (Attribute(line, "rtpmap")?.Split(' ', 2) is [var mapped, var encoding] && NumberOf(mapped) is { } type)
                _encodings[type] = encoding.Split('/')[0].Trim();
            else if (Attribute(line, "fmtp")?.Split(' ', 2) is [var formatted, var format] && NumberOf(formatted) is { } number)
                _formats[number] = Pairs(format);
        }

        private VideoCodec? CodecOf(int type) => _encodings.GetValueOrDefault(type)?.ToUpperInvariant() switch
        {
            "H264" => VideoCodec.H264,
            "H265" or "HEVC" => VideoCodec.H265,
            "JPEG" => VideoCodec.Jpeg,
            _ => null,
        };

        /// <summary>What keeps a format from being taken: a key that only others have, or NAL units out of order, which no camera sends; else null.</summary>
        private string? ObstacleTo(int type) => _isEncrypted ? "encrypted"
            : _formats.GetValueOrDefault(type) is { } format
            && (format.GetValueOrDefault("packetization-mode") == "2" || format.GetValueOrDefault("sprop-max-don-diff") is not (null or "0" or ""))
                ? "interleaved" : null;

        private List<byte[]> SetsOf(VideoCodec codec, int type)
        {
            string[] keys = codec switch
            {
                VideoCodec.H264 => ["sprop-parameter-sets"],
                VideoCodec.H265 => ["sprop-vps", "sprop-sps", "sprop-pps"],
                _ => [],
            };
            return _formats.GetValueOrDefault(type) is not { } format ? []
                : [.. keys.SelectMany(key => (format.GetValueOrDefault(key) ?? "").Split(',')).Select(Decode).OfType<byte[]>().Take(MostSets)];
        }

        private static Dictionary<string, string> Pairs(string format)
        {
            var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var pair in format.Split(';'))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0)
                    pairs[pair[..equals].Trim()] = pair[(equals + 1)..].Trim().Trim('"');
            }
            return pairs;
        }

        private static byte[]? Decode(string base64)
        {
            var bytes = new byte[LongestSet];
            // Some leave out what fills the last group.
            var text = base64.Trim().TrimEnd('=');
            return text.Length is > 0 and <= LongestSet
                && Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var length) && length > 0 ? bytes[..length] : null;
        }

        private static int? NumberOf(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= sbyte.MaxValue ? number : null;
    }
}
