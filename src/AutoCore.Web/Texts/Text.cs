using AutoCore.Policies.Health;

namespace AutoCore.Web.Texts;

/// <summary>Every text of the page in its two languages, by what it says in English.</summary>
internal static class Text
{
    public static Spoken Skip { get; } = new("Skip to the content", "Ir para o conteúdo");
    public static Spoken Menu { get; } = new("Main menu", "Menu principal");
    public static Spoken Pictures { get; } = new("Pictures", "Imagens");
    public static Spoken Health { get; } = new("Health", "Saúde");
    public static Spoken Events { get; } = new("Events", "Eventos");
    public static Spoken Nodes { get; } = new("Nodes", "Nós");
    public static Spoken OtherLanguage { get; } = new("Português", "English");
    public static Spoken OtherLanguageHint { get; } = new("Mudar para português", "Switch to English");
    public static Spoken TimesIn { get; } = new("Times of {0}", "Horários de {0}");
    public static Spoken Version { get; } = new("Version {0}", "Versão {0}");
    public static Spoken DaemonAway { get; } = new(
        "The daemon does not run, or has not been heard of for {0}. What you see is what it left.",
        "O daemon não está em execução, ou não dá notícias há {0}. O que se vê é o que ele deixou.");
    public static Spoken DaemonUnknown { get; } = new(
        "The daemon has not run yet. It begins with: systemctl start autocore-daemon",
        "O daemon ainda não foi executado. Ele começa com: systemctl start autocore-daemon");
    public static Spoken ServerAway { get; } = new(
        "No answer from the server since {0}. What you see is older; it is asked again and again.",
        "Sem resposta do servidor desde {0}. O que se vê é mais antigo; ele continua sendo consultado.");
    public static Spoken NotFound { get; } = new("There is no such page", "Esta página não existe");
    public static Spoken NotFoundHint { get; } = new(
        "It may have been a picture that is no longer kept, or a camera that is no longer in the settings.",
        "Pode ter sido uma imagem que já não é guardada, ou uma câmera que já não está na configuração.");
    public static Spoken BackToPictures { get; } = new("To the pictures", "Voltar às imagens");
    public static Spoken RatingOk { get; } = new("Good", "Bom");
    public static Spoken RatingWarning { get; } = new("Warning", "Atenção");
    public static Spoken RatingCritical { get; } = new("Critical", "Crítico");
    public static Spoken RatingUnknown { get; } = new("Unknown", "Desconhecido");
    public static Spoken AgeNow { get; } = new("just now", "agora mesmo");
    public static Spoken AgeMinutes { get; } = new("{0} min ago", "há {0} min");
    public static Spoken AgeHours { get; } = new("{0} h ago", "há {0} h");
    public static Spoken AgeDays { get; } = new("{0} days ago", "há {0} dias");
    public static Spoken AgeDay { get; } = new("yesterday", "ontem");
    public static Spoken SpanMinutes { get; } = new("{0} min", "{0} min");
    public static Spoken SpanMoment { get; } = new("less than a minute", "menos de um minuto");
    public static Spoken SpanHours { get; } = new("{0} h", "{0} h");
    public static Spoken SpanDays { get; } = new("{0} days", "{0} dias");
    public static Spoken Filter { get; } = new("Filter", "Filtro");
    public static Spoken ShowAll { get; } = new("All", "Todas");
    public static Spoken ShowFailed { get; } = new("Failed", "Com falha");
    public static Spoken ShowFrozen { get; } = new("Frozen", "Congeladas");
    public static Spoken ShowUnusual { get; } = new("Unusual", "Incomuns");
    public static Spoken Site { get; } = new("Site", "Local");
    public static Spoken AllSites { get; } = new("All sites", "Todos os locais");
    public static Spoken Apply { get; } = new("Show", "Mostrar");
    public static Spoken CamerasOne { get; } = new("1 camera", "1 câmera");
    public static Spoken CamerasMany { get; } = new("{0} cameras", "{0} câmeras");
    public static Spoken SitesOne { get; } = new("1 site", "1 local");
    public static Spoken SitesMany { get; } = new("{0} sites", "{0} locais");
    public static Spoken PageOf { get; } = new("Page {0} of {1}", "Página {0} de {1}");
    public static Spoken Previous { get; } = new("Previous", "Anterior");
    public static Spoken Next { get; } = new("Next", "Próxima");
    public static Spoken Pages { get; } = new("Pages", "Páginas");
    public static Spoken WallEmpty { get; } = new("No camera is configured", "Nenhuma câmera configurada");
    public static Spoken WallEmptyHint { get; } = new(
        "Add some with: sudo autocore setup. They stand under Cameras:Sources in appsettings.json, or in a file that Cameras:InventoryFile names.",
        "Adicione com: sudo autocore setup. Elas ficam em Cameras:Sources do appsettings.json, ou num arquivo indicado por Cameras:InventoryFile.");
    public static Spoken WallNone { get; } = new("No camera matches", "Nenhuma câmera corresponde");
    public static Spoken WallNoneHint { get; } = new("That is good news if you were looking for trouble.", "Boa notícia, se você procurava problemas.");
    public static Spoken WallNotFoundHint { get; } = new("No camera has such a site or name.", "Nenhuma câmera tem esse local ou nome.");
    public static Spoken ShowEverything { get; } = new("Show all cameras", "Mostrar todas as câmeras");
    public static Spoken NoPicture { get; } = new("No picture yet", "Ainda sem imagem");
    public static Spoken StateFailed { get; } = new("Failed: {0}", "Falha: {0}");
    public static Spoken StateResting { get; } = new("Resting", "Em repouso");
    public static Spoken StateRestingUntil { get; } = new("Resting until {0}", "Em repouso até {0}");
    public static Spoken Score { get; } = new("Unusual: {0}", "Incomum: {0}");
    public static Spoken PicturesOfDay { get; } = new("Pictures of the day", "Imagens do dia");
    public static Spoken PicturesOne { get; } = new("1 picture", "1 imagem");
    public static Spoken PicturesMany { get; } = new("{0} pictures", "{0} imagens");
    public static Spoken Days { get; } = new("Days", "Dias");
    public static Spoken DayBefore { get; } = new("Day before", "Dia anterior");
    public static Spoken DayAfter { get; } = new("Day after", "Dia seguinte");
    public static Spoken Newest { get; } = new("Newest", "Mais recente");
    public static Spoken TimeOfDay { get; } = new("Time of day", "Hora do dia");
    public static Spoken PictureAt { get; } = new("{0} at {1}", "{0} às {1}");
    public static Spoken UnusualHere { get; } = new(
        "Marked: unusual for this camera, {0} % of the picture, {1}",
        "Marcado: incomum nesta câmera, {0} % da imagem, {1}");
    public static Spoken CompareBefore { get; } = new("Compare with the one before", "Comparar com a anterior");
    public static Spoken CompareYesterday { get; } = new("Compare with the day before", "Comparar com o dia anterior");
    public static Spoken DayEmpty { get; } = new("No picture on this day", "Nenhuma imagem neste dia");
    public static Spoken DayEmptyHint { get; } = new("The nearest day with pictures is {0}.", "O dia mais próximo com imagens é {0}.");
    public static Spoken CameraEmpty { get; } = new("This camera has no picture yet", "Esta câmera ainda não tem imagem");
    public static Spoken CameraEmptyHint { get; } = new("It gets one in the next round, if it answers.", "Ela terá uma na próxima rodada, se responder.");
    public static Spoken Compare { get; } = new("Comparison", "Comparação");
    public static Spoken Before { get; } = new("Before", "Antes");
    public static Spoken After { get; } = new("After", "Depois");
    public static Spoken Difference { get; } = new("Difference", "Diferença");
    public static Spoken Changed { get; } = new("{0} % of the picture has changed.", "{0} % da imagem mudou.");
    public static Spoken ChangedNothing { get; } = new("Nothing visible has changed.", "Nada visível mudou.");
    public static Spoken Brighter { get; } = new("The scene is brighter as a whole.", "A cena está mais clara no conjunto.");
    public static Spoken Darker { get; } = new("The scene is darker as a whole.", "A cena está mais escura no conjunto.");
    public static Spoken SameLight { get; } = new("The light is the same.", "A luz é a mesma.");
    public static Spoken EarlierPicture { get; } = new("Earlier picture", "Imagem anterior");
    public static Spoken LaterPicture { get; } = new("Later picture", "Imagem seguinte");
    public static Spoken HeatOf { get; } = new("What differs, over the picture of {0}", "O que difere, sobre a imagem de {0}");
    public static Spoken BackToDay { get; } = new("To the day", "Voltar ao dia");
    public static Spoken AllFigures { get; } = new("All figures", "Todos os números");
    public static Spoken Range { get; } = new("Range", "Período");
    public static Spoken RangeDay { get; } = new("24 hours", "24 horas");
    public static Spoken RangeWeek { get; } = new("7 days", "7 dias");
    public static Spoken RangeMonth { get; } = new("30 days", "30 dias");
    public static Spoken Course { get; } = new("Course", "Evolução");
    public static Spoken ChartEmpty { get; } = new("No values in this time", "Sem valores neste período");
    public static Spoken ChartSummary { get; } = new("{0}: lowest {1}, highest {2}, latest {3}.", "{0}: menor {1}, maior {2}, último {3}.");
    public static Spoken ChartDisk { get; } = new("Disk used", "Disco usado");
    public static Spoken ChartMemory { get; } = new("Memory available", "Memória disponível");
    public static Spoken ChartSqlite { get; } = new("SQLite round trip", "Ida e volta do SQLite");
    public static Spoken ChartTemperature { get; } = new("Temperature of the processor", "Temperatura do processador");
    public static Spoken ChartSuccess { get; } = new("Pictures that arrived", "Imagens que chegaram");
    public static Spoken ChartLoad { get; } = new("Load", "Carga");
    public static Spoken Median { get; } = new("Median", "Mediana");
    public static Spoken Slowest { get; } = new("Slowest of 100", "A mais lenta de 100");
    public static Spoken HealthEmpty { get; } = new("Nothing is known about this system yet", "Ainda não se sabe nada deste sistema");
    public static Spoken Severity { get; } = new("Severity", "Gravidade");
    public static Spoken EventsAll { get; } = new("All events", "Todos os eventos");
    public static Spoken EventsWarning { get; } = new("Warnings and worse", "Atenção e piores");
    public static Spoken EventsCritical { get; } = new("Critical", "Críticos");
    public static Spoken EventsEmpty { get; } = new("Nothing has happened", "Nada aconteceu");
    public static Spoken EventsEmptyHint { get; } = new(
        "Changes of rating, clean-ups, backups and failing cameras will stand here.",
        "Mudanças de avaliação, limpezas, backups e câmeras com falha aparecerão aqui.");
    public static Spoken EventsNotUnderstood { get; } = new("Not understood, and left out: {0}", "Não entendido, e deixado de fora: {0}");
    public static Spoken Older { get; } = new("Older", "Mais antigos");
    public static Spoken Newer { get; } = new("Newest", "Mais recentes");
    public static Spoken NodesEmpty { get; } = new("This node works alone", "Este nó trabalha sozinho");
    public static Spoken NodesEmptyHint { get; } = new(
        "Nodes that share cameras over a broker stand here.",
        "Os nós que dividem câmeras por um broker aparecem aqui.");
    public static Spoken Offline { get; } = new("offline", "desconectado");
    public static Spoken Capacity { get; } = new("Capacity", "Capacidade");
    public static Spoken ThisNode { get; } = new("this node", "este nó");
    public static Spoken NoConnection { get; } = new("no connection", "sem conexão");
    public static Spoken Live { get; } = new("live", "ao vivo");
    public static Spoken Time { get; } = new("Time", "Hora");
    public static Spoken Table { get; } = new("As a table", "Como tabela");
    public static Spoken NotNowHint { get; } = new("Load the page again in a moment.", "Carregue a página de novo daqui a pouco.");
    public static Spoken NotNow { get; } = new("Not to be had at this moment", "Indisponível neste momento");
    public static Spoken ProgramMistakeHint { get; } = new("On the node, journalctl -t autocore-web says more.", "No nó, journalctl -t autocore-web diz mais.");
    public static Spoken ProgramMistake { get; } = new("This should not have happened", "Isto não devia ter acontecido");
    public static Spoken TooManyTriesHint { get; } = new("Wait {0} seconds, then load the page again.", "Espere {0} segundos e carregue a página de novo.");
    public static Spoken TooManyTries { get; } = new("Too many wrong passwords", "Senhas erradas demais");
    public static Spoken ForeignNameHint { get; } = new(
        "Use its address, localhost, or the node’s name; further names stand in Web:Names.",
        "Use o endereço, localhost ou o nome do nó; outros nomes ficam em Web:Names.");
    public static Spoken ForeignName { get; } = new("This server is asked under a foreign name", "Este servidor foi chamado por um nome que não é dele");
    public static Spoken PasswordNeededHint { get; } = new(
        "Load the page again and give the password of this node; any user name will do.",
        "Carregue a página de novo e informe a senha deste nó; qualquer nome de usuário serve.");
    public static Spoken PasswordNeeded { get; } = new("A password is needed", "É preciso uma senha");
    public static Spoken NoPasswordYet { get; } = new("Nobody has set a password yet", "Ninguém definiu uma senha ainda");
    public static Spoken NoPasswordYetHint { get; } = new(
        "So this page is shown on the Pi alone. There, put a line WEB_PASSWORD=… into /etc/autocore/autocore.env, and \"Web\": {{ \"PasswordKey\": \"WEB_PASSWORD\" }} inside \"AutoCore\" in /etc/autocore/appsettings.json; then: sudo systemctl restart autocore-web. Without a password it works by ssh -L 8090:localhost:8090 USER@PI and http://localhost:8090.",
        "Por isso esta página só aparece no próprio Pi. Nele, ponha uma linha WEB_PASSWORD=… em /etc/autocore/autocore.env, e \"Web\": {{ \"PasswordKey\": \"WEB_PASSWORD\" }} dentro de \"AutoCore\" em /etc/autocore/appsettings.json; depois: sudo systemctl restart autocore-web. Sem senha funciona por ssh -L 8090:localhost:8090 USUARIO@PI e http://localhost:8090.");
    public static Spoken EventsOfCamera { get; } = new("Events of this camera", "Eventos desta câmera");
    public static Spoken AndMore { get; } = new("and {0} more", "e mais {0}");
    public static Spoken AllCameras { get; } = new("All cameras", "Todas as câmeras");
    public static Spoken Camera { get; } = new("Camera", "Câmera");
    public static Spoken PageNumber { get; } = new("Page {0}", "Página {0}");
    public static Spoken FailedMany { get; } = new("{0} failed", "{0} com falha");
    public static Spoken FailedOne { get; } = new("1 failed", "1 com falha");
    public static Spoken SearchHint { get; } = new("Site or camera", "Local ou câmera");
    public static Spoken Search { get; } = new("Find", "Buscar");
    public static Spoken SameAs { get; } = new("same as {0}", "igual a {0}");
    public static Spoken Copied { get; } = new("Copied", "Copiado");
    public static Spoken Copy { get; } = new("Copy", "Copiar");
    public static Spoken LastPicture { get; } = new("last picture {0}", "última imagem {0}");
    public static Spoken FailingSince { get; } = new("failing since {0}", "com falha desde {0}");
    public static Spoken SaveDay { get; } = new("Save the day (ZIP)", "Salvar o dia (ZIP)");
    public static Spoken SaveDayOfAll { get; } = new("Save the day of all cameras (ZIP)", "Salvar o dia de todas as câmeras (ZIP)");
    public static Spoken Save { get; } = new("Save", "Salvar");
    public static Spoken PerSecond { get; } = new("{0} a second", "{0} por segundo");
    public static Spoken Pace { get; } = new("Pictures a second", "Imagens por segundo");
    public static Spoken Stop { get; } = new("Stop", "Parar");
    public static Spoken Play { get; } = new("Play the day", "Reproduzir o dia");
    public static Spoken CameraAfter { get; } = new("Camera after", "Próxima câmera");
    public static Spoken CameraBefore { get; } = new("Camera before", "Câmera anterior");
    public static Spoken CamerasOfSite { get; } = new("Cameras of this site", "Câmeras deste local");
    public static Spoken None { get; } = new("none", "nenhuma");
    public static Spoken CalendarSummary { get; } = new("Days kept: {0}, with {1}", "Dias guardados: {0}, com {1}");
    public static Spoken MonthAfter { get; } = new("Month after", "Mês seguinte");
    public static Spoken MonthBefore { get; } = new("Month before", "Mês anterior");
    public static Spoken Calendar { get; } = new("Calendar", "Calendário");
    public static Spoken Date { get; } = new("Date", "Data");
}
