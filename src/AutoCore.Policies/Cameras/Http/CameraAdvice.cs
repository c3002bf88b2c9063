using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Rtsp;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>Which setting would help against a failure: said once, for the commands, the state, REST and the page.</summary>
public static class CameraAdvice
{
    private const string Open = "none";
    private const string Auto = "auto";
    private const string Form = "form";

    /// <summary>What OpenSSL says where a camera wants a certificate of whoever asks.</summary>
    private const string WantsCertificate = "certificate required";

    /// <summary>What asks a camera once more, and says most: as it is typed in a shell.</summary>
    public static string CommandFor(string site, string camera) => $"sudo autocore cameras check --site {ShellWord.Of(site)} --camera {ShellWord.Of(camera)}";

    /// <summary>One sentence with the remedy, of what a round knows: it looks at no certificate.</summary>
    /// <param name="reason">The failure.</param>
    /// <param name="auth">How the camera is asked, as <c>Auth</c> says it.</param>
    /// <param name="detail">What is known beyond the reason.</param>
    /// <param name="offered">The scheme that the camera asked for, as <c>Auth</c> says it, or null.</param>
    public static Spoken InRound(CaptureReason reason, string auth, string detail, string? offered) => reason.Fault switch
    {
        CaptureFault.Tls => new("no trusted TLS connection: autocore cameras check shows the certificate and the setting that trusts it",
            "sem conexão TLS confiável: autocore cameras check mostra o certificado e a configuração que confia nele"),
        CaptureFault.Moved => new("another node captures it: autocore fleet status says which", "outro nó a captura: autocore fleet status diz qual"),
        _ => For(reason, auth, detail, offered, certificate: null),
    };

