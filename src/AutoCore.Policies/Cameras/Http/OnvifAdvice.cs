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

    /// <summary>The rest of a detail where a device has no profile at all.</summary>
    public const string HasNone = "the device has none";

    /// <summary>What a detail says where a device wants the password itself.</summary>
    public const string OnlyBasic = "and asks for Basic alone, which shows the password to everybody on the way and is not sent";

    /// <summary>What it says where a device at a place that proves nothing wants something else than a digest.</summary>
    public const string NoDigest = "and asks for no Digest";

    /// <summary>What it says where the stream that a device told of does not answer.</summary>
    public const string ToldStream = "where the device says that its stream is";

    private const string Question = "(ONVIF ";

    /// <summary>How a detail names the question that was refused.</summary>
    /// <param name="question">The operation.</param>
    public static string Of(string question) => $" {Question}{question})";

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
        CaptureFault.Refused when detail.Contains(ToldStream, StringComparison.Ordinal) => new(
            "the camera has a stream alone, and it does not answer: switch RTSP on in the camera, or its picture by http (snapshot), which ONVIF tells then",
            "a câmera só tem um stream, e ele não atende: ligue o RTSP na câmera, ou a foto por http (snapshot), que o ONVIF então informa"),
        CaptureFault.NotFound when detail.Contains(HasNone, StringComparison.Ordinal) => new(
            "the camera has no profile at all: make one in its settings (video, media profiles), or use the address of its picture, from its handbook, as Url",
            "a câmera não tem nenhum perfil: crie um nas configurações dela (vídeo, perfis), ou use o endereço da foto, do manual, como Url"),
        CaptureFault.NotFound when detail.Contains(NoProfile, StringComparison.Ordinal) => new(
            "the camera has no such profile, or has it no more: use one of those that the detail names in ?profile=, or leave it out for its first",
            "a câmera não tem esse perfil, ou não tem mais: use um dos que o detalhe mostra em ?profile=, ou deixe sem para o primeiro"),
        CaptureFault.NotFound when detail.Contains(NoPicture, StringComparison.Ordinal) => new(
            "the camera gives no address by ONVIF: look up that of its picture or stream in its handbook, and use it as Url",
            "a câmera não dá endereço por ONVIF: procure o da foto ou do stream no manual, e use-o como Url"),
        CaptureFault.NotFound when detail.StartsWith("the device says", StringComparison.Ordinal) => new(
            "the camera refuses a question of ONVIF: switch ONVIF on in it, or use the address of its picture as Url",
            "a câmera recusa uma pergunta do ONVIF: ligue o ONVIF nela, ou use o endereço da foto como Url"),
        _ => null,
    };

    /// <summary>The same of a login that was refused; null: it was not one for ONVIF.</summary>
    /// <param name="detail">What is known beyond the reason.</param>
    /// <param name="hasLogin">Whether there is a user and a password.</param>
    public static Spoken? ForLogin(string detail, bool hasLogin) =>
        detail.Contains(OnlyBasic, StringComparison.Ordinal) || detail.Contains(NoDigest, StringComparison.Ordinal)
            ? new("the device wants the password in the open, and gets it by ONVIF in no case: switch its login to Digest in its settings, or use the https:// " +
                "address of its picture, from its handbook, as Url",
                "o aparelho quer a senha aberta, e por ONVIF nunca a recebe: mude o login dele para Digest nas configurações, ou use como Url o endereço " +
                "https:// da foto, do manual")
        : !detail.Contains(Question, StringComparison.Ordinal) ? null
        : hasLogin
            ? new("the device does not take this login: check UserName and the secret that PasswordKey names; many cameras have users of their own for ONVIF, " +
                "who are made in their settings",
                "o aparelho não aceita este login: verifique UserName e o segredo que PasswordKey indica; muitas câmeras têm usuários próprios para o ONVIF, " +
                "criados nas configurações delas")
            : new("the device wants a login for ONVIF: set UserName and PasswordKey", "o aparelho pede login para o ONVIF: configure UserName e PasswordKey");

    /// <summary>One sentence for whoever asks a device by hand, where there is no entry of the settings yet.</summary>
    /// <param name="reason">The failure.</param>
    /// <param name="detail">What is known beyond the reason.</param>
    /// <param name="hasLogin">Whether a user was given.</param>
    public static string ByHand(CaptureReason reason, string detail, bool hasLogin) => reason.Fault switch
    {
        _ when detail.StartsWith(Foreign, StringComparison.Ordinal) =>
            "what answers there speaks no ONVIF: name another port, as in --device HOST:8080 (80, 8080, 8000, 8899 and 2020 are usual), and switch ONVIF on in "
            + "the camera",
        CaptureFault.Auth when detail.Contains(OnlyBasic, StringComparison.Ordinal) || detail.Contains(NoDigest, StringComparison.Ordinal) =>
            "switch its login to Digest in its settings, or add its picture by its https:// address, from its handbook: autocore cameras add https://HOST/PATH",
        CaptureFault.Auth => hasLogin
            ? "check --user and the secret that --password-key names; many cameras have users of their own for ONVIF, who are made in their settings"
            : "it wants a login: --device ADDRESS --user U --password-key K",
        CaptureFault.Timeout => "it is silent: check address and port, and whether the camera is on and in this network, and ask again",
        CaptureFault.Refused =>
            "nothing listens there: check the address, and name another port, as in --device HOST:8080 (80, 8080, 8000, 8899 and 2020 are usual)",
        CaptureFault.Dns => "the host's name is not known: check it, or use the address",
        CaptureFault.Tls => "no secure connection is to be had there: ask it at its port without TLS, as in --device HOST:80",
        CaptureFault.NotFound when detail.Contains(HasNone, StringComparison.Ordinal) =>
            "make a media profile in its settings, or add its picture by its address, from its handbook: autocore cameras add URL",
        CaptureFault.NotFound when detail.Contains(NoPicture, StringComparison.Ordinal) =>
            "look up the address of its picture or stream in its handbook: autocore cameras add URL",
        _ => CameraAdvice.For(reason, hasLogin ? "auto" : "none", detail, offered: null, certificate: null).English,
    };
}
