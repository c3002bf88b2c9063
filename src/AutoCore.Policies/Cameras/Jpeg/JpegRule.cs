namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The rule that a refused picture breaks (ITU-T T.81, and what real cameras and real damage look like).</summary>
public enum JpegRule
{
    None,

    /// <summary>No byte at all.</summary>
    Empty,

    /// <summary>FF D8 first, nothing before.</summary>
    StartOfImage,

    /// <summary>A second FF D8 before the end: two pictures spliced.</summary>
    DuplicateStart,

    /// <summary>The input ends between or inside header segments.</summary>
    HeaderEnded,

    /// <summary>The input ends inside a scan.</summary>
    ScanEnded,

    /// <summary>All scans are there, the end marker is not.</summary>
    EndOfImage,

    /// <summary>A marker that does not exist, or not in this place.</summary>
    Marker,

    /// <summary>Bytes between header segments, and the options refuse them.</summary>
    StrayBytes,

    /// <summary>A segment's length is too small, too large or not what its contents need.</summary>
    SegmentLength,

    /// <summary>A quantiser value of zero, or a malformed table.</summary>
    QuantizationTable,

    /// <summary>A Huffman table whose code space is over-subscribed, or malformed.</summary>
    HuffmanTable,

    /// <summary>A frame header with impossible components, sampling or dimensions, or a second one.</summary>
    FrameHeader,

    /// <summary>A scan header with unknown or repeated components, too many blocks in an MCU, or impossible spectral values.</summary>
    ScanHeader,

    /// <summary>A scan uses a quantisation table that was not defined.</summary>
    QuantizationTableMissing,

    /// <summary>A scan uses a Huffman table that was not defined.</summary>
    HuffmanTableMissing,

    /// <summary>End marker without any scan.</summary>
    NoScan,

    /// <summary>A code that the Huffman table does not have.</summary>
    Code,

    /// <summary>A symbol that cannot occur: DC size over 11, AC size over 10, a run without a value.</summary>
    Symbol,

    /// <summary>The coefficient index passes 63.</summary>
    Run,

    /// <summary>A DC coefficient outside of what an 8-bit picture can have.</summary>
    DcRange,

    /// <summary>An AC coefficient outside of what an 8-bit picture can have.</summary>
    AcRange,

    /// <summary>A marker came before the last MCU of its interval.</summary>
    ScanShort,

    /// <summary>Data after the last MCU of an interval.</summary>
    ScanLong,

    /// <summary>Padding bits that are neither all ones nor all zeros.</summary>
    Padding,

    /// <summary>A restart marker is missing where the interval ends.</summary>
    RestartMissing,

    /// <summary>A restart marker out of its order.</summary>
    RestartOrder,

    /// <summary>A restart marker where none can be.</summary>
    RestartUnexpected,

    /// <summary>A scan that does not continue what earlier scans of its coefficients left.</summary>
    Progression,

    /// <summary>The end marker came before every coefficient had its last bit.</summary>
    ScansMissing,

    /// <summary>More scans than the options allow.</summary>
    ScanCount,

    /// <summary>More pixels than the options allow, or a side over 65 500.</summary>
    Pixels,

    /// <summary>More bytes than the options allow.</summary>
    Bytes,

    /// <summary>The bookkeeping of a progressive picture would need more memory than the options allow.</summary>
    Memory,

    /// <summary>Arithmetic, lossless or hierarchical coding.</summary>
    Coding,

    /// <summary>Samples of other than 8 bits.</summary>
    Precision,

    /// <summary>The number of lines follows after the first scan (DNL).</summary>
    LineCount,
}
