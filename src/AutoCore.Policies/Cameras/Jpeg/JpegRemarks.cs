namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>What is odd about a picture and yet no damage.</summary>
[Flags]
public enum JpegRemarks
{
    None = 0,

    /// <summary>No Huffman table of its own: the standard's are used (MJPEG frames).</summary>
    StandardHuffmanTables = 1,

    /// <summary>Bytes between header segments (Dahua writes comments longer than their length says).</summary>
    StrayBytes = 2,

    /// <summary>Fill bytes FF before a marker.</summary>
    FillBytes = 4,

    /// <summary>Sequential scan with odd spectral values (Logitech).</summary>
    SpectralValues = 8,

    /// <summary>Intervals padded with zeros (Fuji, Norita).</summary>
    ZeroPadding = 16,

    /// <summary>One byte of ones after an interval that ended on a byte boundary (USB cameras).</summary>
    ExtraOnes = 32,

    /// <summary>Restart markers between the last MCU and the end (Casio).</summary>
    TrailingRestarts = 64,

    /// <summary>Bytes were fed after the end of the image.</summary>
    TrailingBytes = 128,

    /// <summary>Zero bytes between the last MCU and the end (ESP32-CAM).</summary>
    ZeroTail = 256,

    /// <summary>Every block is there, the end marker is not.</summary>
    EndMissing = 512,
}
