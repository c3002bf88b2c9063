namespace AutoCore.Web.Texts;

/// <summary>The daemon's own words – why a capture failed, what is odd about a picture – in the language of the page; an unknown one stays as it is.</summary>
internal static class SpokenWords
{
    private static readonly Dictionary<string, (string English, string Portuguese)> Reasons = new(StringComparer.Ordinal)
    {
        ["timeout"] = ("no answer in time", "sem resposta a tempo"),
        ["refused"] = ("no connection", "sem conexão"),
        ["dns"] = ("host name unknown", "nome do host desconhecido"),
        ["tls"] = ("certificate not trusted", "certificado não confiável"),
        ["auth"] = ("password refused", "senha recusada"),
        ["busy"] = ("camera is busy", "câmera ocupada"),
        ["not-jpeg"] = ("no picture in the answer", "resposta sem imagem"),
        ["unsupported"] = ("a kind of JPEG that is not supported", "um tipo de JPEG sem suporte"),
        ["truncated"] = ("picture cut short", "imagem incompleta"),
        ["corrupt"] = ("picture damaged", "imagem danificada"),
        ["too-large"] = ("picture too large", "imagem grande demais"),
        ["redirect"] = ("sent to another page", "redirecionada para outra página"),
        ["disk-full"] = ("card is full", "cartão cheio"),
        ["no-inodes"] = ("card holds no more files", "cartão sem lugar para mais arquivos"),
        ["read-only"] = ("card is read-only", "cartão somente leitura"),
        ["permission"] = ("not allowed to write", "sem permissão para gravar"),
        ["card-error"] = ("card fails", "cartão com falha"),
        ["not-stored"] = ("could not be stored", "não pôde ser guardada"),
        ["moved"] = ("another node captures it", "outro nó a captura"),
        ["head-too-large"] = ("answer not understood", "resposta incompreensível"),
        ["not-http"] = ("something else answers there", "outra coisa atende ali"),
        ["not-found"] = ("no stream there", "não há stream ali"),
        ["codec"] = ("a kind of video that is not taken", "um tipo de vídeo que não se aceita"),
        ["memory"] = ("too little memory to decode it", "memória insuficiente para decodificar"),
        ["identity"] = ("another device in its place", "outro aparelho no lugar dela"),
        ["settings"] = ("mistake in its settings", "erro na configuração"),
        ["paused"] = ("not asked: its host failed", "não consultada: o host falhou"),
        ["internal"] = ("mistake of the program", "erro do programa"),
        ["failed"] = ("in the last round", "na última rodada"),
        ["http-400"] = ("question not understood (400)", "pergunta não entendida (400)"),
        ["http-404"] = ("not found (404)", "não encontrada (404)"),
        ["http-423"] = ("login locked (423)", "login bloqueado (423)"),
        ["http-429"] = ("too many requests (429)", "pedidos demais (429)"),
        ["http-500"] = ("error of the camera (500)", "erro da câmera (500)"),
        ["http-503"] = ("camera not ready (503)", "câmera indisponível (503)"),
    };

    private static readonly Dictionary<string, (string English, string Portuguese)> Flags = new(StringComparer.Ordinal)
    {
        ["frozen"] = ("frozen", "congelada"),
        ["placeholder"] = ("same as another camera", "igual à de outra câmera"),
        ["stale"] = ("old picture", "imagem antiga"),
        ["black"] = ("black", "preta"),
        ["white"] = ("white", "branca"),
        ["covered"] = ("covered", "coberta"),
        ["empty_bottom"] = ("cut off below", "cortada embaixo"),
        ["changed"] = ("very different", "muito diferente"),
        ["unusual"] = ("unusual", "incomum"),
    };

    private static readonly (string English, string Portuguese)[] Places =
    [
        ("mostly at the top left", "sobretudo no alto à esquerda"), ("mostly at the top", "sobretudo no alto"),
            ("mostly at the top right", "sobretudo no alto à direita"),
        ("mostly on the left", "sobretudo à esquerda"), ("around the middle", "em torno do centro"), ("mostly on the right", "sobretudo à direita"),
        ("mostly at the bottom left", "sobretudo embaixo à esquerda"), ("mostly at the bottom", "sobretudo embaixo"),
        ("mostly at the bottom right", "sobretudo embaixo à direita"),
    ];

    /// <summary>Where in a picture something is.</summary>
    public static string Place(Language language, PicturePlace place) =>
        language == Language.Portuguese ? Places[(int)place].Portuguese : Places[(int)place].English;

    /// <summary>Why a capture failed.</summary>
    public static string Reason(Language language, string word) =>
        Reasons.ContainsKey(word) || StatusOf(word) is not { } status ? Find(Reasons, language, word)
        : language == Language.Portuguese ? $"resposta de erro ({status})" : $"answer of an error ({status})";

    /// <summary>There are more statuses of HTTP than words.</summary>
    private static string? StatusOf(string word) =>
        word.StartsWith("http-", StringComparison.Ordinal) && word[5..] is { Length: 3 } status && status.All(char.IsAsciiDigit) ? status : null;

    /// <summary>What is odd about a picture.</summary>
    public static string Flag(Language language, string word) => Find(Flags, language, word);

    private static string Find(Dictionary<string, (string English, string Portuguese)> words, Language language, string word) =>
        !words.TryGetValue(word, out var found) ? word : language == Language.Portuguese ? found.Portuguese : found.English;
}
