using AutoCore.Policies.Health;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>What a body is that is no JPEG picture, by its first bytes: cameras and people choose the wrong format or address, and headers say
/// anything.</summary>
public static class BodyKind
{
    private const string Picture = " picture";
    private const string Video = " video";
    private const string Page = "an HTML page";
    private const string Data = "JSON";

    /// <summary>Brands of <c>ftyp</c> boxes that are pictures (ISO/IEC 23008-12, AVIF); others are video.</summary>
    private static readonly (string Brand, string Name)[] PictureBrands =
    [
        ("avif", "an AVIF"), ("avis", "an AVIF"), ("heic", "a HEIC"), ("heix", "a HEIC"), ("hevc", "a HEIC"), ("heim", "a HEIC"), ("heis", "a HEIC"),
            ("mif1", "a HEIF"), ("msf1", "a HEIF"),
    ];

    /// <summary>What it is, in words; null if it is nothing that is known.</summary>
    public static string? Describe(ReadOnlySpan<byte> body) => body switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => $"a PNG{Picture}",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => $"a GIF{Picture}",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => $"a WebP{Picture}",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'A', (byte)'V', (byte)'I', (byte)' ', ..] => $"an AVI{Video}",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', _, _, _, _, ..] => OfBrand(Encoding.ASCII.GetString(body[8..12])),
        [_, _, _, _, (byte)'m', (byte)'o', (byte)'o', (byte)'f' or (byte)'v', ..] or [_, _, _, _, (byte)'s', (byte)'t', (byte)'y', (byte)'p', ..] =>
            $"an MP4{Video}",
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => $"a BMP{Picture}",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => $"a TIFF{Picture}",
        [0xFF, 0x0A, ..] or [0, 0, 0, 0x0C, (byte)'J', (byte)'X', (byte)'L', (byte)' ', ..] => $"a JPEG XL{Picture}",
        [0xFF, 0x4F, 0xFF, 0x51, ..] or [0, 0, 0, 0x0C, (byte)'j', (byte)'P', ..] => $"a JPEG 2000{Picture}",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => $"a Matroska{Video}",
        [(byte)'F', (byte)'L', (byte)'V', 1, ..] => $"an FLV{Video}",
        [0, 0, 0, 1, var unit, var next, ..] => OfUnit(unit, next),
        [0, 0, 1, 0xBA or 0xB3, ..] => $"an MPEG{Video}",
        [0, 0, 1, var unit, var next, ..] => OfUnit(unit, next),
        [(byte)'D', (byte)'H', (byte)'A', (byte)'V', ..] => $"a DHAV{Video}",
        [0x1F, 0x8B, 8, ..] => "gzip that was not announced",
        [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP file",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF file",
        { Length: >= 16 } when !body[..16].ContainsAnyExcept((byte)0) => "nothing but zeros",
        [0x47, ..] when body.Length > 188 && body[188] == 0x47 => $"an MPEG{Video}",
        _ => OfText(body),
    };

    /// <summary>What helps against it; null where it is nothing that is known.</summary>
    /// <param name="detail">A failure's detail, with the description in it: behind the type that the device announced, and before what it says itself.</param>
    public static Spoken? AdviceFor(string detail)
    {
        // What the device says may speak of pictures and of video, too.
        var kind = detail.Split(": ")[0].Split(", ")[^1];
        var isFormat = kind is ['a', ' ', >= 'A' and <= 'Z', ..] or ['a', 'n', ' ', >= 'A' and <= 'Z', ..] or ['H', '.', '2', '6', ..];
        return isFormat && kind.EndsWith(Picture, StringComparison.Ordinal)
            ? new("the camera sends another kind of picture: choose JPEG in its settings, or its JPEG snapshot's address as Url",
                "a câmera envia outro tipo de imagem: escolha JPEG na configuração dela, ou o endereço da foto JPEG como Url")
            : isFormat && kind.EndsWith(Video, StringComparison.Ordinal)
                ? new("that is video: Url must be the address of the camera's JPEG snapshot, or of its MJPEG stream",
                    "isso é vídeo: Url deve ser o endereço da foto JPEG da câmera, ou do fluxo MJPEG")
            : kind == Page
                ? new("that is a page: Url must be the address of the picture itself; if the page wants a login, set \"Auth\": \"form\", UserName and PasswordKey",
                    "isso é uma página: Url deve ser o endereço da própria imagem; se a página pede login, use \"Auth\": \"form\", UserName e PasswordKey")
            : kind == Data
                ? new("the device answers with a message instead of a picture: the detail says what it wants; check Url, and whether it needs a login",
                    "o aparelho responde com uma mensagem em vez de imagem: o detalhe diz o que ele quer; verifique Url, e se precisa de login")
            : null;
    }

    private static string OfBrand(string brand) => Array.Find(PictureBrands, b => b.Brand == brand).Name is { } name ? $"{name}{Picture}" : $"an MP4{Video}";

    /// <summary>Units of H.264 (ITU-T H.264, table 7-1) and H.265 (H.265, table 7-1) that begin a stream.</summary>
    private static string? OfUnit(byte first, byte next) => first switch
    {
        >= 0x80 => null,
        _ when first >> 1 is 32 or 33 or 34 or 35 or 39 && next == 1 => $"H.265{Video}",
        _ when (first & 0x1F) is 1 or 5 or 6 or 7 or 8 or 9 => $"H.264{Video}",
        _ => null,
    };

    private static string? OfText(ReadOnlySpan<byte> body)
    {
        if (DeviceWords.IsPage(body))
            return Page;
        var text = body.TrimStart(" \t\r\n\uFEFF"u8);
        return text switch
        {
            [(byte)'{' or (byte)'[', ..] => Data,
            [(byte)'<', (byte)'?', (byte)'x', (byte)'m', (byte)'l', ..] or [(byte)'<', ..] => "XML",
            _ => null,
        };
    }
}
