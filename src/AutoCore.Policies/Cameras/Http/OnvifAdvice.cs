using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>Which setting would help against a failure that only ONVIF devices have.</summary>
public static class OnvifAdvice
{
    /// <summary>How a detail begins where something else than ONVIF answers.</summary>
    public const string Foreign = "no ONVIF";

    /// <summary>What a detail says where a device has no profile of the wanted name.</summary>
    public const string NoProfile = "no profile";

    /// <summary>What a detail says where a device gives no address of a picture.</summary>
    public const string NoPicture = "no picture and no stream";

    /// <summary>One sentence; null: it is none of these.</summary>
    /// <param name="reason">The failure.</param>
    /// <param name="detail">What is known beyond the reason.</param>
    public static Spoken? For(CaptureReason reason, string detail) => reason.Fault switch
    {
        CaptureFault.Identity => new(
            "another device may answer in the camera's place: name its certificate by TlsFingerprint, or switch on its Digest login; " +
            "if the camera was replaced, change its Url, even if only by ?profile=, and the new one counts",
            "outro aparelho pode estar no lugar da câmera: indique o certificado dela em TlsFingerprint, ou ligue o login Digest; " +
            "se a câmera foi trocada, mude Url, mesmo que só com ?profile=, e a nova passa a valer"),
        _ when detail.StartsWith(Foreign, StringComparison.Ordinal) => new(
            "what answers there speaks no ONVIF: check host and port of Url (80, 8080, 8000, 8899 and 2020 are usual), and switch ONVIF on in the camera",
            "o que atende ali não fala ONVIF: verifique host e porta de Url (80, 8080, 8000, 8899 e 2020 são comuns), e ligue o ONVIF na câmera"),
        CaptureFault.NotFound when detail.Contains(NoProfile, StringComparison.Ordinal) => new(
            "the camera has no such profile: use one of those that the detail names in ?profile=, or leave it out",
            "a câmera não tem esse perfil: use um dos que o detalhe mostra em ?profile=, ou deixe sem"),
        CaptureFault.NotFound when detail.Contains(NoPicture, StringComparison.Ordinal) => new(
            "the camera gives no address by ONVIF: look up that of its picture or stream in its handbook, and use it as Url",
            "a câmera não dá endereço por ONVIF: procure o da foto ou do stream no manual, e use-o como Url"),
        CaptureFault.NotFound when detail.StartsWith("the device says", StringComparison.Ordinal) => new(
            "the camera refuses a question of ONVIF: switch ONVIF on in it, or use the address of its picture as Url",
            "a câmera recusa uma pergunta do ONVIF: ligue o ONVIF nela, ou use o endereço da foto como Url"),
        _ => null,
    };
}