    /// <summary>One sentence with the remedy.</summary>
    /// <param name="reason">The failure.</param>
    /// <param name="auth">How the camera is asked, as <c>Auth</c> says it.</param>
    /// <param name="detail">What is known beyond the reason.</param>
    /// <param name="offered">The scheme that the camera asked for, as <c>Auth</c> says it, or null.</param>
    /// <param name="certificate">If that was the trouble: the certificate's fingerprint, and whether it is shown to old TLS only; or null.</param>
    /// <param name="leadsTo">What was asked, or where that certificate is, if the camera led there; or null.</param>
    public static Spoken For(CaptureReason reason, string auth, string detail, string? offered, (string Fingerprint, bool IsLegacy)? certificate,
        string? leadsTo = null) => reason.Fault switch
        {
            _ when OnvifAdvice.For(reason, detail) is { } advice => advice,
            CaptureFault.Timeout when detail.StartsWith("no connection", StringComparison.Ordinal) =>
                new("check Url and network; a slow link needs a longer ConnectTimeout",
                    "verifique Url e a rede; um enlace lento precisa de um ConnectTimeout maior"),
            CaptureFault.Timeout when detail.StartsWith("no first byte", StringComparison.Ordinal) =>
                new("the camera is connected but silent: restart it, or set a longer FirstByteTimeout; a busy recorder may need MaxPerHost 1 or 2",
                    "a câmera conecta mas fica calada: reinicie-a, ou use um FirstByteTimeout maior; um gravador ocupado pode precisar de MaxPerHost 1 ou 2"),
            CaptureFault.Timeout or CaptureFault.TooLarge or CaptureFault.NotFound or CaptureFault.Codec or CaptureFault.Memory or CaptureFault.NotHttp
                or CaptureFault.Http when StreamAdvice.For(reason, detail) is { } advice => advice,
            CaptureFault.Timeout => new("set a longer ImageTimeout, or a smaller picture in the camera",
                "use um ImageTimeout maior, ou uma imagem menor na câmera"),
            CaptureFault.Refused when leadsTo is not null =>
                new($"nothing listens at {leadsTo}, where it leads, or it hung up: check host and port there, in the camera's settings or in Url",
                    $"ninguém atende em {leadsTo}, para onde ela leva, ou desligou: verifique host e porta ali, na configuração da câmera ou em Url"),
            CaptureFault.Refused => new("nothing listens there, or it hung up: check host and port of Url, and whether it is http or https",
                "ninguém atende ali, ou desligou: verifique host e porta de Url, e se é http ou https"),
            CaptureFault.Dns => new("the host's name is not known: check Url, or use the address",
                "o nome do host não é conhecido: verifique Url, ou use o endereço IP"),
            CaptureFault.Tls when detail.Contains(WantsCertificate, StringComparison.Ordinal) =>
                new("the camera wants a certificate of whoever asks (mutual TLS), which is not supported: switch that off in the camera",
                    "a câmera exige um certificado de quem pergunta (TLS mútuo), o que não é suportado: desligue isso na câmera"),
            CaptureFault.Tls => ForTls(reason, auth, detail, offered, certificate, leadsTo),
            CaptureFault.Auth or CaptureFault.Http or CaptureFault.Busy when LockoutAdvice.For(reason, auth, detail) is { } locked => locked,
            CaptureFault.Auth => OnvifAdvice.ForLogin(detail, auth != Open) ?? ForAuth(auth, detail, offered),
            CaptureFault.Busy => new("the device is busy: set MaxPerHost 1 or 2, or a longer RetryBaseDelay",
                "o aparelho está ocupado: use MaxPerHost 1 ou 2, ou um RetryBaseDelay maior"),
            CaptureFault.NotJpeg when BodyKind.AdviceFor(detail) is { } kind => kind,
            CaptureFault.NotJpeg => new("what came is no JPEG picture: Url must be the address of the snapshot itself, not of a page or video",
                "o que veio não é uma imagem JPEG: Url deve ser o endereço da própria foto, não de uma página ou vídeo"),
            CaptureFault.Truncated => new("the picture ends too early: the camera or the link breaks off; try a smaller picture",
                "a imagem termina cedo demais: a câmera ou o enlace interrompe; tente uma imagem menor"),
            CaptureFault.Corrupt => new("the picture is damaged: the camera, its memory or the link spoils it",
                "a imagem está danificada: a câmera, a memória dela ou o enlace a estraga"),
            CaptureFault.Unsupported =>
                new("the picture is a JPEG of a kind that few programs read (arithmetic coding, lossless, 12 bits): choose baseline JPEG in the camera",
                    "a imagem é um JPEG de um tipo que poucos programas leem (aritmético, sem perdas, 12 bits): escolha JPEG baseline na câmera"),
            CaptureFault.TooLarge => new("the picture does not end below MaxImageMb: Url may be a video stream",
                "a imagem não termina abaixo de MaxImageMb: Url pode ser um vídeo"),
            CaptureFault.Redirect => RedirectAdvice.For(detail),
            CaptureFault.HeadTooLarge => new("it answers, but with a longer head than any camera's: check the path of Url; clear what sets so many cookies",
                "ela responde, mas com um cabeçalho maior que o de qualquer câmera: verifique o caminho de Url; limpe o que grava tantos cookies"),
            CaptureFault.NotHttp when detail.Contains("TLS", StringComparison.Ordinal) =>
                new("that port speaks TLS: begin Url with https://", "aquela porta fala TLS: comece Url com https://"),
            CaptureFault.NotHttp => new("what listens there is no web server: check the port of Url (80, 443, 8080 are usual; 554 is video)",
                "o que atende ali não é um servidor web: verifique a porta de Url (80, 443, 8080 são comuns; 554 é vídeo)"),
            CaptureFault.Settings =>
                new("what stands in the settings cannot be sent: take line breaks and other control characters out of UserName and the secret",
                    "o que está na configuração não pode ser enviado: tire quebras de linha e outros caracteres de controle de UserName e do segredo"),
            CaptureFault.Paused => new("it was not asked because its host failed: see the reason of that host's first camera",
                "não foi consultada porque o host falhou: veja o motivo da primeira câmera desse host"),
            CaptureFault.Internal => new("this is a mistake of the program, told in the log as camera-internal-error: please report it",
                "isto é um erro do programa, registrado no log como camera-internal-error: avise, por favor"),
            CaptureFault.DiskFull => new("there is no room for a temporary file: autocore cleanup",
                "não há espaço para um arquivo temporário: autocore cleanup"),
            CaptureFault.NoInodes => new("the file system has room but can hold no more files: autocore cleanup, or fewer small files",
                "o sistema de arquivos tem espaço mas não aceita mais arquivos: autocore cleanup, ou menos arquivos pequenos"),
            CaptureFault.ReadOnly => new(
                "the card is mounted read-only: dmesg says why; replace it if it fails. A folder outside of /var/lib/autocore: sudo autoctl grant",
                "o cartão está montado somente para leitura: dmesg diz por quê; troque-o se estiver falhando. "
                    + "Uma pasta fora de /var/lib/autocore: sudo autoctl grant"),
            CaptureFault.Permission => new("the daemon may not write there: autocore doctor names the folder and the chown that mends it",
                "o daemon não pode gravar ali: autocore doctor indica a pasta e o chown que resolve"),
            CaptureFault.CardError => new("the card cannot be written: back up now, and replace it",
                "o cartão não aceita gravação: faça backup agora e troque-o"),
            CaptureFault.NotStored => new("the picture came, but could not be stored: the detail says what failed",
                "a imagem veio, mas não pôde ser guardada: o detalhe diz o que falhou"),
            CaptureFault.Http when detail.Contains("LoginUrl", StringComparison.Ordinal) =>
                new("correct LoginUrl: where the portal's form, or its scripts, send the login; for form it may be left out",
                    "corrija LoginUrl: para onde o formulário do portal, ou os scripts dele, enviam o login; com form pode ficar de fora"),
            _ when reason.Status == 404 => new("there is nothing at this path: check the path of Url against the camera's handbook",
                "não há nada neste caminho: compare o caminho de Url com o manual da câmera"),
            _ => new("the camera answers with an error: look at its own log", "a câmera responde com um erro: veja o log dela"),
        };

