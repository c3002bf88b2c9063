namespace AutoCore.Policies.Cameras.Http;

/// <summary>
/// What devices call a login that they do not take or miss, a session that is over, a lock, or a user who may not. A password that was refused is not sent
/// again in the same round, which could lock its user out, so that these words are looked for under every status.
/// </summary>
internal static class RefusalWords
{
    /// <summary>Lower-case letters only: they are compared without case, blanks, hyphens and letters beyond ASCII.</summary>
    public static readonly string[] All =
    [
        "loginfail", "loginerror", "invalidlogin", "pleaselogin", "pleaselogon", "pleasesignin", "notloggedin", "notlogin", "notsignedin", "loginrequired",
        "loginfirst", "needlogin", "needtologin", "signinrequired", "unauthorized", "unauthorised", "notauthorized", "unauthenticated", "notauthenticated",
        "authenticationrequired", "authenticationfailed", "authrequired", "authfail", "invalidcredentials", "invalidgrant", "wrongpassword",
        "invalidpassword", "passworderror", "passworderr", "incorrectpassword", "userorpassword", "usernameorpassword", "lockstatus", "accountlocked",
        "userlocked", "lowprivilege", "nopermission", "accessdenied", "permissiondenied", "sessionexpired", "sessiontimeout", "sessiontimedout",
        "sessionhasexpired", "sessioninvalid", "sessionlost", "invalidsession", "accountislocked", "accounthasbeenlocked", "userislocked",
        "userhasbeenlocked", "addressislocked", "loginislocked", "lockedout", "lockedfor", "toomanyfailed", "toomanylogin", "toomanyattempts",
        "usuariobloqueado", "usuriobloqueado", "contabloqueada", "contafoibloqueada", "bloqueadopor", "bloqueadapor", "muitastentativas", "nosession",
        "tokenexpired", "tokenhasexpired", "tokeninvalid", "invalidtoken", "missingtoken", "jwtexpired", "badcredentials", "credentialsinvalid",
        "badpassword", "passwordincorrect", "passwordisincorrect", "passwordinvalid", "passwordisinvalid", "passwordwrong", "passwordiswrong", "invaliduser",
        "wronguser", "incorrectuser", "unknownuser", "nosuchuser", "loginincorrect", "incorrectlogin", "logonfail", "signinfail",
        // Portuguese, Spanish.
        "senhaincorreta", "senhaerrada", "senhainvlida", "senhainvalida", "ousenha", "credenciaisinv", "noautorizado", "naoautorizado", "acessonegado",
        "sessoexpir", "sessaoexpir", "faalogin", "facalogin", "falhadelogin", "falhanologin", "falhadeautentica", "falhanaautentica", "contraseaincorrecta",
        "contrasenaincorrecta", "contraseainv", "contrasenainv", "ocontrasea", "ocontrasena", "credencialesinv", "accesodenegado", "sesinexpir",
        "sesionexpir", "iniciesesi",
        // German, French, Italian.
        "passwortfalsch", "falschespasswort", "oderpasswort", "oderkennwort", "zugriffverweigert", "nichtangemeldet", "sitzungabgelaufen",
        "anmeldungfehlgeschlagen", "motdepasseincorrect", "motdepasseinvalide", "oumotdepasse", "accsrefus", "accesrefuse", "passworderrata",
        "credenzialinonvalide", "accessonegato",
    ];
}
