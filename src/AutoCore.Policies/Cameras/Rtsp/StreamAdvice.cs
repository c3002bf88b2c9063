using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>Which setting would help against a failure of a stream.</summary>
public static class StreamAdvice
{
    /// <summary>How a detail begins where something else than RTSP answers.</summary>
    public const string Foreign = "no RTSP";

    /// <summary>What a detail says where the decoder is missing.</summary>
    public const string NoDecoder = "ffmpeg is not installed";

    /// <summary>One sentence; null: it is none that only streams have.</summary>
    /// <param name="reason">The failure.</param>
    /// <param name="detail">What is known beyond the reason.</param>
    public static Spoken? For(CaptureReason reason, string detail) => reason.Fault switch
    {
        CaptureFault.Timeout when FrameAssembler.TellsOfKeyFrames(detail) =>
            new("the stream's key frames are too far apart: set a shorter I-frame interval in the camera, or a longer ImageTimeout",
                "os quadros-chave do stream estão longe demais um do outro: use um intervalo de I-frame menor na câmera, ou um ImageTimeout maior"),
        CaptureFault.Timeout when detail.StartsWith("ffmpeg", StringComparison.Ordinal) =>
            new("the machine is too busy to decode the stream: use the camera's sub-stream as Url, or MJPEG, or a longer ImageTimeout",
                "a máquina está ocupada demais para decodificar o stream: use o substream da câmera como Url, ou MJPEG, ou um ImageTimeout maior"),
        CaptureFault.TooLarge when detail.Contains(VideoSize.Limit, StringComparison.Ordinal) =>
            new($"its frames are larger than what is decoded here: use the camera's sub-stream as Url, or set at most {VideoSize.Largest} in the camera",
                $"os quadros são maiores do que o que se decodifica aqui: use o substream da câmera como Url, ou no máximo {VideoSize.Largest} na câmera"),
        CaptureFault.NotFound => new("there is no stream at this path: check the path of Url against the camera's handbook",
            "não há stream neste caminho: compare o caminho de Url com o manual da câmera"),
        CaptureFault.Codec when detail.Contains(NoDecoder, StringComparison.Ordinal) =>
            new("what decodes the stream is missing: apt install ffmpeg; a stream in MJPEG needs none",
                "falta o que decodifica o stream: apt install ffmpeg; um stream em MJPEG não precisa dele"),
        CaptureFault.Codec => new("the stream has no video that is taken: choose H.264, H.265 or MJPEG in the camera, or use its snapshot address by http",
            "o stream não tem vídeo que se aceite: escolha H.264, H.265 ou MJPEG na câmera, ou use o endereço da foto por http"),
        CaptureFault.Memory => new("the decoder was ended for its memory: use the camera's sub-stream as Url, or a smaller size or MJPEG in the camera",
            "o decodificador foi encerrado pela memória: use o substream da câmera como Url, ou um tamanho menor ou MJPEG na câmera"),
        CaptureFault.NotHttp when detail.StartsWith(Foreign, StringComparison.Ordinal) => detail.Contains("TLS", StringComparison.Ordinal)
            ? new("that port speaks TLS: begin Url with rtsps://", "aquela porta fala TLS: comece Url com rtsps://")
            : new("what listens there speaks no RTSP: check the port of Url (554 is usual, 322 for rtsps)",
                "o que atende ali não fala RTSP: verifique a porta de Url (554 é comum, 322 para rtsps)"),
        CaptureFault.Http when reason.Status == StreamAnswer.UnsupportedTransport =>
            new("the camera sends its stream by UDP only: allow TCP (interleaved) in its settings, or use its snapshot address by http",
                "a câmera só envia o stream por UDP: permita TCP (interleaved) nela, ou use o endereço da foto por http"),
        _ => null,
    };
}