    private static Spoken ForTls(CaptureReason reason, string auth, string detail, string? offered, (string Fingerprint, bool IsLegacy)? certificate,
        string? leadsTo)
    {
        if (certificate is null)
        {
            return leadsTo is null
                ? new("the TLS connection failed: check https in Url, or try http", "a conexão TLS falhou: verifique https em Url, ou tente http")
                : new($"it leads to {leadsTo}, and no secure connection is to be had there: make that address Url if it is right, and ask again",
                    $"ela leva a {leadsTo}, e ali não há conexão segura: use esse endereço como Url se estiver certo, e pergunte de novo");
        }
        if (leadsTo is not null)
        {
            var there = For(reason, auth, detail, offered, certificate);
            return new($"it leads to {leadsTo}: {there.English}", $"ela leva a {leadsTo}: {there.Portuguese}");
        }
        var (fingerprint, isLegacy) = certificate.Value;
        return isLegacy
            ? new($"the camera speaks old TLS only: set \"TlsLegacy\": true; if the certificate is its own, \"TlsFingerprint\": \"{fingerprint}\", too",
                $"a câmera só fala TLS antigo: use \"TlsLegacy\": true; se o certificado for dela mesma, também \"TlsFingerprint\": \"{fingerprint}\"")
            : new($"the certificate is not trusted; if it is the camera's own, set \"TlsFingerprint\": \"{fingerprint}\"",
                $"o certificado não é confiável; se for da própria câmera, use \"TlsFingerprint\": \"{fingerprint}\"");
    }

    private static Spoken ForAuth(string auth, string detail, string? offered) =>
        detail.Contains(CredentialScope.Rule, StringComparison.Ordinal)
            ? new("the password is not sent there; if that address is right, use it as Url (and LoginUrl)",
                "a senha não é enviada para lá; se o endereço estiver certo, use-o como Url (e LoginUrl)")
        : detail.Contains(LoginPolicy.AsksForLess, StringComparison.Ordinal) || detail.Contains(LoginPolicy.KnowsDigest, StringComparison.Ordinal)
            ? new("somebody else may answer in the camera's name, so the password is not given away more openly: if the camera was changed, the detail says how",
                "outro aparelho pode responder no lugar da câmera, e a senha não vai de forma mais aberta: se a câmera mudou, faça o que o detalhe diz")
        : offered is not null && offered != auth && auth != Auto
            ? new($"the camera asks for it otherwise: set \"Auth\": \"{offered}\"{(auth == Open ? ", UserName and PasswordKey" : "")}",
                $"a câmera pede de outro modo: use \"Auth\": \"{offered}\"{(auth == Open ? ", UserName e PasswordKey" : "")}")
        : offered is not null
            ? new("the camera does not take them: check UserName and the secret that PasswordKey names",
                "a câmera não os aceita: verifique UserName e o segredo que PasswordKey indica")
        : auth == Open
            ? new("the camera wants a password: set Auth (digest, basic, bearer or form), UserName and PasswordKey",
                "a câmera pede senha: configure Auth (digest, basic, bearer ou form), UserName e PasswordKey")
        : auth == Form
            ? new("the portal does not take the login: check UserName, the secret that PasswordKey names, and LoginUrl (the page with the form); one made by " +
                "scripts needs \"LoginType\": \"json\"; a captcha or a second factor must be off for this user",
                "o portal não aceita o login: verifique UserName, o segredo que PasswordKey indica, e LoginUrl (a página com o formulário); um feito por " +
                "scripts precisa de \"LoginType\": \"json\"; captcha ou segundo fator devem estar desligados para esse usuário")
        : auth == Auto
            ? new("it refuses without saying which login it wants: set \"Auth\" to basic, digest or bearer, or to form for one with a login page",
                "ela recusa sem dizer que login quer: use \"Auth\" basic, digest ou bearer, ou form se há página de login, e consulte de novo")
        : new("check UserName, the secret that PasswordKey names, and Auth; a portal with a login page needs \"Auth\": \"form\", and LoginUrl if it is not found by itself; one that is made by scripts \"LoginType\": \"json\"",
            "verifique UserName, o segredo que PasswordKey indica, e Auth; um portal com página de login precisa de \"Auth\": \"form\", e LoginUrl se não for achada; um feito por scripts, \"LoginType\": \"json\"");
}
