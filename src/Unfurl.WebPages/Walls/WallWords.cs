using System.Text.RegularExpressions;

namespace Unfurl.WebPages.Walls;

/// <summary>The words of walls.</summary>
internal static partial class WallWords
{
    [GeneratedRegex(
        "^(please )?(log ?in|sign ?in|log ?on|sign ?on|login required|sign[- ]in required|authentication required|authorization required|401|401 unauthorized|unauthorized|you (must|need to|have to) (be logged in|log in|sign in)( to .{1,60})?|(log ?in|sign ?in) to .{1,60}|single sign[- ]on|session expired|your session has expired|redirecting to (the )?(log ?in|sign ?in).{0,40}|verify your identity|anmelden|einloggen|anmeldung erforderlich|bitte (anmelden|einloggen|melden sie sich an)|connexion|se connecter|authentification requise|iniciar sesi[oó]n|iniciar sess[aã]o|accedi|inloggen|aanmelden)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    public static partial Regex SignIn { get; }

    [GeneratedRegex(
        "^((error )?(403|404|410)( error)?([ :–—-]+(forbidden|not found|page not found|gone|file not found|access denied|the page you.{1,60}))?|(http )?error (403|404|410)|forbidden|access (is )?(denied|forbidden)|permission denied|permission error|permissions error|not (authori[sz]ed|allowed|permitted)|insufficient permissions?|you (do not|don't|don’t) have (permission|access).{0,80}|you are not (authori[sz]ed|allowed).{0,80}|you're not allowed.{0,80}|not found|(page|file|document|article|ticket|issue|project|item) (was )?(not found|does not exist|doesn't exist|doesn’t exist|cannot be found|could not be found|is gone)|this (page|topic|document) (does not|doesn't|doesn’t) exist( yet)?|(oops!? )?(that|this|the) page (can['’]t|can not|cannot|could not|couldn['’]t) be found|rt error|nothing (was )?found|no such (page|file|document)|(sorry,? )?(we |you )?(can['’]t|can not|cannot|could not|couldn['’]t) find (that|this|the|your) page.{0,40}|you (need|have no) (access|permission)( to .{1,60})?|(this |the )?(page|document|content|area|site) is (restricted|private|not public)|(error: )?(forbidden|access (is )?denied)|page .{1,60} not found|(oops!? )?that page (doesn['’]t|does not) exist or is private|the page you (were|are) looking for (doesn['’]t|does not) exist( \\(404\\))?|(twiki|foswiki) access denied|zugriff (verweigert|nicht erlaubt)|kein zugriff|keine berechtigung|(die |diese )?seite (wurde )?nicht gefunden|nicht gefunden|acc[eè]s (refus[eé]|interdit)|page (introuvable|non trouv[eé]e)|acceso denegado|p[aá]gina no encontrada|accesso negato|pagina non trovata|acesso negado|p[aá]gina n[aã]o encontrada|toegang geweigerd|pagina niet gevonden)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    public static partial Regex Missing { get; }

    [GeneratedRegex(
        "^(error|an error (has )?occurr?ed|internal (server )?error|server error|(http )?(error )?(500|502|503|504)([ :–—-]+.{1,40})?|bad gateway|gateway time-?out|service (temporarily )?unavailable|(down for )?maintenance|under maintenance|we.?ll be back soon|temporarily (down|unavailable)|just a moment|attention required.{0,30}|checking your browser.{0,60}|are you (a )?(human|robot)|verify(ing)? (that )?you are (a )?human|one moment,? please|please wait|ddos protection.{0,40}|security check|possible cross-site request forgery|(whoops,? |oops,? )?(looks like )?something went wrong|loading|(we['’]re sorry,? )?(but )?something went wrong( \\(500\\))?|runtime error|server error in .{1,60}|.{1,30} is (starting up|getting ready to work)|welcome to nginx|apache2? .{1,30}default page.{0,20}|iis windows server)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    public static partial Regex Failure { get; }

    /// <summary>A sentence that is about the whole page. Not that people sign in to comment or to edit.</summary>
    [GeneratedRegex(
        "^(please )?(((you (must|need to|have to) )?(log|sign) ?in|you (must|need to|have to) be (logged|signed) in)( first)?( with your .{1,60})? (to|before) (continue|view|see|access|read|open|proceed|use|visit)\\b.{0,160}|please (log|sign) in( first| again| to your account)?|you (must|need to|have to) ((log|sign) in|be (logged|signed) in)|(your |the )?session (has )?(expired|timed out).{0,80}|(authentication|authori[sz]ation|log-?in|sign-?in) (is )?required.{0,80})$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    public static partial Regex SignInNotice { get; }

    /// <summary>A sentence that is about the whole page. Not that people may not edit it.</summary>
    [GeneratedRegex(
        "^((sorry|oops|error)[,:!.]? )?(but )?(access (to .{1,40} )?(is |was |has been )?(denied|forbidden|restricted)([ .:–—-].{0,160})?|permission denied|insufficient (permissions?|rights|privileges)|you (do not|don't|don’t|currently don't) have (the )?((necessary|required|sufficient|proper|appropriate|enough|any) )?(permissions?|access|rights?|privileges?)( (to|for) ((view|see|access|read|open|visit|use|enter|do|perform)\\b|(this|the|that) ).{0,160})?|you (have no|lack|need) (access|permissions?|rights)( to ((view|see|access|read|open|visit|use|enter)\\b|(this|the|that) ).{0,160})?|you are not (authori[sz]ed|allowed|permitted)( to ((view|see|access|read|open|visit|use|enter|be)\\b).{0,160})?|(this|the|the requested) (page|topic|document|content|resource|item|area|site) (is (private|restricted|confidential)|(does not|doesn't|doesn’t) exist( yet)?|(was|could|can) ?not (be )?found|(has been|was) (deleted|removed))([ .,].{0,160})?|(sie|du) (haben|hast|besitzen|besitzt) (keine|nicht die) ([a-zäöü]+ )?(berechtigung|rechte|zugriffsrechte)\\b.{0,160}|page not found|404 not found|403 forbidden|(we )?(can['’]t|cannot|can not|could not|couldn['’]t) find (that|this|the) page.{0,80})$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    public static partial Regex MissingNotice { get; }
}
