<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CertificateOffer</name>
    <message>
        <source>Nobody this computer trusts vouches that this is the server. If it is not, whoever poses as it gets the password and can read and change every mail. Compare the fingerprint with the one that the server&apos;s administrator tells you, by telephone or in person.</source>
        <translation>Niemand, dem dieser Computer vertraut, bürgt dafür, dass dies der Server ist. Ist er es nicht, bekommt, wer sich für ihn ausgibt, das Passwort und kann jede Mail lesen und ändern. Vergleichen Sie den Fingerabdruck mit dem, den Ihnen die Serververwaltung nennt, am Telefon oder persönlich.</translation>
    </message>
    <message>
        <source>It is filled into the mailbox&apos;s form; SAVE keeps it. Every other certificate of this host stays refused.</source>
        <translation>Es wird in das Formular des Postfachs eingetragen; SPEICHERN behält es. Jedes andere Zertifikat dieses Hosts bleibt abgelehnt.</translation>
    </message>
    <message>
        <source>Another certificate was accepted for this host before. Either the server got a new one, or this is not the server.</source>
        <translation>Für diesen Host wurde früher ein anderes Zertifikat akzeptiert. Entweder hat der Server ein neues, oder dies ist nicht der Server.</translation>
    </message>
    <message>
        <source>Certificate of: %1</source>
        <translation>Zertifikat von: %1</translation>
    </message>
    <message>
        <source>Issued by: %1</source>
        <translation>Ausgestellt von: %1</translation>
    </message>
    <message>
        <source>Valid until: %1</source>
        <translation>Gültig bis: %1</translation>
    </message>
    <message>
        <source>SHA-256: %1</source>
        <translation>SHA-256: %1</translation>
    </message>
    <message>
        <source>Accept this one certificate for %1</source>
        <translation>Dieses eine Zertifikat für %1 akzeptieren</translation>
    </message>
    <message>
        <source>Accept a certificate</source>
        <translation>Ein Zertifikat akzeptieren</translation>
    </message>
    <message>
        <source>Accept this one certificate for %1?</source>
        <translation>Dieses eine Zertifikat für %1 akzeptieren?</translation>
    </message>
    <message>
        <source>Accept this certificate</source>
        <translation>Dieses Zertifikat akzeptieren</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>the server&apos;s name was not found</source>
        <translation>der Name des Servers wurde nicht gefunden</translation>
    </message>
    <message>
        <source>the server refused the connection</source>
        <translation>der Server hat die Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>die Verbindung ist abgebrochen</translation>
    </message>
    <message>
        <source>the server did not answer in time</source>
        <translation>der Server hat nicht rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>the proxy did not let the connection through</source>
        <translation>der Proxy hat die Verbindung nicht durchgelassen</translation>
    </message>
    <message>
        <source>the server offers no encryption, so nothing was sent to it</source>
        <translation>der Server bietet keine Verschlüsselung an, darum wurde ihm nichts gesendet</translation>
    </message>
    <message>
        <source>somebody put commands in front of the encrypted part of the connection</source>
        <translation>jemand hat Befehle vor den verschlüsselten Teil der Verbindung gesetzt</translation>
    </message>
    <message>
        <source>no encrypted connection could be made</source>
        <translation>es kam keine verschlüsselte Verbindung zustande</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is not trusted</source>
        <translation>dem Zertifikat des Servers wird nicht vertraut</translation>
    </message>
    <message>
        <source>the server&apos;s certificate has expired or is not valid yet</source>
        <translation>das Zertifikat des Servers ist abgelaufen oder noch nicht gültig</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is for another name</source>
        <translation>das Zertifikat des Servers gilt für einen anderen Namen</translation>
    </message>
    <message>
        <source>the server gave an answer that its protocol does not allow</source>
        <translation>der Server gab eine Antwort, die sein Protokoll nicht erlaubt</translation>
    </message>
    <message>
        <source>the server is busy</source>
        <translation>der Server ist ausgelastet</translation>
    </message>
    <message>
        <source>the server refused the user name or the password</source>
        <translation>der Server hat Benutzernamen oder Passwort abgelehnt</translation>
    </message>
    <message>
        <source>the server does not take this way of signing in</source>
        <translation>der Server nimmt diese Art der Anmeldung nicht an</translation>
    </message>
    <message>
        <source>something is larger than liaison takes</source>
        <translation>etwas ist größer, als liaison annimmt</translation>
    </message>
    <message>
        <source>the server said no</source>
        <translation>der Server hat abgelehnt</translation>
    </message>
    <message>
        <source>a folder is not on the server any more</source>
        <translation>ein Ordner ist nicht mehr auf dem Server</translation>
    </message>
    <message>
        <source>the server does not let this account send from its address</source>
        <translation>der Server lässt dieses Konto nicht unter seiner Adresse senden</translation>
    </message>
    <message>
        <source>the server refused a recipient</source>
        <translation>der Server hat einen Empfänger abgelehnt</translation>
    </message>
    <message>
        <source>the mail is larger than the server accepts</source>
        <translation>die Mail ist größer, als der Server annimmt</translation>
    </message>
    <message>
        <source>the mail may have been accepted: no answer of the server told so</source>
        <translation>die Mail wurde vielleicht angenommen: keine Antwort des Servers sagte es</translation>
    </message>
    <message>
        <source>it was cancelled</source>
        <translation>es wurde abgebrochen</translation>
    </message>
    <message>
        <source>what was given cannot be used</source>
        <translation>die Angaben sind nicht brauchbar</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>das gibt es nicht</translation>
    </message>
    <message>
        <source>there is one of that name already</source>
        <translation>eines mit diesem Namen gibt es schon</translation>
    </message>
    <message>
        <source>it cannot be done as things are</source>
        <translation>das geht so nicht</translation>
    </message>
    <message>
        <source>this is not allowed</source>
        <translation>das ist nicht erlaubt</translation>
    </message>
    <message>
        <source>another process is working on it</source>
        <translation>ein anderer Prozess arbeitet daran</translation>
    </message>
    <message>
        <source>the store cannot be used</source>
        <translation>der Speicher ist nicht benutzbar</translation>
    </message>
    <message>
        <source>the store was written by a newer liaison</source>
        <translation>der Speicher wurde von einem neueren liaison geschrieben</translation>
    </message>
    <message>
        <source>the store is damaged</source>
        <translation>der Speicher ist beschädigt</translation>
    </message>
    <message>
        <source>the disk is full; what was stored before is safe</source>
        <translation>der Datenträger ist voll; was vorher gespeichert wurde, ist sicher</translation>
    </message>
    <message>
        <source>the keychain cannot be reached</source>
        <translation>der Schlüsselbund ist nicht erreichbar</translation>
    </message>
    <message>
        <source>the keychain is locked</source>
        <translation>der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>the keychain refused</source>
        <translation>der Schlüsselbund hat abgelehnt</translation>
    </message>
    <message>
        <source>something went wrong inside liaison</source>
        <translation>in liaison ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>there is no mailbox %1</source>
        <translation>es gibt kein Postfach %1</translation>
    </message>
    <message>
        <source>%1 is switched off</source>
        <translation>%1 ist ausgeschaltet</translation>
    </message>
    <message>
        <source>no mailbox is started; see “liaison settings import”</source>
        <translation>kein Postfach ist gestartet; siehe „liaison settings import“</translation>
    </message>
    <message>
        <source>%1: %2 matched, %3 unmatched</source>
        <translation>%1: %2 zugeordnet, %3 ohne Zuordnung</translation>
    </message>
    <message>
        <source>--once and --wait exclude each other</source>
        <translation>--once und --wait schließen einander aus</translation>
    </message>
    <message>
        <source>reads and sends without a window</source>
        <translation>liest und sendet ohne Fenster</translation>
    </message>
    <message>
        <source>Waits for a mailbox that another process holds.</source>
        <translation>Wartet auf ein Postfach, das ein anderer Prozess hält.</translation>
    </message>
    <message>
        <source>Only this one, started or not.</source>
        <translation>Nur dieses, ob gestartet oder nicht.</translation>
    </message>
    <message>
        <source>, in sync %1</source>
        <translation>, abgeglichen %1</translation>
    </message>
    <message numerus="yes">
        <source>, %n to be sent</source>
        <translation>
            <numerusform>, %n zu senden</numerusform>
            <numerusform>, %n zu senden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n not sent</source>
        <translation>
            <numerusform>, %n nicht gesendet</numerusform>
            <numerusform>, %n nicht gesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is held by host %2, process %3, since %4</source>
        <translation>%1 wird gehalten von Rechner %2, Prozess %3, seit %4</translation>
    </message>
    <message>
        <source>says how the feeds are</source>
        <translation>sagt, wie es den Abrufen geht</translation>
    </message>
    <message>
        <source>there is no business unit “%1”</source>
        <translation>es gibt keinen Geschäftsbereich „%1“</translation>
    </message>
    <message>
        <source>“incidents create” wants --title, of at most 500 characters</source>
        <translation>„incidents create“ braucht --title mit höchstens 500 Zeichen</translation>
    </message>
    <message>
        <source>--severity is low, medium, high or critical, not “%1”</source>
        <translation>--severity ist low, medium, high oder critical, nicht „%1“</translation>
    </message>
    <message>
        <source>--limit is a number from 1 to 1000, --before the “next” of a page</source>
        <translation>--limit ist eine Zahl von 1 bis 1000, --before das „next“ einer Seite</translation>
    </message>
    <message>
        <source>--status is untriaged, open, paused, closed or merged</source>
        <translation>--status ist untriaged, open, paused, closed oder merged</translation>
    </message>
    <message>
        <source>creates an incident</source>
        <translation>legt einen Vorfall an</translation>
    </message>
    <message>
        <source>What it is called.</source>
        <translation>Wie er heißt.</translation>
    </message>
    <message>
        <source>low, medium (default), high or critical.</source>
        <translation>low, medium (Vorgabe), high oder critical.</translation>
    </message>
    <message>
        <source>Such as phishing.</source>
        <translation>Etwa phishing.</translation>
    </message>
    <message>
        <source>An affected business unit; may be given several times.</source>
        <translation>Ein betroffener Geschäftsbereich; mehrfach möglich.</translation>
    </message>
    <message>
        <source>lists incidents, newest first</source>
        <translation>zeigt Vorfälle, neueste zuerst</translation>
    </message>
    <message>
        <source>Only those of a status.</source>
        <translation>Nur solche mit einem Status.</translation>
    </message>
    <message>
        <source>standard input is closed</source>
        <translation>die Standardeingabe ist geschlossen</translation>
    </message>
    <message>
        <source>%1 is a folder</source>
        <translation>%1 ist ein Ordner</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2)</source>
        <translation>%1 ist nicht lesbar (%2)</translation>
    </message>
    <message>
        <source>%1 is larger than %2 bytes</source>
        <translation>%1 ist größer als %2 Byte</translation>
    </message>
    <message>
        <source>standard input is empty, so there is nothing to set</source>
        <translation>die Standardeingabe ist leer, es gibt nichts zu setzen</translation>
    </message>
    <message>
        <source>the secret is longer than 64 KiB</source>
        <translation>das Geheimnis ist länger als 64 KiB</translation>
    </message>
    <message>
        <source>the secret is more than one line</source>
        <translation>das Geheimnis ist mehr als eine Zeile</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>started</source>
        <translation>gestartet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>%1 is removed; its mail stays.</source>
        <translation>%1 ist entfernt; seine Mails bleiben.</translation>
    </message>
    <message>
        <source>lists the mailboxes</source>
        <translation>zeigt die Postfächer</translation>
    </message>
    <message>
        <source>removes a mailbox; its mail stays</source>
        <translation>entfernt ein Postfach; seine Mails bleiben</translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) imported</source>
        <translation>
            <numerusform>%n Mail übernommen</numerusform>
            <numerusform>%n Mails übernommen</numerusform>
        </translation>
    </message>
    <message>
        <source>, %1 known already; %2 matched, %3 unmatched.</source>
        <translation>, %1 schon bekannt; %2 zugeordnet, %3 ohne Zuordnung.</translation>
    </message>
    <message numerus="yes">
        <source>%n could not be imported</source>
        <translation>
            <numerusform>%n war nicht übernehmbar</numerusform>
            <numerusform>%n waren nicht übernehmbar</numerusform>
        </translation>
    </message>
    <message>
        <source>imports an EML file, an mbox, a Maildir or a folder of them</source>
        <translation>übernimmt eine EML-Datei, eine mbox, ein Maildir oder einen Ordner davon</translation>
    </message>
    <message>
        <source>lists mails, newest first</source>
        <translation>zeigt Mails, neueste zuerst</translation>
    </message>
    <message>
        <source>Only those of an incident.</source>
        <translation>Nur die eines Vorfalls.</translation>
    </message>
    <message>
        <source>Only those that belong to no incident yet.</source>
        <translation>Nur die, die noch zu keinem Vorfall gehören.</translation>
    </message>
    <message>
        <source>Only those that have all the words.</source>
        <translation>Nur die, in denen alle Wörter vorkommen.</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>Von: %1</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>An: %1</translation>
    </message>
    <message>
        <source>Cc: %1</source>
        <translation>Cc: %1</translation>
    </message>
    <message>
        <source>Subject: %1</source>
        <translation>Betreff: %1</translation>
    </message>
    <message>
        <source>Arrived: %1</source>
        <translation>Eingegangen: %1</translation>
    </message>
    <message>
        <source>Incident: none</source>
        <translation>Vorfall: keiner</translation>
    </message>
    <message>
        <source>Incident: %1</source>
        <translation>Vorfall: %1</translation>
    </message>
    <message>
        <source>Attachment: %1 (%2, %3 bytes)</source>
        <translation>Anhang: %1 (%2, %3 Byte)</translation>
    </message>
    <message>
        <source>“%1” is no mail&apos;s number</source>
        <translation>„%1“ ist keine Nummer einer Mail</translation>
    </message>
    <message>
        <source>--json, --text, --html and --source exclude each other</source>
        <translation>--json, --text, --html und --source schließen einander aus</translation>
    </message>
    <message>
        <source>shows a mail</source>
        <translation>zeigt eine Mail</translation>
    </message>
    <message>
        <source>Its words; the default.</source>
        <translation>Ihre Wörter; die Vorgabe.</translation>
    </message>
    <message>
        <source>Its HTML made inert: no script, nothing remote.</source>
        <translation>Ihr HTML, unschädlich gemacht: kein Skript, nichts von außen.</translation>
    </message>
    <message>
        <source>Its bytes as they were received.</source>
        <translation>Ihre Bytes, wie sie empfangen wurden.</translation>
    </message>
    <message>
        <source>Usage: liaison %1 [options] %2</source>
        <translation>Aufruf: liaison %1 [Optionen] %2</translation>
    </message>
    <message>
        <source>Writes JSON for scripts; errors too.</source>
        <translation>Schreibt JSON für Skripte, auch bei Fehlern.</translation>
    </message>
    <message>
        <source>“liaison %1” wants %2</source>
        <translation>„liaison %1“ braucht %2</translation>
    </message>
    <message>
        <source>unknown argument: %1</source>
        <translation>unbekanntes Argument: %1</translation>
    </message>
    <message>
        <source>there is no command “%1”; “liaison --help” lists them</source>
        <translation>es gibt keinen Befehl „%1“; „liaison --help“ zeigt alle</translation>
    </message>
    <message>
        <source>At most so many, 1 to 1000. Default: 50.</source>
        <translation>Höchstens so viele, 1 bis 1000. Vorgabe: 50.</translation>
    </message>
    <message>
        <source>Goes on behind a page: its “next” of the JSON output.</source>
        <translation>Geht hinter einer Seite weiter: deren „next“ der JSON-Ausgabe.</translation>
    </message>
    <message>
        <source>%1 is not a text in UTF-8</source>
        <translation>%1 ist kein Text in UTF-8</translation>
    </message>
    <message>
        <source>%1 has no words to send</source>
        <translation>%1 enthält keine Wörter zum Senden</translation>
    </message>
    <message>
        <source>%1 is not a file</source>
        <translation>%1 ist keine Datei</translation>
    </message>
    <message>
        <source>Queued for %1. A running feed sends it; otherwise “liaison feed run --once” does.</source>
        <translation>Im Postausgang für %1. Ein laufender Abruf sendet sie, sonst „liaison feed run --once“.</translation>
    </message>
    <message>
        <source>%1 is neither in the thread nor of its business unit; --accept-outsiders sends it anyway</source>
        <translation>%1 gehört weder zum Verlauf noch zu dessen Geschäftsbereich; --accept-outsiders sendet trotzdem</translation>
    </message>
    <message>
        <source>“reply” wants --text FILE; “-” is standard input</source>
        <translation>„reply“ braucht --text DATEI; „-“ ist die Standardeingabe</translation>
    </message>
    <message>
        <source>queues an answer to a mail</source>
        <translation>legt eine Antwort auf eine Mail in den Postausgang</translation>
    </message>
    <message>
        <source>Its words, UTF-8; “-” is standard input.</source>
        <translation>Ihre Wörter, UTF-8; „-“ ist die Standardeingabe.</translation>
    </message>
    <message>
        <source>Attaches a file; may be given several times.</source>
        <translation>Hängt eine Datei an; mehrfach möglich.</translation>
    </message>
    <message>
        <source>To everybody the mail went to.</source>
        <translation>An alle, an die die Mail ging.</translation>
    </message>
    <message>
        <source>Also to somebody who is neither in the thread nor of its business unit.</source>
        <translation>Auch an jemanden, der weder zum Verlauf noch zu dessen Geschäftsbereich gehört.</translation>
    </message>
    <message>
        <source>Password of %1: </source>
        <translation>Passwort von %1: </translation>
    </message>
    <message>
        <source>The password of %1 is kept.</source>
        <translation>Das Passwort von %1 ist hinterlegt.</translation>
    </message>
    <message>
        <source>--inbound and --outbound exclude each other</source>
        <translation>--inbound und --outbound schließen einander aus</translation>
    </message>
    <message>
        <source>a vault in memory would forget it at once</source>
        <translation>ein Tresor im Arbeitsspeicher vergäße es sofort</translation>
    </message>
    <message>
        <source>The password for reading; the default.</source>
        <translation>Das Passwort zum Lesen; die Vorgabe.</translation>
    </message>
    <message>
        <source>The password for sending, where it has one of its own.</source>
        <translation>Das Passwort zum Senden, wo es ein eigenes gibt.</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2)</source>
        <translation>%1 ist nicht beschreibbar (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Exported to %1: %n mailbox(es)</source>
        <translation>
            <numerusform>Nach %1 geschrieben: %n Postfach</numerusform>
            <numerusform>Nach %1 geschrieben: %n Postfächer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n business unit(s).</source>
        <translation>
            <numerusform>, %n Geschäftsbereich.</numerusform>
            <numerusform>, %n Geschäftsbereiche.</numerusform>
        </translation>
    </message>
    <message>
        <source>writes mailboxes and business units as JSON</source>
        <translation>schreibt Postfächer und Geschäftsbereiche als JSON</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing of %1 was taken over</source>
        <translation>von %1 wurde nichts übernommen</translation>
    </message>
    <message>
        <source>takes over mailboxes and business units from JSON</source>
        <translation>übernimmt Postfächer und Geschäftsbereiche aus JSON</translation>
    </message>
    <message>
        <source>Removes the mailboxes that the file does not name.</source>
        <translation>Entfernt die Postfächer, die nicht in der Datei stehen.</translation>
    </message>
    <message>
        <source>Signed in; nothing was sent.</source>
        <translation>Angemeldet; nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>--%1 wants a value</source>
        <translation>--%1 braucht einen Wert</translation>
    </message>
    <message>
        <source>%1 is no file</source>
        <translation>%1 ist keine Datei</translation>
    </message>
    <message>
        <source>Mail %1 is in %2.</source>
        <translation>Mail %1 ist in %2.</translation>
    </message>
    <message>
        <source>Mail %1 is dismissed.</source>
        <translation>Mail %1 ist aussortiert.</translation>
    </message>
    <message>
        <source>Mail %1 is in no incident.</source>
        <translation>Mail %1 gehört zu keinem Vorfall.</translation>
    </message>
    <message>
        <source>there is no incident %1</source>
        <translation>es gibt keinen Vorfall %1</translation>
    </message>
    <message>
        <source>mail %1 is in %2</source>
        <translation>Mail %1 ist in %2</translation>
    </message>
    <message>
        <source>mail %1 is one of ours</source>
        <translation>Mail %1 ist eine von uns</translation>
    </message>
    <message>
        <source>nobody dismissed mail %1</source>
        <translation>niemand hat Mail %1 aussortiert</translation>
    </message>
    <message>
        <source>puts a mail into an incident</source>
        <translation>ordnet eine Mail einem Vorfall zu</translation>
    </message>
    <message>
        <source>takes back what linked a mail</source>
        <translation>nimmt die Zuordnung einer Mail zurück</translation>
    </message>
    <message>
        <source>takes a mail off the unmatched ones</source>
        <translation>sortiert eine nicht zugeordnete Mail aus</translation>
    </message>
    <message>
        <source>puts a dismissed mail back</source>
        <translation>legt eine aussortierte Mail zurück</translation>
    </message>
    <message>
        <source>--unmatched and --dismissed exclude each other</source>
        <translation>--unmatched und --dismissed schließen einander aus</translation>
    </message>
    <message>
        <source>--unmatched and --dismissed go with neither --incident nor --search</source>
        <translation>--unmatched und --dismissed gehen weder mit --incident noch mit --search</translation>
    </message>
    <message>
        <source>--automatic goes with --unmatched or --dismissed</source>
        <translation>--automatic gehört zu --unmatched oder --dismissed</translation>
    </message>
    <message>
        <source>Only those that somebody dismissed.</source>
        <translation>Nur die, die jemand aussortiert hat.</translation>
    </message>
    <message>
        <source>With --unmatched or --dismissed: those that machines wrote.</source>
        <translation>Mit --unmatched oder --dismissed: die, die Maschinen geschrieben haben.</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting to try again</source>
        <translation>wartet auf den nächsten Versuch</translation>
    </message>
    <message>
        <source>needs sign-in</source>
        <translation>braucht eine Anmeldung</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>a command is wanted; “liaison --help” lists them</source>
        <translation>es fehlt ein Befehl; „liaison --help“ zählt sie auf</translation>
    </message>
    <message>
        <source>Mail can be read.</source>
        <translation>Mail kann gelesen werden.</translation>
    </message>
    <message>
        <source>Mail can be sent; the test mail came back.</source>
        <translation>Mail kann gesendet werden; die Testmail kam zurück.</translation>
    </message>
    <message>
        <source>Failed to test Service connectivity: %1</source>
        <translation>Der Verbindungstest ist fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>--timeout wants 1 to %1 seconds</source>
        <translation>--timeout verlangt 1 bis %1 Sekunden</translation>
    </message>
    <message>
        <source>Ends the test after so long.</source>
        <translation>Beendet den Test nach so langer Zeit.</translation>
    </message>
    <message>
        <source>Adds what was said to the server and by it, without secrets.</source>
        <translation>Fügt an, was dem Server gesagt wurde und was er sagte, ohne Geheimnisse.</translation>
    </message>
    <message>
        <source>tests how mail is read, step by step</source>
        <translation>prüft Schritt für Schritt, wie Mail gelesen wird</translation>
    </message>
    <message>
        <source>Signs in and sends nothing.</source>
        <translation>Meldet sich an und sendet nichts.</translation>
    </message>
    <message>
        <source>sends a mail from the mailbox to itself and waits for it</source>
        <translation>sendet eine Mail vom Postfach an sich selbst und wartet auf sie</translation>
    </message>
    <message>
        <source>look up the name</source>
        <translation>Namen nachschlagen</translation>
    </message>
    <message>
        <source>connect</source>
        <translation>verbinden</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>greeting</source>
        <translation>Begrüßung</translation>
    </message>
    <message>
        <source>access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>sign in</source>
        <translation>anmelden</translation>
    </message>
    <message>
        <source>server version</source>
        <translation>Version des Servers</translation>
    </message>
    <message>
        <source>list the folders</source>
        <translation>Ordner auflisten</translation>
    </message>
    <message>
        <source>open a folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>read a mail</source>
        <translation>eine Mail lesen</translation>
    </message>
    <message>
        <source>write access</source>
        <translation>Schreibrechte</translation>
    </message>
    <message>
        <source>send a mail to itself</source>
        <translation>Mail an sich selbst senden</translation>
    </message>
    <message>
        <source>the mail comes back</source>
        <translation>die Mail kommt zurück</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>ausgelassen</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n Ordner</numerusform>
            <numerusform>%n Ordner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s)</source>
        <translation>
            <numerusform>%n Mail</numerusform>
            <numerusform>%n Mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n Byte</numerusform>
            <numerusform>%n Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>issued by %1</source>
        <translation>ausgestellt von %1</translation>
    </message>
    <message>
        <source>valid until %1</source>
        <translation>gültig bis %1</translation>
    </message>
    <message>
        <source>the server knows no TLS 1.2 or newer; it has to be updated</source>
        <translation>der Server kennt kein TLS 1.2 oder neuer; er muss aktualisiert werden</translation>
    </message>
    <message>
        <source>an administrator switched this sign-in off: passwords for this account, or SMTP AUTH for this mailbox</source>
        <translation>diese Anmeldung ist von der Administration abgeschaltet: Passwörter für dieses Konto oder SMTP AUTH für dieses Postfach</translation>
    </message>
    <message>
        <source>the server does not take the access token; is it for this mailbox and this protocol?</source>
        <translation>der Server nimmt das Zugriffstoken nicht an; gilt es für dieses Postfach und dieses Protokoll?</translation>
    </message>
    <message>
        <source>the access token has run out</source>
        <translation>das Zugriffstoken ist abgelaufen</translation>
    </message>
    <message>
        <source>the access token does not hold the permission that this protocol needs</source>
        <translation>im Zugriffstoken fehlt die Berechtigung, die dieses Protokoll braucht</translation>
    </message>
    <message>
        <source>the folder %1 is read-only: mail can be read, marks cannot be set</source>
        <translation>der Ordner %1 ist schreibgeschützt: Mail kann gelesen, aber nicht markiert werden</translation>
    </message>
    <message>
        <source>the test mail arrived in Junk</source>
        <translation>die Testmail ist im Junk-Ordner angekommen</translation>
    </message>
    <message>
        <source>the demo&apos;s mail server runs until Ctrl+C; nothing leaves this machine</source>
        <translation>der Mailserver der Demo läuft bis Strg+C; nichts verlässt diesen Rechner</translation>
    </message>
    <message>
        <source>--port is a number up to 65535, not “%1”</source>
        <translation>--port ist eine Zahl bis 65535, nicht „%1“</translation>
    </message>
    <message>
        <source>--mails is a number up to 1000000, not “%1”</source>
        <translation>--mails ist eine Zahl bis 1000000, nicht „%1“</translation>
    </message>
    <message>
        <source>--exchange-version is one of %1, not “%2”</source>
        <translation>--exchange-version ist eines von %1, nicht „%2“</translation>
    </message>
    <message>
        <source>The port of Exchange Web Services; a free one without.</source>
        <translation>Der Port der Exchange Web Services; ohne Angabe ein freier.</translation>
    </message>
    <message>
        <source>Which Exchange it is: %1.</source>
        <translation>Welches Exchange er ist: %1.</translation>
    </message>
    <message>
        <source>How many mails are in the inbox; none without.</source>
        <translation>Wie viele Mails im Posteingang liegen; ohne Angabe keine.</translation>
    </message>
    <message>
        <source>the test mail was accepted and did not arrive in time</source>
        <translation>die Testmail wurde angenommen und kam nicht rechtzeitig an</translation>
    </message>
    <message>
        <source>the sign-in may not act as this mailbox (impersonation)</source>
        <translation>die Anmeldung darf nicht als dieses Postfach handeln (Identitätswechsel)</translation>
    </message>
    <message>
        <source>there is no mailbox of this address on the server</source>
        <translation>auf dem Server gibt es kein Postfach mit dieser Adresse</translation>
    </message>
    <message>
        <source>Exchange Online has EWS blocked for this application; use Microsoft Graph</source>
        <translation>Exchange Online hat EWS für diese Anwendung gesperrt; verwenden Sie Microsoft Graph</translation>
    </message>
    <message>
        <source>the server does not know the Exchange version that is chosen</source>
        <translation>der Server kennt die gewählte Exchange-Version nicht</translation>
    </message>
    <message>
        <source>what answers there is no Exchange server</source>
        <translation>was dort antwortet, ist kein Exchange-Server</translation>
    </message>
    <message>
        <source>the command did its work, but its answer cannot be written to standard output</source>
        <translation>der Befehl ist ausgeführt, nur seine Antwort lässt sich nicht in die Standardausgabe schreiben</translation>
    </message>
    <message>
        <source>standard output cannot be written</source>
        <translation>die Standardausgabe nimmt nichts an</translation>
    </message>
    <message>
        <source>Ends after one pass over all folders and a try to send all mail.</source>
        <translation>Endet nach einem Durchgang durch alle Ordner und einem Versuch, alle Mails zu senden.</translation>
    </message>
    <message>
        <source>a mail was not sent and waits for its next try</source>
        <translation>eine Mail wurde nicht gesendet und wartet auf den nächsten Versuch</translation>
    </message>
    <message>
        <source>, sending failed: %1</source>
        <translation>, Senden misslungen: %1</translation>
    </message>
    <message>
        <source>, next try %1</source>
        <translation>, nächster Versuch %1</translation>
    </message>
    <message>
        <source>Usage: liaison %1 [options]</source>
        <translation>Aufruf: liaison %1 [Optionen]</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>BEFEHL</translation>
    </message>
    <message>
        <source>“liaison COMMAND --help” explains a command.</source>
        <translation>„liaison BEFEHL --help“ erklärt einen Befehl.</translation>
    </message>
    <message>
        <source>there is no password or sign-in for this mailbox, see “liaison secret set” and “liaison sign-in”</source>
        <translation>für dieses Postfach gibt es weder Passwort noch Anmeldung, siehe „liaison secret set“ und „liaison sign-in“</translation>
    </message>
    <message>
        <source>, access token good until %1</source>
        <translation>, Zugriffstoken gültig bis %1</translation>
    </message>
    <message>
        <source>, certificate good until %1</source>
        <translation>, Zertifikat gültig bis %1</translation>
    </message>
    <message>
        <source>To sign in to %1, open this address in a browser on this computer:</source>
        <translation>Um sich bei %1 anzumelden, öffnen Sie diese Adresse in einem Browser auf diesem Rechner:</translation>
    </message>
    <message>
        <source>To sign in to %1, open this address on any device and type the code:</source>
        <translation>Um sich bei %1 anzumelden, öffnen Sie diese Adresse auf irgendeinem Gerät und geben Sie den Code ein:</translation>
    </message>
    <message>
        <source>Waiting until %1; Ctrl+C cancels.</source>
        <translation>Gewartet wird bis %1; Strg+C bricht ab.</translation>
    </message>
    <message>
        <source>nobody was signed in: %1 (%2)</source>
        <translation>niemand wurde angemeldet: %1 (%2)</translation>
    </message>
    <message>
        <source>the provider says: %1</source>
        <translation>der Anbieter sagt: %1</translation>
    </message>
    <message>
        <source>Signed in to %1. The sign-in is kept and renewed by itself.</source>
        <translation>Bei %1 angemeldet. Die Anmeldung wird aufbewahrt und von selbst erneuert.</translation>
    </message>
    <message>
        <source>You are signed in. You can close this page.</source>
        <translation>Sie sind angemeldet. Sie können diese Seite schließen.</translation>
    </message>
    <message>
        <source>The sign-in was not completed. The terminal says why.</source>
        <translation>Die Anmeldung wurde nicht abgeschlossen. Warum, steht im Terminal.</translation>
    </message>
    <message>
        <source>signs a person in, in the browser or with a code</source>
        <translation>meldet eine Person an, im Browser oder mit einem Code</translation>
    </message>
    <message>
        <source>Gives a code to be typed on another device.</source>
        <translation>Gibt einen Code aus, der auf einem anderen Gerät eingegeben wird.</translation>
    </message>
    <message>
        <source>For sending, where that has a sign-in of its own.</source>
        <translation>Für das Senden, wenn das eine eigene Anmeldung hat.</translation>
    </message>
    <message>
        <source>Prints the address and opens no browser.</source>
        <translation>Gibt die Adresse aus und öffnet keinen Browser.</translation>
    </message>
    <message>
        <source>the sign-in service issued no access token (%1): %2</source>
        <translation>der Anmeldedienst hat kein Zugriffstoken ausgestellt (%1): %2</translation>
    </message>
    <message>
        <source>it leads out of the domain of the address; if you know that host: --trust %1</source>
        <translation>es führt aus der Domain der Adresse hinaus; wenn dieser Host bekannt ist: --trust %1</translation>
    </message>
    <message>
        <source>a host wants a sign-in: --password takes one from standard input</source>
        <translation>ein Host verlangt eine Anmeldung: --password liest ein Passwort von der Standardeingabe</translation>
    </message>
    <message>
        <source>no host of the domain tells where its Exchange is</source>
        <translation>kein Host der Domain sagt, wo ihr Exchange ist</translation>
    </message>
    <message>
        <source>“%1” is no e-mail address</source>
        <translation>„%1“ ist keine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>finds the Exchange Web Services of an address</source>
        <translation>findet die Exchange Web Services einer Adresse</translation>
    </message>
    <message>
        <source>Signs in where it is asked to; standard input gives the password.</source>
        <translation>Meldet sich an, wo es verlangt wird; das Passwort kommt von der Standardeingabe.</translation>
    </message>
    <message>
        <source>Who signs in; the address without.</source>
        <translation>Wer sich anmeldet; ohne diese Angabe die Adresse.</translation>
    </message>
    <message>
        <source>Signs in by NTLM instead of BASIC.</source>
        <translation>Meldet sich mit NTLM statt BASIC an.</translation>
    </message>
    <message>
        <source>A host outside the domain of the address that may be signed in to; may be given again.</source>
        <translation>Ein Host außerhalb der Domain der Adresse, bei dem angemeldet werden darf; mehrfach möglich.</translation>
    </message>
    <message>
        <source>--fault is WHAT=N with one of %1, not “%2”</source>
        <translation>--fault ist WAS=N mit einem von %1, nicht „%2“</translation>
    </message>
    <message>
        <source>port %1 of 127.0.0.1 is in use; --port takes another</source>
        <translation>Port %1 von 127.0.0.1 ist belegt; --port nimmt einen anderen</translation>
    </message>
    <message>
        <source>port %1 of 127.0.0.1 is the system&apos;s; --port takes another</source>
        <translation>Port %1 von 127.0.0.1 gehört dem System; --port nimmt einen anderen</translation>
    </message>
    <message>
        <source>--fault is WHAT=N with a number up to 1000000, from 1 for item-error, not “%1”</source>
        <translation>--fault ist WAS=N mit einer Zahl bis 1000000, bei item-error ab 1, nicht „%1“</translation>
    </message>
    <message>
        <source>--fault item-error=N:CODE wants a code such as ErrorItemCorrupt, not “%1”</source>
        <translation>--fault item-error=N:CODE braucht einen Code wie ErrorItemCorrupt, nicht „%1“</translation>
    </message>
    <message>
        <source>Where certificates and passwords stay for the next start; without, they are new each time.</source>
        <translation>Wo Zertifikate und Passwörter für den nächsten Start bleiben; ohne sind sie jedes Mal neu.</translation>
    </message>
    <message>
        <source>there is no access token (%1): %2</source>
        <translation>es gibt kein Zugriffstoken (%1): %2</translation>
    </message>
    <message>
        <source>runs the demo&apos;s mail server alone: Exchange, Graph, IMAP and SMTP for other programs</source>
        <translation>betreibt nur den Mailserver der Demo: Exchange, Graph, IMAP und SMTP für andere Programme</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>Not shown: the translation is the language&apos;s code, such as &quot;de&quot;.</extracomment>
        <translation>de</translation>
    </message>
    <message>
        <source>the sign-in service %1 cannot be asked</source>
        <translation>der Anmeldedienst %1 ist nicht zu erreichen</translation>
    </message>
    <message>
        <source>Client secret of %1: </source>
        <translation>Geheimer Clientschlüssel von %1: </translation>
    </message>
    <message>
        <source>Pass phrase of the key of %1: </source>
        <translation>Passphrase des Schlüssels von %1: </translation>
    </message>
    <message>
        <source>Access token of %1: </source>
        <translation>Zugriffstoken von %1: </translation>
    </message>
    <message>
        <source>The client secret of %1 is kept.</source>
        <translation>Der geheime Clientschlüssel von %1 ist hinterlegt.</translation>
    </message>
    <message>
        <source>The pass phrase of the key of %1 is kept.</source>
        <translation>Die Passphrase des Schlüssels von %1 ist hinterlegt.</translation>
    </message>
    <message>
        <source>The access token of %1 is kept.</source>
        <translation>Das Zugriffstoken von %1 ist hinterlegt.</translation>
    </message>
    <message>
        <source>%1 needs no secret of its own there</source>
        <translation>%1 braucht dort kein eigenes Geheimnis</translation>
    </message>
    <message>
        <source>keeps the password or other secret that standard input gives</source>
        <translation>hinterlegt das Passwort oder ein anderes Geheimnis aus der Standardeingabe</translation>
    </message>
    <message>
        <source>the directory %1 cannot be used</source>
        <translation>das Verzeichnis %1 ist nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>the directory %1 is held by another demo server: host %2, process %3</source>
        <translation>das Verzeichnis %1 hat ein anderer Demoserver: Rechner %2, Prozess %3</translation>
    </message>
    <message>
        <source>--fault cut-answer=N:OPERATION wants an operation such as GetItem, not “%1”</source>
        <translation>--fault cut-answer=N:OPERATION verlangt eine Operation wie GetItem, nicht „%1“</translation>
    </message>
    <message>
        <source>no usable answer of Microsoft Graph (%1): %2</source>
        <translation>keine brauchbare Antwort von Microsoft Graph (%1): %2</translation>
    </message>
    <message>
        <source>%1: %2 stored; not there by %3</source>
        <translation>%1: %2 gespeichert; über %3 nicht da</translation>
    </message>
    <message>
        <source>%1: %2 stored, %3 recognised, %4 to be fetched</source>
        <translation>%1: %2 gespeichert, %3 wiedererkannt, %4 abzurufen</translation>
    </message>
    <message>
        <source>  %1 mails by %2, %3 by %4</source>
        <translation>  %1 Mails über %2, %3 über %4</translation>
    </message>
    <message>
        <source>  not there by %1: %2</source>
        <translation>  über %1 nicht da: %2</translation>
    </message>
    <message>
        <source>%1: only by %2</source>
        <translation>%1: nur über %2</translation>
    </message>
    <message>
        <source>%1 is read and sent by %2 from now on.</source>
        <translation>%1 wird von jetzt an über %2 gelesen und gesendet.</translation>
    </message>
    <message>
        <source>Nothing was changed. Without --dry-run the mailbox is switched.</source>
        <translation>Es wurde nichts geändert. Ohne --dry-run wird das Postfach umgestellt.</translation>
    </message>
    <message>
        <source>%1 cannot be used for this mailbox, and nothing was changed: %2</source>
        <translation>%1 ist für dieses Postfach nicht zu benutzen, und es wurde nichts geändert: %2</translation>
    </message>
    <message>
        <source>folders that are read are not there, and nothing was changed: %1</source>
        <translation>Ordner, die gelesen werden, sind nicht da, und es wurde nichts geändert: %1</translation>
    </message>
    <message>
        <source>%1 gave no answer, so what is stored was compared: %2</source>
        <translation>%1 gab keine Antwort, darum wurde mit dem verglichen, was gespeichert ist: %2</translation>
    </message>
    <message>
        <source>--to wants graph or ews</source>
        <translation>--to verlangt graph oder ews</translation>
    </message>
    <message>
        <source>moves a mailbox from EWS to Microsoft Graph, or back</source>
        <translation>stellt ein Postfach von EWS auf Microsoft Graph um, oder zurück</translation>
    </message>
    <message>
        <source>graph or ews.</source>
        <translation>graph oder ews.</translation>
    </message>
    <message>
        <source>Instead of the host of the mailbox&apos;s cloud.</source>
        <translation>Statt des Hosts der Cloud des Postfachs.</translation>
    </message>
    <message>
        <source>Compares both ways and changes nothing.</source>
        <translation>Vergleicht beide Wege und ändert nichts.</translation>
    </message>
    <message>
        <source>the server did not bring the sign-in by NTLM to its end; it may require Extended Protection</source>
        <translation>der Server hat die Anmeldung per NTLM nicht zu Ende geführt; vielleicht verlangt er Extended Protection</translation>
    </message>
    <message>
        <source>Exchange Web Services cannot be used (%1): %2</source>
        <translation>Die Exchange Web Services sind nicht zu benutzen (%1): %2</translation>
    </message>
    <message>
        <source>What goes wrong on purpose; it may be given several times. The next N requests to Exchange and Graph end so: busy, unavailable, unauthorised, wrong-xml, wrong-json, html, sync-state (the state is no longer good); those to Graph alone: proxy, deep-json, long-id, foreign-link (the next page is at another host). The server&apos;s clock is N minutes wrong: clock-ahead, clock-behind. Answers are slow by N ms a KiB: slow; those of Graph by N ms each: latency. The connection ends once after N bytes of an answer or of a request: cut-answer, cut-request; of an answer to one operation: cut-answer=N:OPERATION. The Nth item that is asked for is not there, or fails by a code of Exchange&apos;s: item-error=N, item-error=N:CODE. The next N tokens are refused, for a secret that has expired or for a consent that is missing: secret-expired, consent-missing. The next N requests to Graph are refused as these reasons have it: no-consent, access-policy, no-licence, other-cloud, send-as; the next N to Exchange, because EWS is closed to the application: blocked.</source>
        <translation>Was absichtlich schiefgeht; mehrfach möglich. Die nächsten N Anfragen an Exchange und Graph enden so: busy, unavailable, unauthorised, wrong-xml, wrong-json, html, sync-state (der Stand gilt nicht mehr); die an Graph allein: proxy, deep-json, long-id, foreign-link (die nächste Seite liegt auf einem anderen Host). Die Uhr des Servers geht um N Minuten falsch: clock-ahead, clock-behind. Antworten kommen um N ms je KiB verzögert: slow; die von Graph um je N ms: latency. Die Verbindung endet einmal nach N Byte einer Antwort oder einer Anfrage: cut-answer, cut-request; einer Antwort auf eine Operation: cut-answer=N:OPERATION. Das N-te verlangte Element ist nicht da oder scheitert mit einem Code von Exchange: item-error=N, item-error=N:CODE. Die nächsten N Token werden verweigert, wegen eines abgelaufenen Schlüssels oder einer fehlenden Zustimmung: secret-expired, consent-missing. Die nächsten N Anfragen an Graph werden aus diesen Gründen abgewiesen: no-consent, access-policy, no-licence, other-cloud, send-as; die nächsten N an Exchange, weil EWS für die Anwendung gesperrt ist: blocked.</translation>
    </message>
    <message>
        <source>Microsoft Graph does not let the mailbox be used (%1): %2</source>
        <translation>Microsoft Graph gibt das Postfach nicht frei (%1): %2</translation>
    </message>
    <message>
        <source>checks program, clock, store, audit log, feeds, outbox, certificates and passwords</source>
        <translation>prüft Programm, Uhr, Speicher, Protokoll, Abrufe, Postausgang, Zertifikate und Passwörter</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>die Datei ist nicht lesbar</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>the file holds no certificate</source>
        <translation>die Datei enthält kein Zertifikat</translation>
    </message>
    <message>
        <source>a certificate in it is good no more since %1</source>
        <translation>ein Zertifikat darin ist seit %1 abgelaufen</translation>
    </message>
    <message>
        <source>no TLS library was found that this Qt can use</source>
        <translation>es wurde keine TLS-Bibliothek gefunden, die dieses Qt verwenden kann</translation>
    </message>
    <message>
        <source>Qt&apos;s driver for this database is not installed</source>
        <translation>der Qt-Treiber für diese Datenbank ist nicht installiert</translation>
    </message>
    <message>
        <source>the database&apos;s clock says %1; one of both is wrong</source>
        <translation>die Uhr der Datenbank zeigt %1; eine von beiden geht falsch</translation>
    </message>
    <message>
        <source>Mailboxes: %1 added, %2 changed, %3 removed.
Business units: %4 added, %5 changed.
Templates: %6 added, %7 changed.</source>
        <translation>Postfächer: %1 neu, %2 geändert, %3 entfernt.
Geschäftsbereiche: %4 neu, %5 geändert.
Vorlagen: %6 neu, %7 geändert.</translation>
    </message>
    <message>
        <source>All sending is held since %1, by %2 on %3.</source>
        <translation>Der gesamte Versand ist seit %1 angehalten, durch %2 an %3.</translation>
    </message>
    <message>
        <source>a certificate in it runs out at %1</source>
        <translation>ein Zertifikat darin läuft am %1 ab</translation>
    </message>
    <message>
        <source>there is nothing to compare it with until a mail was fetched</source>
        <translation>es gibt nichts, womit sie verglichen werden kann, bis eine Mail abgeholt wurde</translation>
    </message>
    <message>
        <source>the newest mail arrived at %1 by its server&apos;s clock; one of both is wrong</source>
        <translation>die neueste Mail kam nach der Uhr ihres Servers am %1 an; eine von beiden geht falsch</translation>
    </message>
    <message>
        <source>it is good no more since %1</source>
        <translation>gilt seit %1 nicht mehr</translation>
    </message>
    <message>
        <source>it runs out at %1</source>
        <translation>läuft am %1 ab</translation>
    </message>
    <message numerus="yes">
        <source>%n mails of the last day vanished from the server within an hour after they had arrived: another tool may be reading this mailbox and moving its mail</source>
        <translation>
            <numerusform>%n Mail des letzten Tages verschwand binnen einer Stunde nach ihrer Ankunft vom Server: Ein anderes Werkzeug liest dieses Postfach vielleicht und verschiebt seine Mail</numerusform>
            <numerusform>%n Mails des letzten Tages verschwanden binnen einer Stunde nach ihrer Ankunft vom Server: Ein anderes Werkzeug liest dieses Postfach vielleicht und verschiebt seine Mail</numerusform>
        </translation>
    </message>
    <message>
        <source>The sign-in is carried out on %1, where the mailbox is read, and kept there.</source>
        <translation>Die Anmeldung wird auf %1 ausgeführt, wo das Postfach gelesen wird, und dort aufbewahrt.</translation>
    </message>
    <message>
        <source>Run on %1, which holds the mailbox.</source>
        <translation>Ausgeführt auf %1, das das Postfach bearbeitet.</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Shows this help.</source>
        <translation>Zeigt diese Hilfe.</translation>
    </message>
    <message>
        <source>Shows the version.</source>
        <translation>Zeigt die Version.</translation>
    </message>
    <message>
        <source>The folder of settings and store; made if missing. Default: %1.</source>
        <translation>Der Ordner für Einstellungen und Datenspeicher; wird angelegt, wenn er fehlt. Vorgabe: %1.</translation>
    </message>
    <message>
        <source>Where the store is: a file, or postgresql://user@host/database. Default: liaison.sqlite in the profile.</source>
        <translation>Wo der Datenspeicher ist: eine Datei oder postgresql://user@host/database. Vorgabe: liaison.sqlite im Profil.</translation>
    </message>
    <message>
        <source>The language of the program: “de” or “en”. Default: the system&apos;s.</source>
        <translation>Die Sprache des Programms: „de“ oder „en“. Vorgabe: die des Systems.</translation>
    </message>
    <message>
        <source>Unknown argument: %1</source>
        <translation>Unbekanntes Argument: %1</translation>
    </message>
    <message>
        <source>--language is “de” or “en”, not “%1”.</source>
        <translation>--language ist „de“ oder „en“, nicht „%1“.</translation>
    </message>
    <message>
        <source>Where passwords are kept: “keychain” (default), “credentials”, the files of a service&apos;s CREDENTIALS_DIRECTORY, or “memory”, which forgets them when the program ends; for trials.</source>
        <translation>Wo Passwörter liegen: „keychain“ (der Schlüsselbund, Vorgabe), „credentials“, die Dateien im CREDENTIALS_DIRECTORY eines Dienstes, oder „memory“, das sie am Ende des Programms vergisst; zum Ausprobieren.</translation>
    </message>
    <message>
        <source>--vault is “keychain”, “credentials” or “memory”, not “%1”.</source>
        <translation>--vault ist „keychain“, „credentials“ oder „memory“, nicht „%1“.</translation>
    </message>
    <message>
        <source>Opens a made-up world to try things in: profile and passwords are thrown away at the end, and the only mail server is one of its own on this machine.</source>
        <translation>Öffnet eine erfundene Welt zum Ausprobieren: Profil und Passwörter werden am Ende verworfen, und der einzige Mailserver ist ein eigener auf diesem Rechner.</translation>
    </message>
    <message>
        <source>With --demo: goes through the main job by itself, writes a picture of each step and tour.json into the folder, and ends; exit code 1 when a step fails.</source>
        <translation>Mit --demo: geht die Hauptaufgabe selbst durch, schreibt ein Bild von jedem Schritt und tour.json in den Ordner und endet; Rückgabewert 1, wenn ein Schritt misslingt.</translation>
    </message>
    <message>
        <source>--demo has a profile, store and vault of its own.</source>
        <translation>--demo hat ein eigenes Profil, einen eigenen Datenspeicher und einen eigenen Schlüsselbund.</translation>
    </message>
    <message>
        <source>--tour goes with --demo.</source>
        <translation>--tour gehört zu --demo.</translation>
    </message>
    <message>
        <source>--tour needs a folder.</source>
        <translation>--tour braucht einen Ordner.</translation>
    </message>
    <message>
        <source>Keeps the mail of business units with the security incident it is about.

“liaison COMMAND --help” explains a command:
%1

Exit codes: 0 done, 1 other, 2 wrong arguments, 3 configuration, 4 sign-in, 5 network or TLS, 6 keychain, 7 store.</source>
        <translation>Hält die Mails der Geschäftsbereiche bei dem Sicherheitsvorfall, um den es geht.

„liaison BEFEHL --help“ erklärt einen Befehl:
%1

Exit-Codes: 0 erledigt, 1 Sonstiges, 2 falsche Argumente, 3 Konfiguration, 4 Anmeldung, 5 Netz oder TLS, 6 Schlüsselbund, 7 Speicher.</translation>
    </message>
    <message>
        <source>--store is a file or postgresql://user@host/database; “%1://” is neither.</source>
        <translation>--store ist eine Datei oder postgresql://user@host/database; „%1://“ ist keins von beiden.</translation>
    </message>
    <message>
        <source>--demo-mailbox goes with --demo.</source>
        <translation>--demo-mailbox gehört zu --demo.</translation>
    </message>
    <message>
        <source>With --demo: one mailbox instead of three, reached by “exchange” (Exchange Web Services, signed in by OAuth), “graph” (Microsoft Graph, as in China&apos;s national cloud) or “imap” (IMAP and SMTP). Without it there is one of each.</source>
        <translation>Mit --demo: ein Postfach statt drei, erreicht durch „exchange“ (Exchange Web Services, mit Anmeldung durch OAuth), „graph“ (Microsoft Graph, wie in der nationalen Cloud Chinas) oder „imap“ (IMAP und SMTP). Ohne diese Option gibt es von jeder Art eines.</translation>
    </message>
    <message>
        <source>--demo-mailbox is “exchange”, “graph” or “imap”, not “%1”.</source>
        <translation>--demo-mailbox ist „exchange“, „graph“ oder „imap“, nicht „%1“.</translation>
    </message>
</context>
<context>
    <name>DeliveryText</name>
    <message>
        <source>The server does not accept our sender address.</source>
        <translation>Der Server nimmt unsere Absenderadresse nicht an.</translation>
    </message>
    <message>
        <source>The recipient&apos;s domain does not exist or takes no mail.</source>
        <translation>Die Domain des Empfängers gibt es nicht, oder sie nimmt keine E-Mails an.</translation>
    </message>
    <message>
        <source>The recipient&apos;s address is not written as an address must be.</source>
        <translation>Die Adresse des Empfängers ist nicht wie eine Adresse geschrieben.</translation>
    </message>
    <message>
        <source>The recipient has moved and left no new address.</source>
        <translation>Der Empfänger ist umgezogen und hat keine neue Adresse hinterlassen.</translation>
    </message>
    <message>
        <source>The recipient&apos;s address does not exist.</source>
        <translation>Die Adresse des Empfängers gibt es nicht.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox is full.</source>
        <translation>Das Postfach des Empfängers ist voll.</translation>
    </message>
    <message>
        <source>The mail is too large for the recipient&apos;s mailbox.</source>
        <translation>Die E-Mail ist zu groß für das Postfach des Empfängers.</translation>
    </message>
    <message>
        <source>The recipient is a mailing list that could not pass the mail on.</source>
        <translation>Der Empfänger ist eine Mailingliste, die die E-Mail nicht weitergeben konnte.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox is closed or cannot take mail.</source>
        <translation>Das Postfach des Empfängers ist geschlossen oder kann keine E-Mails aufnehmen.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mail system has no room left.</source>
        <translation>Das Mailsystem des Empfängers hat keinen Platz mehr.</translation>
    </message>
    <message>
        <source>The mail is larger than the server accepts.</source>
        <translation>Die E-Mail ist größer, als der Server annimmt.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mail system takes no mail at the moment.</source>
        <translation>Das Mailsystem des Empfängers nimmt im Augenblick keine E-Mails an.</translation>
    </message>
    <message>
        <source>The way to the recipient&apos;s mail system was not found.</source>
        <translation>Der Weg zum Mailsystem des Empfängers wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>The mail went round in circles between mail systems.</source>
        <translation>Die E-Mail lief zwischen Mailsystemen im Kreis.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mail system could not be reached for too long.</source>
        <translation>Das Mailsystem des Empfängers war zu lange nicht erreichbar.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mail system could not be reached.</source>
        <translation>Das Mailsystem des Empfängers war nicht erreichbar.</translation>
    </message>
    <message>
        <source>An address has letters beyond ASCII before the @, and a mail server on the way does not take such addresses (SMTPUTF8). Ask the recipient for another address.</source>
        <translation>Eine Adresse hat vor dem @ Buchstaben, die nicht zu ASCII gehören, und ein Mailserver auf dem Weg nimmt solche Adressen nicht an (SMTPUTF8). Bitten Sie den Empfänger um eine andere Adresse.</translation>
    </message>
    <message>
        <source>A mail server on the way cannot handle the form of this mail.</source>
        <translation>Ein Mailserver auf dem Weg kann mit der Form dieser E-Mail nicht umgehen.</translation>
    </message>
    <message>
        <source>The server wants a sign-in that the mailbox is not allowed to make.</source>
        <translation>Der Server verlangt eine Anmeldung, die dem Postfach nicht erlaubt ist.</translation>
    </message>
    <message>
        <source>The recipient&apos;s system doubts that the mail comes from us (SPF, DKIM, DMARC or reverse DNS). Tell the administrator of our mail system.</source>
        <translation>Das System des Empfängers bezweifelt, dass die E-Mail von uns kommt (SPF, DKIM, DMARC oder umgekehrtes DNS). Sagen Sie es dem Administrator unseres Mailsystems.</translation>
    </message>
    <message>
        <source>We may not write to this mailing list.</source>
        <translation>Wir dürfen an diese Mailingliste nicht schreiben.</translation>
    </message>
    <message>
        <source>Too many mails were sent in a short time.</source>
        <translation>In kurzer Zeit wurden zu viele E-Mails gesendet.</translation>
    </message>
    <message>
        <source>The recipient&apos;s system refused the mail by its rules, for example as spam.</source>
        <translation>Das System des Empfängers hat die E-Mail nach seinen Regeln abgelehnt, zum Beispiel als Spam.</translation>
    </message>
    <message>
        <source>The mail has more recipients than the server takes at once.</source>
        <translation>Die E-Mail hat mehr Empfänger, als der Server auf einmal annimmt.</translation>
    </message>
    <message>
        <source>The mail servers did not understand each other.</source>
        <translation>Die Mailserver haben einander nicht verstanden.</translation>
    </message>
    <message>
        <source>The server cannot take the mail at the moment.</source>
        <translation>Der Server kann die E-Mail im Augenblick nicht annehmen.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox is busy at the moment.</source>
        <translation>Das Postfach des Empfängers ist im Augenblick belegt.</translation>
    </message>
    <message>
        <source>The server has no room left at the moment, or takes fewer recipients at once.</source>
        <translation>Der Server hat im Augenblick keinen Platz mehr oder nimmt weniger Empfänger auf einmal an.</translation>
    </message>
    <message>
        <source>The recipient&apos;s address does not exist, or the server may not reach it.</source>
        <translation>Die Adresse des Empfängers gibt es nicht, oder der Server darf sie nicht erreichen.</translation>
    </message>
    <message>
        <source>The mail is too large, or the recipient&apos;s mailbox is full.</source>
        <translation>Die E-Mail ist zu groß, oder das Postfach des Empfängers ist voll.</translation>
    </message>
    <message>
        <source>The server does not accept the address.</source>
        <translation>Der Server nimmt die Adresse nicht an.</translation>
    </message>
    <message>
        <source>The server refused the mail for good.</source>
        <translation>Der Server hat die E-Mail endgültig abgelehnt.</translation>
    </message>
    <message>
        <source>Not delivered.</source>
        <translation>Nicht zugestellt.</translation>
    </message>
    <message>
        <source>Not delivered. %1</source>
        <translation>Nicht zugestellt. %1</translation>
    </message>
    <message>
        <source>Delayed; a mail server keeps trying.</source>
        <translation>Verzögert; ein Mailserver versucht es weiter.</translation>
    </message>
    <message>
        <source>Delayed; a mail server keeps trying. %1</source>
        <translation>Verzögert; ein Mailserver versucht es weiter. %1</translation>
    </message>
    <message>
        <source>Passed on to a system that does not report arrivals.</source>
        <translation>An ein System weitergegeben, das die Ankunft nicht meldet.</translation>
    </message>
    <message>
        <source>Delivered.</source>
        <translation>Zugestellt.</translation>
    </message>
    <message>
        <source>Out of office.</source>
        <translation>Abwesend.</translation>
    </message>
</context>
<context>
    <name>ErrandText</name>
    <message>
        <source>%1, where the mailbox is read, did not answer in time. See to it that Liaison runs there, then try again.</source>
        <translation>%1, wo das Postfach gelesen wird, hat nicht rechtzeitig geantwortet. Sorgen Sie dafür, dass Liaison dort läuft, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The service is given its secrets and cannot keep a sign-in. Whoever set it up gives it the refresh token as a credential, or lets it use a keychain.</source>
        <translation>Der Dienst bekommt seine Geheimnisse vorgegeben und kann keine Anmeldung aufbewahren. Wer ihn eingerichtet hat, gibt ihm das Refresh-Token als Credential oder lässt ihn einen Schlüsselbund benutzen.</translation>
    </message>
    <message>
        <source>Run on this computer, %1, since a password was typed that only it knows.</source>
        <translation>Ausgeführt auf diesem Computer, %1, weil ein Passwort eingegeben wurde, das nur er kennt.</translation>
    </message>
    <message>
        <source>Run on %1, which holds the mailbox.</source>
        <translation>Ausgeführt auf %1, das das Postfach bearbeitet.</translation>
    </message>
    <message>
        <source>The keychain on %1 cannot be used: it is locked, refuses, or is not there. See to it there, then try again.</source>
        <translation>Der Schlüsselbund auf %1 kann nicht benutzt werden: Er ist gesperrt, lehnt ab oder ist nicht da. Kümmern Sie sich dort darum und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>There is no password for this mailbox on %1, which holds it. Set it there with “liaison secret set”.</source>
        <translation>Auf %1, das es bearbeitet, gibt es kein Passwort für dieses Postfach. Hinterlegen Sie es dort mit „liaison secret set“.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The server&apos;s name was not found. Check the host for typing mistakes and the network.</source>
        <translation>Der Name des Servers wurde nicht gefunden. Prüfen Sie den Host auf Tippfehler und die Netzwerkverbindung.</translation>
    </message>
    <message>
        <source>The server refused the connection. Check the host and the port.</source>
        <translation>Der Server hat die Verbindung abgelehnt. Prüfen Sie Host und Port.</translation>
    </message>
    <message>
        <source>The connection was lost. It is tried again by itself when the network is back.</source>
        <translation>Die Verbindung ist abgerissen. Sie wird von selbst neu aufgebaut, sobald das Netz wieder da ist.</translation>
    </message>
    <message>
        <source>The server did not answer in time. Check host and port, or whether a firewall is between.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet. Prüfen Sie Host und Port und ob eine Firewall dazwischen liegt.</translation>
    </message>
    <message>
        <source>The server offers no encryption here, so nothing was sent to it. Choose SSL/TLS, or ask the server&apos;s administrator to offer STARTTLS.</source>
        <translation>Der Server bietet hier keine Verschlüsselung an, deshalb wurde ihm nichts gesendet. Wählen Sie SSL/TLS oder bitten Sie die Serververwaltung, STARTTLS anzubieten.</translation>
    </message>
    <message>
        <source>Somebody put commands in front of the encrypted part of the connection. It was ended, and nothing was sent. Tell the network&apos;s administrator.</source>
        <translation>Jemand hat vor dem verschlüsselten Teil der Verbindung Befehle eingeschleust. Die Verbindung wurde beendet, es wurde nichts gesendet. Benachrichtigen Sie die Netzwerkverwaltung.</translation>
    </message>
    <message>
        <source>No encrypted connection could be made. Check that the port fits the connection security and that the server knows TLS 1.2 or newer.</source>
        <translation>Es kam keine verschlüsselte Verbindung zustande. Prüfen Sie, ob der Port zur gewählten Verschlüsselung passt und der Server TLS 1.2 oder neuer beherrscht.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate was not issued by an authority this computer trusts. Give the authority&apos;s certificate as trusted CA file, or ask the server&apos;s administrator.</source>
        <translation>Das Zertifikat des Servers stammt von keiner Zertifizierungsstelle, der dieser Computer vertraut. Geben Sie das Zertifikat der Stelle als CA-Datei an oder fragen Sie die Serververwaltung.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has expired or is not valid yet. Check this computer&apos;s date, then ask the server&apos;s administrator to renew it.</source>
        <translation>Das Zertifikat des Servers ist abgelaufen oder noch nicht gültig. Prüfen Sie das Datum dieses Computers und bitten Sie dann die Serververwaltung, das Zertifikat zu erneuern.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is for another name. Use the host name that stands in it, or ask the server&apos;s administrator.</source>
        <translation>Das Zertifikat des Servers gilt für einen anderen Namen. Verwenden Sie den darin genannten Hostnamen oder fragen Sie die Serververwaltung.</translation>
    </message>
    <message>
        <source>The server does not take this way of signing in. Choose another, check the connection security, or ask whether password sign-in is switched off.</source>
        <translation>Der Server nimmt diese Art der Anmeldung nicht an. Wählen Sie eine andere, prüfen Sie die Sicherheit der Verbindung oder fragen Sie, ob die Anmeldung mit Passwort abgeschaltet ist.</translation>
    </message>
    <message>
        <source>There is no password for this mailbox on this computer. Enter it under Admin &gt; Mailboxes.</source>
        <translation>Auf diesem Computer gibt es kein Passwort für dieses Postfach. Geben Sie es unter Verwaltung &gt; Postfächer ein.</translation>
    </message>
    <message>
        <source>The server gave an answer that its protocol does not allow. Check that the port belongs to the right service.</source>
        <translation>Der Server hat eine Antwort gegeben, die sein Protokoll nicht erlaubt. Prüfen Sie, ob der Port zum richtigen Dienst gehört.</translation>
    </message>
    <message>
        <source>The server sent more than Liaison accepts in one piece.</source>
        <translation>Der Server hat mehr gesendet, als Liaison auf einmal annimmt.</translation>
    </message>
    <message>
        <source>The server said no. Its own words are under Details.</source>
        <translation>Der Server hat abgelehnt. Seine Antwort steht unter Details.</translation>
    </message>
    <message>
        <source>The server is busy and asks to come back later. It is tried again by itself.</source>
        <translation>Der Server ist ausgelastet und bittet um einen späteren Versuch. Dieser erfolgt von selbst.</translation>
    </message>
    <message>
        <source>A folder is not on the server any more. Choose the folders again under Admin &gt; Mailboxes.</source>
        <translation>Ein Ordner ist auf dem Server nicht mehr vorhanden. Wählen Sie die Ordner unter Verwaltung &gt; Postfächer neu aus.</translation>
    </message>
    <message>
        <source>The server does not let this account send from its address.</source>
        <translation>Der Server erlaubt diesem Konto nicht, unter seiner Adresse zu senden.</translation>
    </message>
    <message>
        <source>The server refused a recipient. Check the addresses.</source>
        <translation>Der Server hat einen Empfänger abgelehnt. Prüfen Sie die Adressen.</translation>
    </message>
    <message>
        <source>The mail is larger than the server accepts. Send fewer or smaller attachments.</source>
        <translation>Die Mail ist größer, als der Server annimmt. Senden Sie weniger oder kleinere Anhänge.</translation>
    </message>
    <message>
        <source>No answer of the server told whether it took the mail. Look in Sent Items or ask the recipient before sending it again.</source>
        <translation>Keine Antwort des Servers hat gesagt, ob er die Mail angenommen hat. Sehen Sie im Ordner „Gesendet“ nach oder fragen Sie den Empfänger, bevor Sie sie erneut senden.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Der Vorgang wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Something that was entered cannot be used.</source>
        <translation>Eine Eingabe ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>It is not there any more. Somebody may have removed or moved it.</source>
        <translation>Das gibt es nicht mehr. Vielleicht hat es jemand entfernt oder verschoben.</translation>
    </message>
    <message>
        <source>There is one with that name or address already.</source>
        <translation>Diesen Namen oder diese Adresse gibt es schon.</translation>
    </message>
    <message>
        <source>Somebody else changed it meanwhile. Look at the present state and make your change again.</source>
        <translation>Inzwischen hat jemand anderes etwas geändert. Sehen Sie sich den aktuellen Stand an und nehmen Sie Ihre Änderung erneut vor.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>Dazu sind Sie nicht berechtigt.</translation>
    </message>
    <message>
        <source>Another Liaison is working on it. Try again in a moment.</source>
        <translation>Ein anderes Liaison arbeitet gerade daran. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The store cannot be reached. Check that its folder or server is there and may be used.</source>
        <translation>Der Datenspeicher ist nicht erreichbar. Prüfen Sie, ob sein Ordner oder Server vorhanden ist und Sie darauf zugreifen dürfen.</translation>
    </message>
    <message>
        <source>The store was written by a newer Liaison. Install that version or a later one.</source>
        <translation>Der Datenspeicher wurde von einem neueren Liaison geschrieben. Installieren Sie diese oder eine spätere Version.</translation>
    </message>
    <message>
        <source>The store is damaged. Keep a copy of its file and restore the last backup.</source>
        <translation>Der Datenspeicher ist beschädigt. Heben Sie eine Kopie seiner Datei auf und spielen Sie die letzte Sicherung ein.</translation>
    </message>
    <message>
        <source>The disk is full. Make room, then try again; nothing was lost.</source>
        <translation>Der Datenträger ist voll. Schaffen Sie Platz und versuchen Sie es dann erneut; es ging nichts verloren.</translation>
    </message>
    <message>
        <source>This computer has no running keychain (Secret Service), so the password cannot be kept. Start GNOME Keyring, KWallet or KeePassXC&apos;s Secret Service.</source>
        <translation>Auf diesem Computer läuft kein Schlüsselbund (Secret Service), das Passwort kann daher nicht aufbewahrt werden. Starten Sie GNOME Keyring, KWallet oder den Secret Service von KeePassXC.</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it, then try again.</source>
        <translation>Der Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The keychain refused. Allow Liaison to use it, then try again.</source>
        <translation>Der Schlüsselbund hat den Zugriff verweigert. Erlauben Sie ihn Liaison und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Something went wrong inside Liaison (%1). Please report it.</source>
        <translation>In Liaison ist etwas schiefgegangen (%1). Bitte melden Sie das.</translation>
    </message>
    <message>
        <source>The server refused the user name or the password (or access token). Nothing is tried again until they are corrected, so that the account is not locked.</source>
        <translation>Der Server hat Benutzername oder Passwort (oder Zugriffstoken) abgelehnt. Bis zur Korrektur wird nichts mehr versucht, damit das Konto nicht gesperrt wird.</translation>
    </message>
    <message>
        <source>Somebody has to sign in: nobody has yet, or the sign-in has ended. Mail waits on the server.</source>
        <translation>Jemand muss sich anmelden: Noch niemand hat es getan, oder die Anmeldung ist abgelaufen. Die Mails warten auf dem Server.</translation>
    </message>
    <message>
        <source>The sign-in service %1 cannot be asked for an access token. %2</source>
        <translation>Der Anmeldedienst %1 ist für ein Zugriffstoken nicht zu erreichen. %2</translation>
    </message>
    <message>
        <source>The proxy did not let the connection through. Check the one that the mailbox names, or the system&apos;s. One that wants a sign-in has to be set in the system.</source>
        <translation>Der Proxy hat die Verbindung nicht durchgelassen. Prüfen Sie den, den das Postfach nennt, oder den des Systems. Einer, der eine Anmeldung verlangt, muss im System eingestellt sein.</translation>
    </message>
</context>
<context>
    <name>FeedText</name>
    <message>
        <source>OFF</source>
        <translation>AUS</translation>
    </message>
    <message>
        <source>STOPPING</source>
        <translation>WIRD ANGEHALTEN</translation>
    </message>
    <message>
        <source>%1, next try %2</source>
        <translation>%1, nächster Versuch %2</translation>
    </message>
    <message>
        <source>%1, trying now</source>
        <translation>%1, Versuch läuft</translation>
    </message>
    <message numerus="yes">
        <source>%n mails</source>
        <translation>
            <numerusform>%n Mail</numerusform>
            <numerusform>%n Mails</numerusform>
        </translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>certificate: %1</source>
        <translation>Zertifikat: %1</translation>
    </message>
    <message>
        <source>secret: %1</source>
        <translation>Geheimnis: %1</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>diesem Computer</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemandem</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>another computer</source>
        <translation>einem anderen Computer</translation>
    </message>
    <message>
        <source>Sign-in refused %1 on %2; mail is waiting on the server.</source>
        <translation>Anmeldung %1 auf %2 abgelehnt; die Mails warten auf dem Server.</translation>
    </message>
    <message>
        <source>Whoever administers this mailbox enters the secret anew under Admin &gt; Mailboxes, or by “liaison secret set %1” on the computer that works the mailbox.</source>
        <translation>Wer dieses Postfach verwaltet, gibt das Geheimnis unter Verwaltung &gt; Postfächer neu ein, oder mit „liaison secret set %1“ auf dem Computer, der das Postfach bearbeitet.</translation>
    </message>
    <message numerus="yes">
        <source>No mail for %1, though it usually comes in %n of these hours. Write to %2 from outside, and look for rules, forwarding or a full mailbox on the server.</source>
        <translation>
            <numerusform>Seit %1 keine Mail, obwohl sonst in %n dieser Stunden welche kommt. Schreiben Sie von außen an %2, und sehen Sie auf dem Server nach Regeln, Weiterleitungen oder einem vollen Postfach.</numerusform>
            <numerusform>Seit %1 keine Mail, obwohl sonst in %n dieser Stunden welche kommen. Schreiben Sie von außen an %2, und sehen Sie auf dem Server nach Regeln, Weiterleitungen oder einem vollen Postfach.</numerusform>
        </translation>
    </message>
    <message>
        <source>The application&apos;s certificate ran out on %1. Register a new one and name it under Admin &gt; Mailboxes.</source>
        <translation>Das Zertifikat der Anwendung ist am %1 abgelaufen. Registrieren Sie ein neues und nennen Sie es unter Verwaltung &gt; Postfächer.</translation>
    </message>
    <message>
        <source>The secret ran out on %1, as it was noted here. Make a new one, enter it under Admin &gt; Mailboxes and note its date.</source>
        <translation>Das Geheimnis ist nach der Notiz hier am %1 abgelaufen. Erzeugen Sie ein neues, geben Sie es unter Verwaltung &gt; Postfächer ein und notieren Sie sein Datum.</translation>
    </message>
    <message>
        <source>The application&apos;s certificate runs out on %1. Register a new one in time and name it under Admin &gt; Mailboxes.</source>
        <translation>Das Zertifikat der Anwendung läuft am %1 ab. Registrieren Sie rechtzeitig ein neues und nennen Sie es unter Verwaltung &gt; Postfächer.</translation>
    </message>
    <message>
        <source>The secret runs out on %1. Make a new one in time, enter it under Admin &gt; Mailboxes and note its date.</source>
        <translation>Das Geheimnis läuft am %1 ab. Erzeugen Sie rechtzeitig ein neues, geben Sie es unter Verwaltung &gt; Postfächer ein und notieren Sie sein Datum.</translation>
    </message>
    <message numerus="yes">
        <source>%n mails were not sent; they are in the outbox.</source>
        <translation>
            <numerusform>%n Mail wurde nicht gesendet; sie liegt im Postausgang.</numerusform>
            <numerusform>%n Mails wurden nicht gesendet; sie liegen im Postausgang.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 took it %2 and looks for mail.</source>
        <translation>%1 hat es %2 übernommen und sieht nach Mails.</translation>
    </message>
    <message>
        <source>%1 was asked to look for mail.</source>
        <translation>%1 ist gebeten worden, nach Mails zu sehen.</translation>
    </message>
    <message>
        <source>%1 was asked to look for mail and has not answered. Is Liaison running there?</source>
        <translation>%1 ist gebeten worden, nach Mails zu sehen, und hat nicht geantwortet. Läuft Liaison dort?</translation>
    </message>
    <message>
        <source>Worked by: %1</source>
        <translation>Bearbeitet von: %1</translation>
    </message>
    <message>
        <source>Last sync: %1</source>
        <translation>Letzter Abgleich: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n mails of the last day vanished from the server within an hour after they had arrived. Another tool may be reading this mailbox and moving its mail: a mailbox that another tool ingests must not be used, as mail can be gone before it is fetched. What was fetched is kept.</source>
        <translation>
            <numerusform>%n Mail des letzten Tages verschwand binnen einer Stunde nach ihrer Ankunft vom Server. Ein anderes Werkzeug liest dieses Postfach vielleicht und verschiebt seine Mail: Ein Postfach, das ein anderes Werkzeug verarbeitet, darf nicht verwendet werden, da Mail fort sein kann, ehe sie abgeholt ist. Was abgeholt wurde, bleibt.</numerusform>
            <numerusform>%n Mails des letzten Tages verschwanden binnen einer Stunde nach ihrer Ankunft vom Server. Ein anderes Werkzeug liest dieses Postfach vielleicht und verschiebt seine Mail: Ein Postfach, das ein anderes Werkzeug verarbeitet, darf nicht verwendet werden, da Mail fort sein kann, ehe sie abgeholt ist. Was abgeholt wurde, bleibt.</numerusform>
        </translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>nicht gezeigt</translation>
    </message>
</context>
<context>
    <name>FieldProblems</name>
    <message>
        <source>Enter the address of the mailbox.</source>
        <translation>Geben Sie die Adresse des Postfachs ein.</translation>
    </message>
    <message>
        <source>Enter the server&apos;s name.</source>
        <translation>Geben Sie den Namen des Servers ein.</translation>
    </message>
    <message>
        <source>This is no e-mail address. It looks like ir@corp.example.</source>
        <translation>Das ist keine E-Mail-Adresse. Sie sieht etwa so aus: ir@corp.example.</translation>
    </message>
    <message>
        <source>This is no host name. It looks like mail.corp.example, without “https://” or a port.</source>
        <translation>Das ist kein Hostname. Er sieht etwa so aus: mail.corp.example, ohne „https://“ und ohne Port.</translation>
    </message>
    <message>
        <source>This holds characters that cannot be used here.</source>
        <translation>Hier sind Zeichen enthalten, die nicht verwendet werden können.</translation>
    </message>
    <message>
        <source>Choose an interval between 5 seconds and one day.</source>
        <translation>Wählen Sie einen Abstand zwischen 5 Sekunden und einem Tag.</translation>
    </message>
    <message>
        <source>Enter a port from 1 to 65535.</source>
        <translation>Geben Sie einen Port von 1 bis 65535 ein.</translation>
    </message>
    <message>
        <source>Without encryption the password would travel in clear, so Liaison does not sign in this way. Choose SSL/TLS or STARTTLS.</source>
        <translation>Ohne Verschlüsselung würde das Passwort im Klartext übertragen, deshalb meldet sich Liaison so nicht an. Wählen Sie SSL/TLS oder STARTTLS.</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>Diese Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Choose the certificate to sign in with.</source>
        <translation>Wählen Sie das Zertifikat, mit dem angemeldet wird.</translation>
    </message>
    <message>
        <source>This is no PEM file with certificates of at most 1 MiB.</source>
        <translation>Dies ist keine PEM-Datei mit Zertifikaten von höchstens 1 MiB.</translation>
    </message>
    <message>
        <source>Enter the application&apos;s client ID.</source>
        <translation>Geben Sie die Client-ID der Anwendung ein.</translation>
    </message>
    <message>
        <source>Enter the tenant&apos;s ID or domain.</source>
        <translation>Geben Sie die ID oder die Domäne des Mandanten ein.</translation>
    </message>
    <message>
        <source>A client ID is a GUID. It looks like 6731de76-14a6-49ae-97bc-6eba6914391e.</source>
        <translation>Eine Client-ID ist eine GUID. Sie sieht aus wie 6731de76-14a6-49ae-97bc-6eba6914391e.</translation>
    </message>
    <message>
        <source>A tenant is a GUID or a domain, such as corp.example.</source>
        <translation>Ein Mandant ist eine GUID oder eine Domäne wie corp.example.</translation>
    </message>
    <message>
        <source>Enter this: %1. Without it nobody can sign in.</source>
        <translation>Geben Sie dies ein: %1. Ohne das kann sich niemand anmelden.</translation>
    </message>
    <message>
        <source>This is no host name. It looks like mail.corp.example, or, as a whole address, like https://mail.corp.example/EWS/Exchange.asmx.</source>
        <translation>Das ist kein Hostname. Er sieht etwa so aus: mail.corp.example, oder als ganze Adresse: https://mail.corp.example/EWS/Exchange.asmx.</translation>
    </message>
    <message>
        <source>This is no host name. It looks like graph.corp.example, or graph.corp.example:8443.</source>
        <translation>Das ist kein Hostname. Er sieht etwa so aus: graph.corp.example oder graph.corp.example:8443.</translation>
    </message>
    <message>
        <source>Without encryption the sign-in would travel in clear, so Liaison does not sign in this way. Tick “SSL encrypted”.</source>
        <translation>Ohne Verschlüsselung würde die Anmeldung im Klartext übertragen, deshalb meldet sich Liaison so nicht an. Setzen Sie das Häkchen bei „SSL-verschlüsselt“.</translation>
    </message>
    <message>
        <source>This is too long: it has room for %1 characters.</source>
        <translation>Das ist zu lang: Hier ist Platz für %1 Zeichen.</translation>
    </message>
    <message>
        <source>Enter the proxy&apos;s name.</source>
        <translation>Geben Sie den Namen des Proxys ein.</translation>
    </message>
    <message>
        <source>This is no host name. It looks like proxy.corp.example, without “http://” or a port.</source>
        <translation>Das ist kein Hostname. Er sieht aus wie proxy.corp.example, ohne „http://“ und Port.</translation>
    </message>
    <message>
        <source>Microsoft Graph has no STARTTLS: it is reached over SSL/TLS alone.</source>
        <translation>Microsoft Graph hat kein STARTTLS: Es ist nur über SSL/TLS zu erreichen.</translation>
    </message>
    <message>
        <source>Exchange Web Services have no STARTTLS. Tick “SSL encrypted”.</source>
        <translation>Exchange Web Services haben kein STARTTLS. Haken Sie „SSL-verschlüsselt“ an.</translation>
    </message>
    <message>
        <source>Microsoft Graph has no such sign-in: it takes OAUTH2.0 alone.</source>
        <translation>Microsoft Graph hat diese Anmeldung nicht: Es nimmt nur OAUTH2.0.</translation>
    </message>
    <message>
        <source>Exchange Web Services have no such sign-in. Choose BASIC, NTLM or OAUTH2.0.</source>
        <translation>Exchange Web Services haben diese Anmeldung nicht. Wählen Sie BASIC, NTLM oder OAUTH2.0.</translation>
    </message>
    <message>
        <source>Enter the provider&apos;s address. It looks like https://id.corp.example.</source>
        <translation>Geben Sie die Adresse des Anbieters ein. Sie sieht aus wie https://id.corp.example.</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A short date, with the letters of QDate::toString().</extracomment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n Tag</numerusform>
            <numerusform>in %n Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInAdvice</name>
    <message>
        <source>The tenant was not found. Check the tenant ID, and that the national cloud is the tenant&apos;s.</source>
        <translation>Der Mandant wurde nicht gefunden. Prüfen Sie die Mandanten-ID und ob die nationale Cloud die des Mandanten ist.</translation>
    </message>
    <message>
        <source>The tenant lives in another national cloud. Choose that cloud.</source>
        <translation>Der Mandant liegt in einer anderen nationalen Cloud. Wählen Sie diese.</translation>
    </message>
    <message>
        <source>The application is not known in this tenant. Check the client ID and the tenant ID, and that an administrator has added the application to the tenant.</source>
        <translation>Die Anwendung ist in diesem Mandanten nicht bekannt. Prüfen Sie Client-ID und Mandanten-ID und ob ein Administrator die Anwendung dem Mandanten hinzugefügt hat.</translation>
    </message>
    <message>
        <source>An administrator has disabled the application in this tenant. Ask for it to be enabled.</source>
        <translation>Ein Administrator hat die Anwendung in diesem Mandanten deaktiviert. Bitten Sie darum, sie zu aktivieren.</translation>
    </message>
    <message>
        <source>The application is only for people who are assigned to it, and this account is not. Ask an administrator to assign it.</source>
        <translation>Die Anwendung ist nur für zugewiesene Personen, und dieses Konto gehört nicht dazu. Bitten Sie einen Administrator, es zuzuweisen.</translation>
    </message>
    <message>
        <source>The redirect address is not registered. Register http://localhost (or http://127.0.0.1) as a redirect URI of the kind &quot;mobile and desktop applications&quot;.</source>
        <translation>Die Umleitungsadresse ist nicht registriert. Registrieren Sie http://localhost (oder http://127.0.0.1) als Umleitungs-URI der Art „Mobilgerät- und Desktopanwendungen“.</translation>
    </message>
    <message>
        <source>The provider wants a client secret or certificate. Give one, or allow public client flows for the application.</source>
        <translation>Der Anbieter verlangt einen geheimen Clientschlüssel oder ein Zertifikat. Geben Sie eines an, oder erlauben Sie öffentliche Clientflows für die Anwendung.</translation>
    </message>
    <message>
        <source>This way to sign in is not allowed for the application. Choose another sign-in method, or have it allowed.</source>
        <translation>Diese Art der Anmeldung ist für die Anwendung nicht erlaubt. Wählen Sie eine andere, oder lassen Sie sie erlauben.</translation>
    </message>
    <message>
        <source>Nobody has agreed yet to what the application asks for. Open the consent link, or ask an administrator to grant consent.</source>
        <translation>Noch niemand hat dem zugestimmt, was die Anwendung verlangt. Öffnen Sie den Zustimmungslink, oder bitten Sie einen Administrator um die Zustimmung.</translation>
    </message>
    <message>
        <source>Only an administrator may agree to what the application asks for. Send the consent link to one.</source>
        <translation>Nur ein Administrator darf dem zustimmen, was die Anwendung verlangt. Senden Sie einem den Zustimmungslink.</translation>
    </message>
    <message>
        <source>Consent was declined. Sign in again and agree, or ask an administrator to grant consent.</source>
        <translation>Die Zustimmung wurde verweigert. Melden Sie sich noch einmal an und stimmen Sie zu, oder bitten Sie einen Administrator um die Zustimmung.</translation>
    </message>
    <message>
        <source>The permission is not among those that the application is registered for, or the tenant has no such service. Add the permissions that are listed beside the client ID.</source>
        <translation>Die Berechtigung gehört nicht zu denen, für die die Anwendung registriert ist, oder der Mandant hat keinen solchen Dienst. Fügen Sie die Berechtigungen hinzu, die neben der Client-ID stehen.</translation>
    </message>
    <message>
        <source>The client ID or the client secret was refused. Check both, and enter the secret&apos;s value, not its ID.</source>
        <translation>Die Client-ID oder der geheime Clientschlüssel wurde abgelehnt. Prüfen Sie beide, und geben Sie den Wert des Schlüssels ein, nicht seine ID.</translation>
    </message>
    <message>
        <source>The client secret has expired. Make a new one for the application and enter its value.</source>
        <translation>Der geheime Clientschlüssel ist abgelaufen. Erstellen Sie für die Anwendung einen neuen und geben Sie dessen Wert ein.</translation>
    </message>
    <message>
        <source>The provider did not accept the certificate. Upload this very certificate to the application, and check that it has not expired.</source>
        <translation>Der Anbieter hat das Zertifikat nicht angenommen. Laden Sie genau dieses Zertifikat bei der Anwendung hoch und prüfen Sie, ob es abgelaufen ist.</translation>
    </message>
    <message>
        <source>The provider finds the time of the request wrong. Set this computer&apos;s clock.</source>
        <translation>Der Anbieter hält die Zeit der Anfrage für falsch. Stellen Sie die Uhr dieses Rechners.</translation>
    </message>
    <message>
        <source>The account does not exist in this tenant. Check the user name and the tenant ID.</source>
        <translation>Das Konto gibt es in diesem Mandanten nicht. Prüfen Sie Benutzername und Mandanten-ID.</translation>
    </message>
    <message>
        <source>The account is disabled. Ask an administrator to enable it.</source>
        <translation>Das Konto ist deaktiviert. Bitten Sie einen Administrator, es zu aktivieren.</translation>
    </message>
    <message>
        <source>The account is locked after too many failed sign-ins. Wait, or ask an administrator to unlock it.</source>
        <translation>Das Konto ist nach zu vielen gescheiterten Anmeldungen gesperrt. Warten Sie, oder bitten Sie einen Administrator, es zu entsperren.</translation>
    </message>
    <message>
        <source>The user name or the password is wrong. Sign in again.</source>
        <translation>Der Benutzername oder das Passwort ist falsch. Melden Sie sich noch einmal an.</translation>
    </message>
    <message>
        <source>The account&apos;s password has expired. Change it, then sign in again.</source>
        <translation>Das Passwort des Kontos ist abgelaufen. Ändern Sie es und melden Sie sich dann noch einmal an.</translation>
    </message>
    <message>
        <source>The tenant asks for a second factor. Sign in again in the browser.</source>
        <translation>Der Mandant verlangt einen zweiten Faktor. Melden Sie sich noch einmal im Browser an.</translation>
    </message>
    <message>
        <source>A conditional access policy of the tenant does not allow this sign-in from this device or place. Ask an administrator.</source>
        <translation>Eine Richtlinie des Mandanten für bedingten Zugriff erlaubt diese Anmeldung von diesem Gerät oder Ort aus nicht. Fragen Sie einen Administrator.</translation>
    </message>
    <message>
        <source>The sign-in has ended: it was revoked, was not used for too long, or the password was changed. Sign in again.</source>
        <translation>Die Anmeldung gilt nicht mehr: Sie wurde widerrufen, zu lange nicht benutzt, oder das Passwort wurde geändert. Melden Sie sich noch einmal an.</translation>
    </message>
    <message>
        <source>The sign-in was cancelled in the browser. Sign in again.</source>
        <translation>Die Anmeldung wurde im Browser abgebrochen. Melden Sie sich noch einmal an.</translation>
    </message>
    <message>
        <source>Nobody came back from the browser in time. Sign in again.</source>
        <translation>Niemand ist rechtzeitig aus dem Browser zurückgekommen. Melden Sie sich noch einmal an.</translation>
    </message>
    <message>
        <source>The code ran out before the sign-in was complete, or was used already. Sign in again.</source>
        <translation>Der Code ist abgelaufen, bevor die Anmeldung fertig war, oder wurde schon benutzt. Melden Sie sich noch einmal an.</translation>
    </message>
    <message>
        <source>The provider did not understand the request. Check the client ID, the tenant ID and the host.</source>
        <translation>Der Anbieter hat die Anfrage nicht verstanden. Prüfen Sie Client-ID, Mandanten-ID und Host.</translation>
    </message>
    <message>
        <source>The provider issued no token. Its own words are under Details.</source>
        <translation>Der Anbieter hat kein Token ausgestellt. Seine eigenen Worte stehen unter Details.</translation>
    </message>
    <message>
        <source>The provider is busy. It is tried again by itself.</source>
        <translation>Der Anbieter ist ausgelastet. Es wird von selbst noch einmal versucht.</translation>
    </message>
    <message>
        <source>What answered is no sign-in service: a proxy, a network&apos;s log-in page, or another server. Check the network and the login host.</source>
        <translation>Was geantwortet hat, ist kein Anmeldedienst: ein Proxy, die Anmeldeseite eines Netzes oder ein anderer Server. Prüfen Sie das Netz und den Anmeldehost.</translation>
    </message>
    <message>
        <source>The provider&apos;s answer is not what its protocol allows. Check the login host.</source>
        <translation>Die Antwort des Anbieters ist nicht, was sein Protokoll erlaubt. Prüfen Sie den Anmeldehost.</translation>
    </message>
    <message>
        <source>The browser brought an answer to another question than ours. Sign in again.</source>
        <translation>Der Browser hat eine Antwort auf eine andere Frage als unsere gebracht. Melden Sie sich noch einmal an.</translation>
    </message>
    <message>
        <source>The answer came from another provider than the one that was asked. Check the login host, and sign in again.</source>
        <translation>Die Antwort kam von einem anderen Anbieter als dem gefragten. Prüfen Sie den Anmeldehost und melden Sie sich noch einmal an.</translation>
    </message>
    <message>
        <source>The code has not been entered yet.</source>
        <translation>Der Code wurde noch nicht eingegeben.</translation>
    </message>
    <message>
        <source>The provider wants to be asked less often.</source>
        <translation>Der Anbieter will seltener gefragt werden.</translation>
    </message>
    <message>
        <source>There is neither a client secret nor a certificate. Give one of them.</source>
        <translation>Es gibt weder einen geheimen Clientschlüssel noch ein Zertifikat. Geben Sie eines davon an.</translation>
    </message>
    <message>
        <source>There is no certificate in the file. Give one in PEM or PKCS #12 form.</source>
        <translation>In der Datei ist kein Zertifikat. Geben Sie eines im Format PEM oder PKCS #12 an.</translation>
    </message>
    <message>
        <source>There is no private key in the file. Give the key that belongs to the certificate.</source>
        <translation>In der Datei ist kein privater Schlüssel. Geben Sie den an, der zum Zertifikat gehört.</translation>
    </message>
    <message>
        <source>The pass phrase does not open the key. Enter it again.</source>
        <translation>Das Kennwort öffnet den Schlüssel nicht. Geben Sie es noch einmal ein.</translation>
    </message>
    <message>
        <source>The file is encrypted in a way that is no longer safe. Export the certificate again with AES-256.</source>
        <translation>Die Datei ist auf eine Art verschlüsselt, die nicht mehr sicher ist. Exportieren Sie das Zertifikat noch einmal mit AES-256.</translation>
    </message>
    <message>
        <source>The private key does not belong to the certificate. Give the pair that was made together.</source>
        <translation>Der private Schlüssel gehört nicht zum Zertifikat. Geben Sie das Paar an, das zusammen entstanden ist.</translation>
    </message>
    <message>
        <source>The certificate&apos;s key is no RSA key. Use a certificate with an RSA key of 2048 bits or more.</source>
        <translation>Der Schlüssel des Zertifikats ist kein RSA-Schlüssel. Verwenden Sie ein Zertifikat mit einem RSA-Schlüssel von mindestens 2048 Bit.</translation>
    </message>
    <message>
        <source>The certificate&apos;s key is too short. Use an RSA key of 2048 bits or more.</source>
        <translation>Der Schlüssel des Zertifikats ist zu kurz. Verwenden Sie einen RSA-Schlüssel von mindestens 2048 Bit.</translation>
    </message>
    <message>
        <source>The application&apos;s certificate has expired. Make a new one and upload it to the application.</source>
        <translation>Das Zertifikat der Anwendung ist abgelaufen. Erstellen Sie ein neues und laden Sie es bei der Anwendung hoch.</translation>
    </message>
    <message>
        <source>The application&apos;s certificate is not valid yet. Check this computer&apos;s clock.</source>
        <translation>Das Zertifikat der Anwendung gilt noch nicht. Prüfen Sie die Uhr dieses Rechners.</translation>
    </message>
    <message>
        <source>The login host, the tenant ID or the client ID cannot be one. Check how they are written.</source>
        <translation>Der Anmeldehost, die Mandanten-ID oder die Client-ID kann keine sein. Prüfen Sie die Schreibweise.</translation>
    </message>
    <message>
        <source>What answers there is not Microsoft Graph: a web page, a proxy or another service. Check the network, the national cloud and the Graph host.</source>
        <translation>Was dort antwortet, ist nicht Microsoft Graph: eine Webseite, ein Proxy oder ein anderer Dienst. Prüfen Sie das Netz, die nationale Cloud und den Graph-Host.</translation>
    </message>
    <message>
        <source>This Microsoft Graph knows neither the token nor the tenant. Choose the national cloud that the tenant is in.</source>
        <translation>Dieses Microsoft Graph kennt das Token oder den Mandanten nicht. Wählen Sie die nationale Cloud, in der der Mandant liegt.</translation>
    </message>
    <message>
        <source>The application lacks permissions of Microsoft Graph. Ask an administrator to grant it Mail.ReadWrite and Mail.Send in the Microsoft Entra admin center, and to consent to them.</source>
        <translation>Der Anwendung fehlen Berechtigungen in Microsoft Graph. Bitten Sie einen Administrator, ihr im Microsoft Entra Admin Center Mail.ReadWrite und Mail.Send zu geben und ihnen zuzustimmen.</translation>
    </message>
    <message>
        <source>Microsoft Graph does not let whoever signed in open this mailbox. A person needs Full Access to a shared mailbox, an application an administrator&apos;s consent to Mail.ReadWrite and Mail.Send.</source>
        <translation>Microsoft Graph lässt den Angemeldeten dieses Postfach nicht öffnen. Eine Person braucht Vollzugriff auf ein freigegebenes Postfach, eine Anwendung die Zustimmung eines Administrators zu Mail.ReadWrite und Mail.Send.</translation>
    </message>
    <message>
        <source>An application access policy, or RBAC for applications, shuts the application out of this mailbox. Ask an Exchange administrator to let it in; a change may take an hour.</source>
        <translation>Eine Anwendungszugriffsrichtlinie oder RBAC für Anwendungen schließt die Anwendung von diesem Postfach aus. Bitten Sie einen Exchange-Administrator, sie zuzulassen; eine Änderung kann eine Stunde dauern.</translation>
    </message>
    <message>
        <source>There is no mailbox of this address in the tenant. Check the e-mail address.</source>
        <translation>Im Mandanten gibt es kein Postfach mit dieser Adresse. Prüfen Sie die E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>Exchange Online does not serve this mailbox: it has no licence, is inactive, or is on premises. Have a licence assigned, or choose Exchange Web Services for a server of your own.</source>
        <translation>Exchange Online bedient dieses Postfach nicht: Es hat keine Lizenz, ist inaktiv oder liegt auf einem eigenen Server. Lassen Sie eine Lizenz zuweisen, oder wählen Sie für einen eigenen Server die Exchange-Webdienste.</translation>
    </message>
    <message>
        <source>Whoever signed in may not send from this address. Ask an Exchange administrator for the right Send As on the mailbox.</source>
        <translation>Der Angemeldete darf nicht von dieser Adresse senden. Bitten Sie einen Exchange-Administrator um das Recht „Senden als“ für das Postfach.</translation>
    </message>
    <message>
        <source>Microsoft closed its German cloud in 2021, and nobody can sign in there. Choose the cloud that the mailbox was moved to, usually Global.</source>
        <translation>Microsoft hat seine deutsche Cloud 2021 geschlossen; dort kann sich niemand mehr anmelden. Wählen Sie die Cloud, in die das Postfach umgezogen ist, meist Global.</translation>
    </message>
    <message>
        <source>Exchange Online has Exchange Web Services blocked for this application or mailbox. Switch the mailbox to Microsoft Graph, or have an administrator allow the application.</source>
        <translation>Exchange Online hat die Exchange Web Services für diese Anwendung oder dieses Postfach gesperrt. Stellen Sie das Postfach auf Microsoft Graph um, oder lassen Sie die Anwendung von einem Administrator zulassen.</translation>
    </message>
    <message>
        <source>The provider finds the time of the request wrong. Set this computer&apos;s clock: it is %1 minutes ahead of the provider&apos;s.</source>
        <translation>Der Anbieter hält die Zeit der Anfrage für falsch. Stellen Sie die Uhr dieses Computers: Sie geht gegenüber der des Anbieters um %1 Minuten vor.</translation>
    </message>
    <message>
        <source>The provider finds the time of the request wrong. Set this computer&apos;s clock: it is %1 minutes behind the provider&apos;s.</source>
        <translation>Der Anbieter hält die Zeit der Anfrage für falsch. Stellen Sie die Uhr dieses Computers: Sie geht gegenüber der des Anbieters um %1 Minuten nach.</translation>
    </message>
    <message>
        <source>An answer of Microsoft Graph breaks off or cannot be read. Nothing of it was taken. Check whether a proxy or a virus scanner changes answers on their way.</source>
        <translation>Eine Antwort von Microsoft Graph bricht ab oder ist nicht zu lesen. Nichts davon wurde übernommen. Prüfen Sie, ob ein Proxy oder ein Virenscanner Antworten unterwegs verändert.</translation>
    </message>
    <message>
        <source>An answer of Microsoft Graph is larger or deeper than any that it gives. Nothing of it was taken. Check the Graph host, and whether a proxy changes answers on their way.</source>
        <translation>Eine Antwort von Microsoft Graph ist größer oder tiefer verschachtelt als jede, die der Dienst gibt. Nichts davon wurde übernommen. Prüfen Sie den Graph-Host und ob ein Proxy Antworten unterwegs verändert.</translation>
    </message>
    <message>
        <source>An answer of Microsoft Graph goes on at another server. That was not asked, and nothing was sent to it. Check the Graph host, and whether a proxy changes answers on their way.</source>
        <translation>Eine Antwort von Microsoft Graph geht auf einem anderen Server weiter. Dieser wurde nicht gefragt, und nichts wurde an ihn gesendet. Prüfen Sie den Graph-Host und ob ein Proxy Antworten unterwegs verändert.</translation>
    </message>
</context>
<context>
    <name>Template</name>
    <message>
        <source>First notification</source>
        <translation>Erste Benachrichtigung</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Nachfrage</translation>
    </message>
    <message>
        <source>Any mail</source>
        <translation>Beliebige Mail</translation>
    </message>
    <message>
        <source>Key of the incident</source>
        <translation>Kennung des Vorfalls</translation>
    </message>
    <message>
        <source>Title of the incident</source>
        <translation>Titel des Vorfalls</translation>
    </message>
    <message>
        <source>Type of the incident</source>
        <translation>Art des Vorfalls</translation>
    </message>
    <message>
        <source>Severity of the incident</source>
        <translation>Schweregrad des Vorfalls</translation>
    </message>
    <message>
        <source>Status of the incident</source>
        <translation>Status des Vorfalls</translation>
    </message>
    <message>
        <source>Owner of the incident</source>
        <translation>Zuständig für den Vorfall</translation>
    </message>
    <message>
        <source>Who the mail goes to</source>
        <translation>An wen die Mail geht</translation>
    </message>
    <message>
        <source>Who writes</source>
        <translation>Wer schreibt</translation>
    </message>
    <message>
        <source>Today&apos;s date</source>
        <translation>Heutiges Datum</translation>
    </message>
    <message>
        <source>Suspicious sign-in to the payroll system</source>
        <translation>Verdächtige Anmeldung am Lohnsystem</translation>
    </message>
    <message>
        <source>Account compromise</source>
        <translation>Kontoübernahme</translation>
    </message>
    <message>
        <source>Finance</source>
        <translation>Finanzen</translation>
    </message>
    <message>
        <source>Title of the {unit}</source>
        <translation>{Unit}: Titel</translation>
    </message>
    <message>
        <source>Until when an answer is expected</source>
        <translation>Bis wann eine Antwort erwartet wird</translation>
    </message>
</context>
<context>
    <name>TemplateProblem</name>
    <message>
        <source>Give the template a name.</source>
        <translation>Geben Sie der Vorlage einen Namen.</translation>
    </message>
    <message>
        <source>The name has room for %1 characters.</source>
        <translation>Der Name hat Platz für %1 Zeichen.</translation>
    </message>
    <message>
        <source>Add a text in the language that is used where none fits.</source>
        <translation>Fügen Sie einen Text in der Sprache hinzu, die gilt, wo keine passt.</translation>
    </message>
    <message>
        <source>A template has room for %1 languages.</source>
        <translation>Eine Vorlage hat Platz für %1 Sprachen.</translation>
    </message>
    <message>
        <source>“%1” is no language such as de or pt-BR.</source>
        <translation>„%1“ ist keine Sprache wie de oder pt-BR.</translation>
    </message>
    <message>
        <source>There are two texts in this language.</source>
        <translation>Es gibt zwei Texte in dieser Sprache.</translation>
    </message>
    <message>
        <source>The subject has room for %1 characters.</source>
        <translation>Der Betreff hat Platz für %1 Zeichen.</translation>
    </message>
    <message>
        <source>A subject is one line.</source>
        <translation>Ein Betreff ist eine Zeile.</translation>
    </message>
    <message>
        <source>Write what the mail shall say.</source>
        <translation>Schreiben Sie, was in der Mail stehen soll.</translation>
    </message>
    <message>
        <source>The text has room for %1 characters.</source>
        <translation>Der Text hat Platz für %1 Zeichen.</translation>
    </message>
    <message>
        <source>Nobody knows the variable %1. “Insert variable” has those there are.</source>
        <translation>Die Variable %1 kennt niemand. „Variable einfügen“ hat die, die es gibt.</translation>
    </message>
    <message>
        <source>“{{” has no “}}” in its line.</source>
        <translation>„{{“ hat kein „}}“ in der Zeile.</translation>
    </message>
</context>
<context>
    <name>TestText</name>
    <message>
        <source>Look up the server&apos;s name</source>
        <translation>Namen des Servers nachschlagen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Verschlüsseln</translation>
    </message>
    <message>
        <source>Hear the server&apos;s greeting</source>
        <translation>Begrüßung des Servers hören</translation>
    </message>
    <message>
        <source>Get an access token</source>
        <translation>Zugriffstoken holen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Ask for the server&apos;s version</source>
        <translation>Version des Servers erfragen</translation>
    </message>
    <message>
        <source>List the folders</source>
        <translation>Ordner auflisten</translation>
    </message>
    <message>
        <source>Open a selected folder</source>
        <translation>Einen gewählten Ordner öffnen</translation>
    </message>
    <message>
        <source>Read a mail</source>
        <translation>Eine Mail lesen</translation>
    </message>
    <message>
        <source>Ask for write access</source>
        <translation>Schreibrechte erfragen</translation>
    </message>
    <message>
        <source>Send a mail to itself</source>
        <translation>Mail an sich selbst senden</translation>
    </message>
    <message>
        <source>Wait for the mail to come back</source>
        <translation>Auf die Rückkehr der Mail warten</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%1: done, %2 ms</source>
        <translation>%1: erledigt, %2 ms</translation>
    </message>
    <message>
        <source>%1: failed, %2 ms</source>
        <translation>%1: fehlgeschlagen, %2 ms</translation>
    </message>
    <message>
        <source>%1: left out</source>
        <translation>%1: ausgelassen</translation>
    </message>
    <message>
        <source>The server knows no TLS 1.2 or newer, and older encryption is not safe. Ask the server&apos;s administrator to update it.</source>
        <translation>Der Server kennt kein TLS 1.2 oder neuer, und ältere Verschlüsselung ist nicht sicher. Bitten Sie den Administrator des Servers, ihn zu aktualisieren.</translation>
    </message>
    <message>
        <source>An administrator switched this sign-in off: passwords for this account, or SMTP AUTH for this mailbox. Sign in with OAUTH2.0, or ask for it to be allowed.</source>
        <translation>Diese Anmeldung ist von der Administration abgeschaltet: Passwörter für dieses Konto oder SMTP AUTH für dieses Postfach. Melden Sie sich mit OAUTH2.0 an, oder bitten Sie darum, dass sie erlaubt wird.</translation>
    </message>
    <message>
        <source>The server does not take the access token. Check that it is for this mailbox and this protocol.</source>
        <translation>Der Server nimmt das Zugriffstoken nicht an. Prüfen Sie, ob es für dieses Postfach und dieses Protokoll gilt.</translation>
    </message>
    <message>
        <source>The access token has run out. Enter a new one.</source>
        <translation>Das Zugriffstoken ist abgelaufen. Geben Sie ein neues ein.</translation>
    </message>
    <message>
        <source>The access token does not hold the permission that this protocol needs. Have it granted, then get a new token.</source>
        <translation>Im Zugriffstoken fehlt die Berechtigung, die dieses Protokoll braucht. Lassen Sie sie erteilen und holen Sie dann ein neues Token.</translation>
    </message>
    <message>
        <source>A folder is read-only: mail can be read, marks cannot be set. Ask the server&apos;s administrator for the right to write.</source>
        <translation>Ein Ordner ist schreibgeschützt: Mail kann gelesen, aber nicht markiert werden. Bitten Sie den Administrator des Servers um Schreibrechte.</translation>
    </message>
    <message>
        <source>The test mail arrived in Junk. Mark it there as no junk, and ask the server&apos;s administrator to let mail from this address through.</source>
        <translation>Die Testmail ist im Junk-Ordner angekommen. Markieren Sie sie dort als erwünscht und bitten Sie den Administrator des Servers, Mail von dieser Adresse durchzulassen.</translation>
    </message>
    <message>
        <source>The server accepted the test mail, and it did not arrive in time. Look for it in the mailbox, then check rules that move mail.</source>
        <translation>Der Server hat die Testmail angenommen, und sie kam nicht rechtzeitig an. Suchen Sie sie im Postfach und prüfen Sie dann Regeln, die Mail verschieben.</translation>
    </message>
    <message>
        <source>The sign-in may not act as this mailbox. Ask an administrator for the right of impersonation.</source>
        <translation>Die Anmeldung darf nicht als dieses Postfach handeln. Bitten Sie einen Administrator um das Recht zum Identitätswechsel.</translation>
    </message>
    <message>
        <source>There is no mailbox of this address on the server. Check the e-mail address.</source>
        <translation>Auf dem Server gibt es kein Postfach mit dieser Adresse. Prüfen Sie die E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>Exchange Online has EWS blocked for this application. Have it allow-listed, or use Microsoft Graph.</source>
        <translation>Exchange Online hat EWS für diese Anwendung gesperrt. Lassen Sie sie freigeben oder verwenden Sie Microsoft Graph.</translation>
    </message>
    <message>
        <source>The server does not know the Exchange version that is chosen. Choose an older one, or Other Exchange Version.</source>
        <translation>Der Server kennt die gewählte Exchange-Version nicht. Wählen Sie eine ältere oder „Andere Exchange-Version“.</translation>
    </message>
    <message>
        <source>What answers there is no Exchange server: a web page, a proxy or another service. Check the Exchange host and the port.</source>
        <translation>Was dort antwortet, ist kein Exchange-Server, sondern eine Webseite, ein Proxy oder ein anderer Dienst. Prüfen Sie Exchange-Host und Port.</translation>
    </message>
    <message>
        <source>The sign-in service issued no access token (%1).</source>
        <translation>Der Anmeldedienst hat kein Zugriffstoken ausgestellt (%1).</translation>
    </message>
    <message>
        <source>The server did not bring the sign-in by NTLM to its end. It may require Extended Protection, which Liaison does not offer. Ask its administrator, or choose another authentication type.</source>
        <translation>Der Server hat die Anmeldung per NTLM nicht zu Ende geführt. Vielleicht verlangt er Extended Protection, was Liaison nicht anbietet. Fragen Sie seinen Administrator, oder wählen Sie eine andere Art der Anmeldung.</translation>
    </message>
    <message>
        <source>Certificate of: %1</source>
        <translation>Zertifikat von: %1</translation>
    </message>
    <message>
        <source>Issued by: %1</source>
        <translation>Ausgestellt von: %1</translation>
    </message>
    <message>
        <source>Valid until: %1</source>
        <translation>Gültig bis: %1</translation>
    </message>
    <message>
        <source>For: %1</source>
        <translation>Für: %1</translation>
    </message>
    <message>
        <source>Permissions: %1</source>
        <translation>Berechtigungen: %1</translation>
    </message>
    <message>
        <source>Good until: %1</source>
        <translation>Gültig bis: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n Ordner</numerusform>
            <numerusform>%n Ordner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s)</source>
        <translation>
            <numerusform>%n Mail</numerusform>
            <numerusform>%n Mails</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Untriaged</source>
        <translation>Ungesichtet</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>Zusammengeführt</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>GESTOPPT</translation>
    </message>
    <message>
        <source>STARTING</source>
        <translation>STARTET</translation>
    </message>
    <message>
        <source>RUNNING</source>
        <translation>LÄUFT</translation>
    </message>
    <message>
        <source>BACKING OFF</source>
        <translation>WARTET</translation>
    </message>
    <message>
        <source>NEEDS SIGN-IN</source>
        <translation>ANMELDUNG NÖTIG</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>FEHLGESCHLAGEN</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Accepted by the server</source>
        <translation>Vom Server angenommen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>Ungewiss</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>It belongs to no incident yet.</source>
        <translation>Sie gehört noch zu keinem Vorfall.</translation>
    </message>
    <message>
        <source>It answers a mail that was sent from here (%1).</source>
        <translation>Sie beantwortet eine Mail, die von hier gesendet wurde (%1).</translation>
    </message>
    <message>
        <source>Its subject holds the incident&apos;s tag (%1).</source>
        <translation>Ihr Betreff enthält das Kennzeichen des Vorfalls (%1).</translation>
    </message>
    <message>
        <source>It refers to a mail of this incident (%1).</source>
        <translation>Sie bezieht sich auf eine Mail dieses Vorfalls (%1).</translation>
    </message>
    <message>
        <source>It reports on a mail that was sent from here (%1).</source>
        <translation>Sie berichtet über eine Mail, die von hier gesendet wurde (%1).</translation>
    </message>
    <message>
        <source>It was written here.</source>
        <translation>Sie wurde hier geschrieben.</translation>
    </message>
    <message>
        <source>It was found in Sent Items: somebody wrote it with another program.</source>
        <translation>Sie lag im Ordner „Gesendet“: Jemand hat sie mit einem anderen Programm geschrieben.</translation>
    </message>
    <message>
        <source>Somebody put it here (%1).</source>
        <translation>Jemand hat sie hierher gelegt (%1).</translation>
    </message>
</context>
<context>
    <name>liaison::ui::ActivityChart</name>
    <message numerus="yes">
        <source>%n days: </source>
        <translation>
            <numerusform>%n Tag: </numerusform>
            <numerusform>%n Tage: </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sent, </source>
        <translation>
            <numerusform>%n gesendet, </numerusform>
            <numerusform>%n gesendet, </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n received</source>
        <translation>
            <numerusform>%n empfangen</numerusform>
            <numerusform>%n empfangen</numerusform>
        </translation>
    </message>
    <message>
        <source>Unknown senders</source>
        <translation>Unbekannte Absender</translation>
    </message>
    <message>
        <source>%1: %2 sent, %3 received</source>
        <translation>%1: %2 gesendet, %3 empfangen</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>A short date without its year, with the letters of QDate::toString().</extracomment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>▲ sent  ▼ received</source>
        <translation>▲ gesendet  ▼ empfangen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::AddressField</name>
    <message>
        <source>“%1” is not a mail address.</source>
        <translation>„%1“ ist keine E-Mail-Adresse.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::AlertSettings</name>
    <message>
        <source>Tell of new mail while the window is not in front</source>
        <translation>Neue Mails melden, während das Fenster nicht vorn ist</translation>
    </message>
    <message>
        <source>By one message of the desktop that counts up. It says how many mails came for incidents and how many are to be decided, and nothing of them: a locked screen shows it, too. A mailbox that needs a sign-in, has failed or is silent for longer than usual is named by another one.</source>
        <translation>Durch eine Meldung des Desktops, die mitzählt. Sie sagt, wie viele Mails zu Vorfällen kamen und wie viele zu entscheiden sind, und nichts von ihnen: Auch ein gesperrter Bildschirm zeigt sie. Ein Postfach, das eine Anmeldung braucht, fehlgeschlagen oder länger als üblich still ist, nennt eine zweite.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::AnswerTimeChart</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>noch keine Antwort</translation>
    </message>
    <message>
        <source>Median answer time: %1</source>
        <translation>Median der Antwortzeit: %1</translation>
    </message>
    <message>
        <source>No mail has been exchanged yet.</source>
        <translation>Es wurden noch keine Mails gewechselt.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::AppearanceSettings</name>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Rows of lists</source>
        <translation>Zeilen von Listen</translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation>Luftig</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Dicht</translation>
    </message>
    <message>
        <source>In percent of the system&apos;s.</source>
        <translation>In Prozent der Schrift des Systems.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::AttachmentList</name>
    <message>
        <source>Attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>%1 in all: many mail servers refuse more than 25 MB.</source>
        <translation>Insgesamt %1: Viele Mailserver weisen mehr als 25 MB ab.</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::AttachmentRow</name>
    <message>
        <source>Attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>Save all %1…</source>
        <translation>Alle %1 speichern…</translation>
    </message>
    <message>
        <source>unnamed</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>Save attachments into</source>
        <translation>Anhänge speichern in</translation>
    </message>
</context>
<context>
    <name>liaison::ui::AuditPage</name>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Export the audit log</source>
        <translation>Protokoll exportieren</translation>
    </message>
    <message>
        <source>Tables of text (*.csv)</source>
        <translation>Texttabellen (*.csv)</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) written to %1.</source>
        <translation>
            <numerusform>%n Eintrag nach %1 geschrieben.</numerusform>
            <numerusform>%n Einträge nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>The log is checked …</source>
        <translation>Das Protokoll wird geprüft …</translation>
    </message>
    <message numerus="yes">
        <source>All is as it was written: %n entry(s), none changed and none removed between them.</source>
        <translation>
            <numerusform>Alles ist, wie es geschrieben wurde: %n Eintrag, nicht verändert.</numerusform>
            <numerusform>Alles ist, wie es geschrieben wurde: %n Einträge, keiner verändert und keiner dazwischen entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The log was tampered with. Entry %1 of %2 is the first that does not fit: it was changed, or what was before it was changed or removed.</source>
        <translation>Das Protokoll wurde manipuliert. Der Eintrag %1 vom %2 ist der erste, der nicht passt: Er wurde verändert, oder was vor ihm stand, wurde verändert oder entfernt.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>What kind</source>
        <translation>Welche Art</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Letzte 365 Tage</translation>
    </message>
    <message>
        <source>Mailbox, incident, title …</source>
        <translation>Postfach, Vorfall, Titel …</translation>
    </message>
    <message>
        <source>On what</source>
        <translation>Woran</translation>
    </message>
    <message>
        <source>Search all of it</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Search the audit log</source>
        <translation>Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>Ältere zeigen</translation>
    </message>
    <message>
        <source>Check the log</source>
        <translation>Protokoll prüfen</translation>
    </message>
    <message>
        <source>Whether an entry was changed or removed</source>
        <translation>Ob ein Eintrag verändert oder entfernt wurde</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>CSV exportieren…</translation>
    </message>
</context>
<context>
    <name>liaison::ui::AuditValues</name>
    <message>
        <source>Exchange Web Services</source>
        <translation>Exchange Web Services</translation>
    </message>
    <message>
        <source>Microsoft Graph</source>
        <translation>Microsoft Graph</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>password, shown to the server</source>
        <translation>Passwort, dem Server gezeigt</translation>
    </message>
    <message>
        <source>client certificate</source>
        <translation>Client-Zertifikat</translation>
    </message>
    <message>
        <source>as inbound</source>
        <translation>wie beim Eingang</translation>
    </message>
    <message>
        <source>none (relay)</source>
        <translation>keine (Relay)</translation>
    </message>
    <message>
        <source>access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>a person, in the browser</source>
        <translation>Person, im Browser</translation>
    </message>
    <message>
        <source>a person, with a code</source>
        <translation>Person, mit einem Code</translation>
    </message>
    <message>
        <source>Global</source>
        <translation>Global</translation>
    </message>
    <message>
        <source>China (21Vianet)</source>
        <translation>China (21Vianet)</translation>
    </message>
    <message>
        <source>Germany (closed in 2021)</source>
        <translation>Deutschland (2021 geschlossen)</translation>
    </message>
    <message>
        <source>US Government (GCC High)</source>
        <translation>US-Behörden (GCC High)</translation>
    </message>
    <message>
        <source>US Government (DoD)</source>
        <translation>US-Behörden (DoD)</translation>
    </message>
    <message>
        <source>Other Exchange Version</source>
        <translation>Andere Exchange-Version</translation>
    </message>
    <message>
        <source>all as To</source>
        <translation>alle als An</translation>
    </message>
    <message>
        <source>the first as To, the others as Cc</source>
        <translation>der erste als An, die anderen als Cc</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>liaison::ui::AuditWords</name>
    <message>
        <source>Mailbox connected</source>
        <translation>Postfach verbunden</translation>
    </message>
    <message>
        <source>Mailbox changed</source>
        <translation>Postfach geändert</translation>
    </message>
    <message>
        <source>Mailbox removed</source>
        <translation>Postfach entfernt</translation>
    </message>
    <message>
        <source>Feed started</source>
        <translation>Abruf gestartet</translation>
    </message>
    <message>
        <source>Feed stopped</source>
        <translation>Abruf angehalten</translation>
    </message>
    <message>
        <source>Mailbox turned on</source>
        <translation>Postfach eingeschaltet</translation>
    </message>
    <message>
        <source>Mailbox turned off</source>
        <translation>Postfach ausgeschaltet</translation>
    </message>
    <message>
        <source>Folders chosen</source>
        <translation>Ordner ausgewählt</translation>
    </message>
    <message>
        <source>Secret replaced</source>
        <translation>Geheimnis ersetzt</translation>
    </message>
    <message>
        <source>Signed in to the mailbox</source>
        <translation>Am Postfach angemeldet</translation>
    </message>
    <message>
        <source>Mailbox switched</source>
        <translation>Postfach umgestellt</translation>
    </message>
    <message>
        <source>Test mail sent</source>
        <translation>Testmail gesendet</translation>
    </message>
    <message>
        <source>{Unit}: created</source>
        <translation>{Unit}: angelegt</translation>
    </message>
    <message>
        <source>{Unit}: changed</source>
        <translation>{Unit}: geändert</translation>
    </message>
    <message>
        <source>{Unit}: archived</source>
        <translation>{Unit}: archiviert</translation>
    </message>
    <message>
        <source>{Unit}: taken out of the archive</source>
        <translation>{Unit}: aus dem Archiv geholt</translation>
    </message>
    <message>
        <source>Name of {units} changed</source>
        <translation>Benennung der {Units} geändert</translation>
    </message>
    <message>
        <source>All sending held</source>
        <translation>Alles Senden angehalten</translation>
    </message>
    <message>
        <source>Sending goes on</source>
        <translation>Senden läuft wieder</translation>
    </message>
    <message>
        <source>Audit log exported</source>
        <translation>Protokoll exportiert</translation>
    </message>
    <message>
        <source>Incident created</source>
        <translation>Vorfall angelegt</translation>
    </message>
    <message>
        <source>Incident changed</source>
        <translation>Vorfall geändert</translation>
    </message>
    <message>
        <source>Mail marked read</source>
        <translation>Mail als gelesen markiert</translation>
    </message>
    <message>
        <source>Mail marked unread</source>
        <translation>Mail als ungelesen markiert</translation>
    </message>
    <message>
        <source>Mail linked</source>
        <translation>Mail zugeordnet</translation>
    </message>
    <message>
        <source>Link of a mail undone</source>
        <translation>Zuordnung einer Mail aufgehoben</translation>
    </message>
    <message>
        <source>Mail dismissed</source>
        <translation>Mail verworfen</translation>
    </message>
    <message>
        <source>Mail no longer dismissed</source>
        <translation>Mail nicht mehr verworfen</translation>
    </message>
    <message>
        <source>Mail imported</source>
        <translation>Mail importiert</translation>
    </message>
    <message>
        <source>Mail saved as a file</source>
        <translation>Mail als Datei gespeichert</translation>
    </message>
    <message>
        <source>Attachment saved</source>
        <translation>Anhang gespeichert</translation>
    </message>
    <message>
        <source>Sender accepted</source>
        <translation>Absender angenommen</translation>
    </message>
    <message>
        <source>Sender dismissed</source>
        <translation>Absender verworfen</translation>
    </message>
    <message>
        <source>Mail put into the outbox</source>
        <translation>Mail in den Postausgang gelegt</translation>
    </message>
    <message>
        <source>Sending undone</source>
        <translation>Senden rückgängig gemacht</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Mailboxes</source>
        <translation>Postfächer</translation>
    </message>
    <message>
        <source>{Units}</source>
        <translation>{Units}</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Vorfälle</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Mails</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Exports of this log</source>
        <translation>Exporte dieses Protokolls</translation>
    </message>
    <message>
        <source>Expiry of a secret noted</source>
        <translation>Ablauf eines Geheimnisses vermerkt</translation>
    </message>
    <message>
        <source>Sign-in tried again</source>
        <translation>Anmeldung erneut versucht</translation>
    </message>
    <message>
        <source>Template created</source>
        <translation>Vorlage angelegt</translation>
    </message>
    <message>
        <source>Template changed</source>
        <translation>Vorlage geändert</translation>
    </message>
    <message>
        <source>Template archived</source>
        <translation>Vorlage archiviert</translation>
    </message>
    <message>
        <source>Signature changed</source>
        <translation>Signatur geändert</translation>
    </message>
    <message>
        <source>Language of mails</source>
        <translation>Sprache der Mails</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Notification process changed</source>
        <translation>Benachrichtigungsprozess geändert</translation>
    </message>
    <message>
        <source>Notification process</source>
        <translation>Benachrichtigungsprozess</translation>
    </message>
    <message>
        <source>Turned on</source>
        <translation>Eingeschaltet</translation>
    </message>
    <message>
        <source>Settings exported</source>
        <translation>Einstellungen exportiert</translation>
    </message>
    <message>
        <source>Mail moved to another incident</source>
        <translation>Mail zu einem anderen Vorfall verschoben</translation>
    </message>
    <message>
        <source>Sender accepted and remembered</source>
        <translation>Absender angenommen und gemerkt</translation>
    </message>
    <message>
        <source>No answer needed</source>
        <translation>Keine Antwort nötig</translation>
    </message>
    <message>
        <source>Mail in the outbox cancelled</source>
        <translation>Mail im Postausgang abgebrochen</translation>
    </message>
    <message>
        <source>Sending tried again</source>
        <translation>Senden erneut versucht</translation>
    </message>
    <message>
        <source>Uncertain mail marked as arrived</source>
        <translation>Ungewisse Mail als angekommen markiert</translation>
    </message>
    <message>
        <source>Uncertain mail sent again</source>
        <translation>Ungewisse Mail erneut gesendet</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Language where none fits</source>
        <translation>Sprache, wenn keine passt</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schweregrad</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>Restricted</source>
        <translation>Eingeschränkt</translation>
    </message>
    <message>
        <source>Affected {units}</source>
        <translation>Betroffene {Units}</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>First mail</source>
        <translation>Erste Mail</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Nachfrage</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Answer within</source>
        <translation>Antwort binnen</translation>
    </message>
    <message>
        <source>Follow-ups every</source>
        <translation>Nachfragen alle</translation>
    </message>
    <message>
        <source>Follow-ups at most</source>
        <translation>Nachfragen höchstens</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Role given</source>
        <translation>Rolle vergeben</translation>
    </message>
    <message>
        <source>Role taken</source>
        <translation>Rolle entzogen</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::BusinessUnitMails</name>
    <message>
        <source>No thread chosen</source>
        <translation>Kein Thread ausgewählt</translation>
    </message>
    <message>
        <source>Choose a thread on the left to read its mails, or write a new one.</source>
        <translation>Wählen Sie links einen Thread, um seine Mails zu lesen, oder schreiben Sie eine neue Mail.</translation>
    </message>
    <message>
        <source>Moved to %1.</source>
        <translation>Nach %1 verschoben.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>New mail</source>
        <translation>Neue Mail</translation>
    </message>
</context>
<context>
    <name>liaison::ui::ChartCard</name>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>%1: show as table</source>
        <translation>%1: als Tabelle zeigen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::Composer</name>
    <message>
        <source>Attach…</source>
        <translation>Anhängen…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Write a mail</source>
        <translation>Mail schreiben</translation>
    </message>
    <message>
        <source>The draft is kept.</source>
        <translation>Der Entwurf bleibt erhalten.</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message numerus="yes">
        <source>Send to %n</source>
        <translation>
            <numerusform>An %n Person senden</numerusform>
            <numerusform>An %n Personen senden</numerusform>
        </translation>
    </message>
    <message>
        <source>Draft saved %1</source>
        <translation>Entwurf gespeichert: %1</translation>
    </message>
    <message>
        <source>The draft is not saved.</source>
        <translation>Der Entwurf ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>Draft that is not saved</source>
        <translation>Nicht gespeicherter Entwurf</translation>
    </message>
    <message>
        <source>The mail was not queued.</source>
        <translation>Die Mail wurde nicht in den Postausgang gestellt.</translation>
    </message>
    <message>
        <source>Mail that is not sent</source>
        <translation>Nicht gesendete Mail</translation>
    </message>
</context>
<context>
    <name>liaison::ui::ComposerForm</name>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>Bcc</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Who should get it</source>
        <translation>Wer die Mail bekommen soll</translation>
    </message>
    <message>
        <source>Nobody else sees these</source>
        <translation>Für andere unsichtbar</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Edit the quoted text</source>
        <translation>Zitat bearbeiten</translation>
    </message>
    <message>
        <source>Quoted text</source>
        <translation>Zitat</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>V&amp;on</translation>
    </message>
    <message>
        <source>&amp;Subject</source>
        <translation>Be&amp;treff</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;An</translation>
    </message>
    <message>
        <source>&amp;Cc</source>
        <translation>&amp;Cc</translation>
    </message>
    <message>
        <source>&amp;Bcc</source>
        <translation>&amp;Bcc</translation>
    </message>
    <message>
        <source>Quoted text (1 line)</source>
        <translation>Zitat (1 Zeile)</translation>
    </message>
    <message numerus="yes">
        <source>Quoted text (%n lines)</source>
        <translation>
            <numerusform>Zitat (%n Zeile)</numerusform>
            <numerusform>Zitat (%n Zeilen)</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody to send it to yet: fill in To, Cc or Bcc.</source>
        <translation>Es fehlt noch ein Empfänger: Füllen Sie An, Cc oder Bcc aus.</translation>
    </message>
    <message>
        <source>Choose the mailbox it is sent from.</source>
        <translation>Wählen Sie das Postfach, aus dem gesendet wird.</translation>
    </message>
    <message>
        <source>An attachment is still being read. Try again in a moment.</source>
        <translation>Ein Anhang wird noch eingelesen. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>The words are sent as plain text and as formatted text: **bold**, *italic*, lists with -, headings with #, [words](https://link).</source>
        <translation>Der Text wird schlicht und formatiert gesendet: **fett**, *kursiv*, Listen mit -, Überschriften mit #, [Worte](https://link).</translation>
    </message>
    <message>
        <source>Write here. Ctrl+Enter sends, and there are %1 s to undo.</source>
        <translation>Hier schreiben. Strg+Eingabe sendet; danach bleiben %1 s zum Rückgängigmachen.</translation>
    </message>
    <message>
        <source>Write here. Ctrl+Enter sends.</source>
        <translation>Hier schreiben. Strg+Eingabe sendet.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::Conversation</name>
    <message>
        <source>Conversation</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Reply all</source>
        <translation>Allen antworten</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Continue draft</source>
        <translation>Entwurf fortsetzen</translation>
    </message>
    <message>
        <source>No answer needed</source>
        <translation>Keine Antwort nötig</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
    <message>
        <source>assigned to %1</source>
        <translation>zugewiesen an %1</translation>
    </message>
    <message>
        <source>Automatic (%1, %2 new)</source>
        <translation>Automatisch (%1, davon %2 neu)</translation>
    </message>
    <message>
        <source>Automatic (%1)</source>
        <translation>Automatisch (%1)</translation>
    </message>
    <message>
        <source>Mail written by machines: %1</source>
        <translation>Maschinell verfasste Mails: %1</translation>
    </message>
    <message numerus="yes">
        <source>Show %n earlier mails</source>
        <translation>
            <numerusform>%n frühere Mail zeigen</numerusform>
            <numerusform>%n frühere Mails zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>No {unit} yet</source>
        <translation>Noch ohne {Unit}</translation>
    </message>
</context>
<context>
    <name>liaison::ui::DemoBanner</name>
    <message>
        <source>DEMO</source>
        <translation>DEMO</translation>
    </message>
    <message>
        <source>Everybody here is made up. Nothing leaves this computer, and all is gone when you quit.</source>
        <translation>Alle hier sind erfunden. Nichts verlässt diesen Rechner, und beim Beenden ist alles weg.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::DesktopAlerts</name>
    <message numerus="yes">
        <source>%n for incidents</source>
        <translation>
            <numerusform>%n zu Vorfällen</numerusform>
            <numerusform>%n zu Vorfällen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to be decided</source>
        <translation>
            <numerusform>über %n ist zu entscheiden</numerusform>
            <numerusform>über %n ist zu entscheiden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new mail(s)</source>
        <translation>
            <numerusform>%n neue Mail</numerusform>
            <numerusform>%n neue Mails</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::DesktopNotice</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::DiagnosticsSettings</name>
    <message>
        <source>What this window has logged since it was started, the last %1 lines, without passwords and tokens. A mailbox whose log level is verbose adds what is said to its servers; where a service works it, that is in the log of the service.</source>
        <translation>Was dieses Fenster seit dem Start protokolliert hat, die letzten %1 Zeilen, ohne Passwörter und Token. Ein Postfach mit ausführlichem Protokoll fügt hinzu, was mit seinen Servern gesprochen wird; bearbeitet es ein Dienst, steht das in dessen Protokoll.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Nothing was logged yet.</source>
        <translation>Es wurde noch nichts protokolliert.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>Das Protokoll kopieren</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Save the log as a file</source>
        <translation>Das Protokoll als Datei speichern</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Das Protokoll speichern</translation>
    </message>
    <message>
        <source>Text (*.txt);;All files (*)</source>
        <translation>Text (*.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>The file cannot be written: %1.</source>
        <translation>Die Datei lässt sich nicht schreiben: %1.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::EndpointFields</name>
    <message>
        <source>Inbound: reading by IMAP</source>
        <translation>Eingang: Lesen über IMAP</translation>
    </message>
    <message>
        <source>Outbound: sending by SMTP</source>
        <translation>Ausgang: Senden über SMTP</translation>
    </message>
    <message>
        <source>Inbound %1</source>
        <translation>Eingang: %1</translation>
    </message>
    <message>
        <source>Outbound %1</source>
        <translation>Ausgang: %1</translation>
    </message>
    <message>
        <source>SSL/TLS (recommended)</source>
        <translation>SSL/TLS (empfohlen)</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>As inbound</source>
        <translation>Wie beim Eingang</translation>
    </message>
    <message>
        <source>None (relay)</source>
        <translation>Keine (Relay)</translation>
    </message>
    <message>
        <source>The system&apos;s authorities alone</source>
        <translation>Nur System-CAs</translation>
    </message>
    <message>
        <source>trusted CA file</source>
        <translation>CA-Datei</translation>
    </message>
    <message>
        <source>None: the certificate must be valid</source>
        <translation>Keines: nur gültige</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint of the one certificate to accept for this host although its issuer or name cannot be checked. Get it from the server&apos;s administrator, not from the server.</source>
        <translation>SHA-256-Fingerabdruck des einen Zertifikats, das für diesen Host akzeptiert wird, obwohl sich Aussteller oder Name nicht prüfen lassen. Lassen Sie ihn sich von der Serververwaltung geben, nicht vom Server.</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Connection security</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>connection security</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Username</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>username</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Trusted CA file</source>
        <translation>CA-Datei</translation>
    </message>
    <message>
        <source>Accepted certificate</source>
        <translation>Akzeptiertes Zertifikat</translation>
    </message>
    <message>
        <source>accepted certificate</source>
        <translation>Akzeptiertes Zertifikat</translation>
    </message>
    <message>
        <source>The e-mail address</source>
        <translation>Die E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Use this server without encryption?</source>
        <translation>Diesen Server ohne Verschlüsselung verwenden?</translation>
    </message>
    <message>
        <source>Every mail that is read, its attachments and the folder names would travel in clear, for anybody on the way to read and change. User name and password are never sent this way, except to this computer itself.</source>
        <translation>Alle gelesenen Mails, ihre Anhänge und die Ordnernamen würden im Klartext übertragen und könnten unterwegs von jedem gelesen und verändert werden. Benutzername und Passwort werden auf diesem Weg nie gesendet, außer an diesen Computer selbst.</translation>
    </message>
    <message>
        <source>Every mail that is sent and its recipients would travel in clear, for anybody on the way to read and change. User name and password are never sent this way, except to this computer itself.</source>
        <translation>Alle gesendeten Mails und ihre Empfänger würden im Klartext übertragen und könnten unterwegs von jedem gelesen und verändert werden. Benutzername und Passwort werden auf diesem Weg nie gesendet, außer an diesen Computer selbst.</translation>
    </message>
    <message>
        <source>Use no encryption</source>
        <translation>Ohne Verschlüsselung verwenden</translation>
    </message>
    <message>
        <source>Password, shown to the server</source>
        <translation>Passwort, dem Server gezeigt</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>Client-Zertifikat</translation>
    </message>
    <message>
        <source>“Password” takes the strongest way that the server offers. “Shown to the server” is for servers that offer a stronger one and then refuse the right password.</source>
        <translation>„Passwort“ nimmt das stärkste Verfahren, das der Server anbietet. „Dem Server gezeigt“ ist für Server, die ein stärkeres anbieten und dann das richtige Passwort ablehnen.</translation>
    </message>
    <message>
        <source>client certificate</source>
        <translation>Client-Zertifikat</translation>
    </message>
    <message>
        <source>client key</source>
        <translation>Client-Schlüssel</translation>
    </message>
    <message>
        <source>Key of the client certificate</source>
        <translation>Schlüssel des Client-Zertifikats</translation>
    </message>
    <message>
        <source>In the certificate&apos;s file</source>
        <translation>In der Datei des Zertifikats</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Passphrase des Schlüssels</translation>
    </message>
    <message>
        <source>access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>passphrase of the key</source>
        <translation>Passphrase des Schlüssels</translation>
    </message>
    <message>
        <source>client secret</source>
        <translation>geheimer Clientschlüssel</translation>
    </message>
    <message>
        <source>%1, the national cloud&apos;s</source>
        <translation>%1, von der nationalen Cloud</translation>
    </message>
    <message>
        <source>The token is for IMAP; somebody else renews it.</source>
        <translation>Das Token gilt für IMAP; jemand anderes erneuert es.</translation>
    </message>
    <message>
        <source>The token is for SMTP; somebody else renews it.</source>
        <translation>Das Token gilt für SMTP; jemand anderes erneuert es.</translation>
    </message>
    <message>
        <source>The application needs the application permission IMAP.AccessAsApp of Office 365 Exchange Online, an administrator&apos;s consent, and access to this mailbox.</source>
        <translation>Die Anwendung braucht die Anwendungsberechtigung IMAP.AccessAsApp von Office 365 Exchange Online, die Zustimmung der Administration und Zugriff auf dieses Postfach.</translation>
    </message>
    <message>
        <source>The application needs the application permission SMTP.SendAsApp of Office 365 Exchange Online, an administrator&apos;s consent, and access to this mailbox.</source>
        <translation>Die Anwendung braucht die Anwendungsberechtigung SMTP.SendAsApp von Office 365 Exchange Online, die Zustimmung der Administration und Zugriff auf dieses Postfach.</translation>
    </message>
    <message>
        <source>The application needs the delegated permissions IMAP.AccessAsUser.All and offline_access.</source>
        <translation>Die Anwendung braucht die delegierten Berechtigungen IMAP.AccessAsUser.All und offline_access.</translation>
    </message>
    <message>
        <source>The application needs the delegated permissions SMTP.Send and offline_access.</source>
        <translation>Die Anwendung braucht die delegierten Berechtigungen SMTP.Send und offline_access.</translation>
    </message>
    <message>
        <source>SMTP AUTH must be enabled for the mailbox.</source>
        <translation>Für das Postfach muss SMTP AUTH eingeschaltet sein.</translation>
    </message>
    <message>
        <source>Its redirect address is http://localhost.</source>
        <translation>Ihre Umleitungsadresse ist http://localhost.</translation>
    </message>
    <message>
        <source>It allows public client flows.</source>
        <translation>Sie lässt öffentliche Clientflows zu.</translation>
    </message>
    <message>
        <source>The provider lets the application sign in by itself (client credentials), and the mail server takes its tokens for this user name.</source>
        <translation>Der Anbieter lässt die Anwendung sich selbst anmelden (Client Credentials), und der Mailserver nimmt seine Token für diesen Benutzernamen.</translation>
    </message>
    <message>
        <source>The provider gives the application the scopes openid and offline_access, and the mail server takes its tokens.</source>
        <translation>Der Anbieter gibt der Anwendung die Bereiche openid und offline_access, und der Mailserver nimmt seine Token.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::ExchangeFields</name>
    <message>
        <source>The e-mail address</source>
        <translation>Die E-Mail-Adresse</translation>
    </message>
    <message>
        <source>%1, the national cloud&apos;s</source>
        <translation>%1, von der nationalen Cloud</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Other Exchange Version</source>
        <translation>Andere Exchange-Version</translation>
    </message>
    <message>
        <source>A name, or the whole address: /EWS/Exchange.asmx is added to a name.</source>
        <translation>Ein Name oder die ganze Adresse: Einem Namen wird /EWS/Exchange.asmx angefügt.</translation>
    </message>
    <message>
        <source>SSL encrypted</source>
        <translation>SSL-verschlüsselt</translation>
    </message>
    <message>
        <source>Without it nobody signs in, except to this computer itself.</source>
        <translation>Ohne das meldet sich niemand an, außer an diesem Computer selbst.</translation>
    </message>
    <message>
        <source>“Other” takes the newest version that the server knows.</source>
        <translation>„Andere“ nimmt die neueste Version, die der Server kann.</translation>
    </message>
    <message>
        <source>Trusted CA file</source>
        <translation>CA-Datei</translation>
    </message>
    <message>
        <source>The system&apos;s authorities alone</source>
        <translation>Nur System-CAs</translation>
    </message>
    <message>
        <source>None: the certificate must be valid</source>
        <translation>Keines: nur gültige</translation>
    </message>
    <message>
        <source>Exchange host</source>
        <translation>Exchange-Host</translation>
    </message>
    <message>
        <source>Connection security</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Exchange port</source>
        <translation>Exchange-Port</translation>
    </message>
    <message>
        <source>Exchange version</source>
        <translation>Exchange-Version</translation>
    </message>
    <message>
        <source>Accepted certificate</source>
        <translation>Akzeptiertes Zertifikat</translation>
    </message>
    <message>
        <source>BASIC</source>
        <translation>BASIC</translation>
    </message>
    <message>
        <source>NTLM</source>
        <translation>NTLM</translation>
    </message>
    <message>
        <source>Another address than the mailbox&apos;s: the mailbox is shared with that person.</source>
        <translation>Eine andere Adresse als die des Postfachs: Es ist für diese Person freigegeben.</translation>
    </message>
    <message>
        <source>Authentication type</source>
        <translation>Authentifizierung</translation>
    </message>
    <message>
        <source>Username</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>The application needs the application permission full_access_as_app of Office 365 Exchange Online and an administrator&apos;s consent. RBAC for applications limits it to this mailbox.</source>
        <translation>Die Anwendung braucht die Anwendungsberechtigung full_access_as_app von Office 365 Exchange Online und die Zustimmung der Administration. RBAC für Anwendungen beschränkt sie auf dieses Postfach.</translation>
    </message>
    <message>
        <source>The application needs the delegated permissions EWS.AccessAsUser.All and offline_access.</source>
        <translation>Die Anwendung braucht die delegierten Berechtigungen EWS.AccessAsUser.All und offline_access.</translation>
    </message>
    <message>
        <source>The token is for Exchange Web Services; somebody else renews it.</source>
        <translation>Das Token ist für Exchange Web Services; jemand anders erneuert es.</translation>
    </message>
    <message>
        <source>The person who signs in needs Full Access to the mailbox and Send As.</source>
        <translation>Die Person, die sich anmeldet, braucht Vollzugriff auf das Postfach und „Senden als“.</translation>
    </message>
    <message>
        <source>Its redirect address is http://localhost.</source>
        <translation>Ihre Umleitungsadresse ist http://localhost.</translation>
    </message>
    <message>
        <source>It allows public client flows.</source>
        <translation>Sie lässt öffentliche Clientflows zu.</translation>
    </message>
    <message>
        <source>Exchange protocol: sending</source>
        <translation>Exchange-Protokoll: Senden</translation>
    </message>
    <message>
        <source>Exchange protocol: reading and sending</source>
        <translation>Exchange-Protokoll: Lesen und Senden</translation>
    </message>
    <message>
        <source>Exchange protocol: reading</source>
        <translation>Exchange-Protokoll: Lesen</translation>
    </message>
    <message>
        <source>As inbound</source>
        <translation>Wie beim Eingang</translation>
    </message>
    <message>
        <source>Act as the mailbox</source>
        <translation>Als das Postfach handeln</translation>
    </message>
    <message>
        <source>Impersonation: the account that signs in has the right to act as this mailbox. Not ticked, it reaches a mailbox that is not its own as a delegate. An application always acts as the mailbox.</source>
        <translation>Identitätswechsel: Das Konto, das sich anmeldet, hat das Recht, als dieses Postfach zu handeln. Ohne Häkchen erreicht es ein fremdes Postfach als Stellvertreter. Eine Anwendung handelt immer als das Postfach.</translation>
    </message>
    <message>
        <source>Impersonation</source>
        <translation>Identitätswechsel</translation>
    </message>
    <message>
        <source>Use this server without encryption?</source>
        <translation>Diesen Server ohne Verschlüsselung verwenden?</translation>
    </message>
    <message>
        <source>Every mail that is read or sent, its attachments and the folder names would travel in clear, for anybody on the way to read and change. User name, password and tokens are never sent this way, except to this computer itself.</source>
        <translation>Alle gelesenen und gesendeten Mails, ihre Anhänge und die Ordnernamen würden im Klartext übertragen und könnten unterwegs von jedem gelesen und verändert werden. Benutzername, Passwort und Token werden auf diesem Weg nie gesendet, außer an diesen Computer selbst.</translation>
    </message>
    <message>
        <source>Use no encryption</source>
        <translation>Ohne Verschlüsselung verwenden</translation>
    </message>
</context>
<context>
    <name>liaison::ui::FeedAlerts</name>
    <message numerus="yes">
        <source>%n mailbox(es) need somebody</source>
        <translation>
            <numerusform>%n Postfach braucht jemanden</numerusform>
            <numerusform>%n Postfächer brauchen jemanden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: NEEDS SIGN-IN</source>
        <translation>%1: ANMELDUNG NÖTIG</translation>
    </message>
    <message>
        <source>%1: FAILED</source>
        <translation>%1: FEHLGESCHLAGEN</translation>
    </message>
    <message>
        <source>%1: no mail for longer than usual</source>
        <translation>%1: länger als üblich keine Mail</translation>
    </message>
</context>
<context>
    <name>liaison::ui::FeedCard</name>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Worked by</source>
        <translation>Bearbeitet von</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>Letzter Abgleich</translation>
    </message>
    <message>
        <source>Last mail</source>
        <translation>Letzte Mail</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>Get mail</source>
        <translation>Mails abrufen</translation>
    </message>
    <message>
        <source>nothing known</source>
        <translation>nichts bekannt</translation>
    </message>
    <message>
        <source>none yet; they are read at the first sign-in</source>
        <translation>noch keine; sie werden bei der ersten Anmeldung gelesen</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>; lag: %1</source>
        <translation>; Rückstand: %1</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>none in eight weeks</source>
        <translation>keine in acht Wochen</translation>
    </message>
    <message>
        <source>access token until %1, renewed by itself</source>
        <translation>Zugriffstoken bis %1, erneuert sich von selbst</translation>
    </message>
    <message numerus="yes">
        <source>%n mails wait to be sent</source>
        <translation>
            <numerusform>%n Mail wartet auf das Senden</numerusform>
            <numerusform>%n Mails warten auf das Senden</numerusform>
        </translation>
    </message>
    <message>
        <source>at once; otherwise every %1</source>
        <translation>sofort; sonst alle %1</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Open the mailbox</source>
        <translation>Postfach öffnen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>liaison::ui::FeedList</name>
    <message>
        <source>Mailbox</source>
        <translation>Postfach</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>Letzter Abgleich</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Worked by</source>
        <translation>Bearbeitet von</translation>
    </message>
    <message>
        <source>How old a mail that is not stored yet can be</source>
        <translation>Wie alt eine Mail sein kann, die noch nicht gespeichert ist</translation>
    </message>
    <message>
        <source>Mails that came in and that were sent since midnight</source>
        <translation>Mails, die seit Mitternacht ankamen und gesendet wurden</translation>
    </message>
    <message>
        <source>Email feeds</source>
        <translation>E-Mail-Feeds</translation>
    </message>
    <message>
        <source>, silent</source>
        <translation>, still</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation>%1 ein, %2 aus</translation>
    </message>
    <message>
        <source>, mail vanishes</source>
        <translation>, Mail verschwindet</translation>
    </message>
</context>
<context>
    <name>liaison::ui::FeedsPage</name>
    <message>
        <source>START</source>
        <translation>START</translation>
    </message>
    <message>
        <source>STOP</source>
        <translation>STOP</translation>
    </message>
    <message>
        <source>Get mail now</source>
        <translation>Jetzt Mails abrufen</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>Secret&apos;s expiry…</source>
        <translation>Ablauf des Geheimnisses…</translation>
    </message>
    <message>
        <source>Hold all sending</source>
        <translation>Gesamten Versand anhalten</translation>
    </message>
    <message>
        <source>The chosen feed</source>
        <translation>Der gewählte Feed</translation>
    </message>
    <message>
        <source>No mailbox is connected</source>
        <translation>Kein Postfach ist verbunden</translation>
    </message>
    <message>
        <source>A feed reads a mailbox and keeps its mail with the incidents it belongs to. It is started once a mailbox is connected.</source>
        <translation>Ein Feed liest ein Postfach und legt dessen Mails zu den Vorfällen, zu denen sie gehören. Er wird gestartet, sobald ein Postfach verbunden ist.</translation>
    </message>
    <message>
        <source>Connect a mailbox</source>
        <translation>Postfach verbinden</translation>
    </message>
    <message>
        <source>Start anyway</source>
        <translation>Trotzdem starten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Try the same sign-in once more?</source>
        <translation>Dieselbe Anmeldung noch einmal versuchen?</translation>
    </message>
    <message>
        <source>The server has refused it. Several refused tries can lock the account, so this makes sense only if something was changed on the server. A new secret is entered under Admin &gt; Mailboxes.</source>
        <translation>Der Server hat sie abgelehnt. Mehrere abgelehnte Versuche können das Konto sperren; das ist also nur sinnvoll, wenn auf dem Server etwas geändert wurde. Ein neues Geheimnis wird unter Verwaltung &gt; Postfächer eingegeben.</translation>
    </message>
    <message>
        <source>Try once more</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation>Das hat nicht geklappt.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Sign in for this computer?</source>
        <translation>Für diesen Computer anmelden?</translation>
    </message>
    <message>
        <source>%1 works this mailbox. A sign-in here is kept in the keychain of this computer. To sign in for %1, run “liaison sign-in %2 --device” there: it gives a code to type into any browser.</source>
        <translation>%1 bearbeitet dieses Postfach. Eine Anmeldung hier wird im Schlüsselbund dieses Computers aufbewahrt. Um für %1 anzumelden, rufen Sie dort „liaison sign-in %2 --device“ auf: Das gibt einen Code, der in einem beliebigen Browser eingegeben wird.</translation>
    </message>
    <message>
        <source>Sign in here</source>
        <translation>Hier anmelden</translation>
    </message>
    <message>
        <source>While held, nothing leaves the outbox, whichever feeds run and wherever.</source>
        <translation>Solange angehalten ist, verlässt nichts den Postausgang, welche Feeds auch laufen und wo.</translation>
    </message>
    <message>
        <source>Start a mailbox that was not tested?</source>
        <translation>Ein Postfach starten, das nicht getestet wurde?</translation>
    </message>
    <message>
        <source>TEST INBOUND and TEST OUTBOUND under Admin &gt; Mailboxes tell whether host, port and sign-in are right before mail is fetched.</source>
        <translation>LESEN TESTEN und SENDEN TESTEN unter Verwaltung &gt; Postfächer zeigen, ob Host, Port und Anmeldung stimmen, bevor Mails geholt werden.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::FileLine</name>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Auswählen: %1</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt *.cer *.key);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>liaison::ui::FileSettings</name>
    <message>
        <source>A settings file holds mailboxes, {units}, templates and the notification process, and no passwords. “liaison settings import” and “export” use the same files.</source>
        <translation>Eine Einstellungsdatei enthält Postfächer, {Units}, Vorlagen und den Benachrichtigungsprozess und keine Passwörter. „liaison settings import“ und „export“ verwenden dieselben Dateien.</translation>
    </message>
    <message>
        <source>Import settings…</source>
        <translation>Einstellungen importieren…</translation>
    </message>
    <message>
        <source>Export settings…</source>
        <translation>Einstellungen exportieren…</translation>
    </message>
    <message>
        <source>The file was taken over.</source>
        <translation>Die Datei wurde übernommen.</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>Einstellungen exportieren</translation>
    </message>
    <message>
        <source>Settings (*.json);;All files (*)</source>
        <translation>Einstellungen (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>Exportiert nach %1.</translation>
    </message>
    <message>
        <source>The file cannot be written: %1.</source>
        <translation>Die Datei lässt sich nicht schreiben: %1.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::FoldedMail</name>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>eingeklappt</translation>
    </message>
</context>
<context>
    <name>liaison::ui::FolderTree</name>
    <message>
        <source>Folders that are read</source>
        <translation>Ordner, die gelesen werden</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Mails</source>
        <translation>Mails</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Choose at least one folder: without one no mail would be read.</source>
        <translation>Wählen Sie mindestens einen Ordner: Ohne einen würde keine Mail gelesen.</translation>
    </message>
    <message>
        <source>%1 (not on the server any more)</source>
        <translation>%1 (nicht mehr auf dem Server)</translation>
    </message>
    <message>
        <source>The server does not list it any more: it is skipped. What was read of it stays.</source>
        <translation>Der Server nennt ihn nicht mehr: Er wird übersprungen. Was aus ihm gelesen wurde, bleibt.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::FoldersCard</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation>SPEICHERN</translation>
    </message>
    <message>
        <source>Edit the folders</source>
        <translation>Ordner bearbeiten</translation>
    </message>
    <message>
        <source>Cancel the change of folders</source>
        <translation>Änderung der Ordner abbrechen</translation>
    </message>
    <message>
        <source>Save the folders</source>
        <translation>Ordner speichern</translation>
    </message>
    <message>
        <source>Folders with a check mark are read. Sent Items tells of answers that were written with another program.</source>
        <translation>Ordner mit Häkchen werden gelesen. Aus „Gesendet“ geht hervor, welche Antworten mit einem anderen Programm geschrieben wurden.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Neu abfragen</translation>
    </message>
    <message>
        <source>Cancel the question</source>
        <translation>Frage abbrechen</translation>
    </message>
    <message>
        <source>Ask the server for its folders</source>
        <translation>Den Server nach seinen Ordnern fragen</translation>
    </message>
    <message>
        <source>Name of a folder</source>
        <translation>Name eines Ordners</translation>
    </message>
    <message>
        <source>A folder&apos;s name, such as Inbox/Incidents</source>
        <translation>Name eines Ordners, etwa Inbox/Vorfälle</translation>
    </message>
    <message>
        <source>Add by name</source>
        <translation>Nach Namen hinzufügen</translation>
    </message>
    <message>
        <source>The server was not asked to the end. These are the folders as they were known before.</source>
        <translation>Der Server wurde nicht zu Ende gefragt. Dies sind die Ordner, wie sie vorher bekannt waren.</translation>
    </message>
    <message>
        <source>This process runs no feeds and cannot ask the server. These are the folders as they were known before.</source>
        <translation>Dieser Prozess betreibt keine Feeds und kann den Server nicht fragen. Dies sind die Ordner, wie sie vorher bekannt waren.</translation>
    </message>
    <message>
        <source>The server did not list its folders.</source>
        <translation>Der Server hat seine Ordner nicht genannt.</translation>
    </message>
    <message>
        <source>Asking the server for its folders…</source>
        <translation>Der Server wird nach seinen Ordnern gefragt…</translation>
    </message>
    <message>
        <source>Nothing is known of the server&apos;s folders yet. “Edit” asks for them.</source>
        <translation>Von den Ordnern des Servers ist noch nichts bekannt. „Bearbeiten“ fragt nach ihnen.</translation>
    </message>
    <message>
        <source>What you chose of the folders is not saved.</source>
        <translation>Ihre Auswahl der Ordner ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>Looking for the folder “%1” on the server…</source>
        <translation>Der Ordner „%1“ wird auf dem Server gesucht …</translation>
    </message>
    <message>
        <source>The server was not asked about “%1”.</source>
        <translation>Der Server wurde nicht nach „%1“ gefragt.</translation>
    </message>
    <message>
        <source>“%1” holds other folders and no mail: choose one that stands in it.</source>
        <translation>„%1“ enthält andere Ordner und keine Mails: Wählen Sie einen, der darin steht.</translation>
    </message>
    <message>
        <source>The server has no folder “%1” that this sign-in may open. A folder in another one is written with all it stands in, such as Inbox/Incidents.</source>
        <translation>Der Server hat keinen Ordner „%1“, den diese Anmeldung öffnen darf. Ein Ordner in einem anderen wird mit allem geschrieben, worin er steht, etwa Posteingang/Vorfälle.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::FormField</name>
    <message>
        <source>Caps Lock seems to be on.</source>
        <translation>Die Feststelltaste scheint eingerastet zu sein.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::GraphFields</name>
    <message>
        <source>Application, with a client secret</source>
        <translation>Anwendung, geheimer Schlüssel</translation>
    </message>
    <message>
        <source>Application, with a certificate</source>
        <translation>Anwendung, Zertifikat</translation>
    </message>
    <message>
        <source>A person, in the browser</source>
        <translation>Person, im Browser</translation>
    </message>
    <message>
        <source>A person, with a code</source>
        <translation>Person, mit einem Code</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>An application reads the mailbox by itself. A person signs in once and stays signed in: in the browser of this computer, or with a code on any device.</source>
        <translation>Eine Anwendung liest das Postfach von selbst. Eine Person meldet sich einmal an und bleibt angemeldet: im Browser dieses Computers oder mit einem Code auf irgendeinem Gerät.</translation>
    </message>
    <message>
        <source>Another address than the mailbox&apos;s: the mailbox is shared with that person.</source>
        <translation>Eine andere Adresse als die des Postfachs: Es ist für diese Person freigegeben.</translation>
    </message>
    <message>
        <source>Sign-in method</source>
        <translation>Anmeldung durch</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Geheimer Clientschlüssel</translation>
    </message>
    <message>
        <source>Signs in as</source>
        <translation>Meldet sich an als</translation>
    </message>
    <message>
        <source>The national cloud&apos;s</source>
        <translation>Host der nationalen Cloud</translation>
    </message>
    <message>
        <source>A host, with a port where it is not 443, in place of Microsoft&apos;s. Usually empty.</source>
        <translation>Ein Host statt dem von Microsoft, mit Port, wo er nicht 443 ist. Meist leer.</translation>
    </message>
    <message>
        <source>Trusted CA file</source>
        <translation>CA-Datei</translation>
    </message>
    <message>
        <source>The system&apos;s authorities alone</source>
        <translation>Nur System-CAs</translation>
    </message>
    <message>
        <source>None: the certificate must be valid</source>
        <translation>Keines: nur gültige</translation>
    </message>
    <message>
        <source>Graph host</source>
        <translation>Graph-Host</translation>
    </message>
    <message>
        <source>Accepted certificate</source>
        <translation>Akzeptiertes Zertifikat</translation>
    </message>
    <message>
        <source>The e-mail address</source>
        <translation>Die E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Microsoft Graph: reading and sending</source>
        <translation>Microsoft Graph: Lesen und Senden</translation>
    </message>
    <message>
        <source>Inbound: reading by Microsoft Graph</source>
        <translation>Eingang: Lesen über Microsoft Graph</translation>
    </message>
    <message>
        <source>The token holds Mail.ReadWrite and Mail.Send of Microsoft Graph; somebody else renews it.</source>
        <translation>Das Token enthält Mail.ReadWrite und Mail.Send von Microsoft Graph; jemand anderes erneuert es.</translation>
    </message>
    <message>
        <source>The application needs the application permissions Mail.ReadWrite and Mail.Send of Microsoft Graph and an administrator&apos;s consent. RBAC for applications limits it to this mailbox.</source>
        <translation>Die Anwendung braucht die Anwendungsberechtigungen Mail.ReadWrite und Mail.Send von Microsoft Graph und die Zustimmung eines Administrators. RBAC für Anwendungen beschränkt sie auf dieses Postfach.</translation>
    </message>
    <message>
        <source>The application needs the delegated permissions Mail.ReadWrite.Shared, Mail.Send.Shared and offline_access, the person Full Access to the mailbox and Send As.</source>
        <translation>Die Anwendung braucht die delegierten Berechtigungen Mail.ReadWrite.Shared, Mail.Send.Shared und offline_access, die Person Vollzugriff auf das Postfach und „Senden als“.</translation>
    </message>
    <message>
        <source>The application needs the delegated permissions Mail.ReadWrite, Mail.Send and offline_access.</source>
        <translation>Die Anwendung braucht die delegierten Berechtigungen Mail.ReadWrite, Mail.Send und offline_access.</translation>
    </message>
    <message>
        <source>Its redirect address is http://localhost.</source>
        <translation>Ihre Umleitungsadresse ist http://localhost.</translation>
    </message>
    <message>
        <source>It allows public client flows.</source>
        <translation>Sie lässt öffentliche Clientflows zu.</translation>
    </message>
    <message>
        <source>Outbound: sending by Microsoft Graph</source>
        <translation>Ausgang: Senden über Microsoft Graph</translation>
    </message>
    <message>
        <source>As inbound</source>
        <translation>Wie beim Eingang</translation>
    </message>
</context>
<context>
    <name>liaison::ui::GuardPanel</name>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Before this mail leaves</source>
        <translation>Bevor diese Mail hinausgeht</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Trotzdem senden</translation>
    </message>
    <message>
        <source>A mail arrived in this thread while you were writing. Read it first?</source>
        <translation>Während Sie schrieben, ist in diesem Thread eine Mail eingetroffen. Möchten Sie sie zuerst lesen?</translation>
    </message>
    <message>
        <source>Nothing was filled in for %1.</source>
        <translation>Für %1 wurde nichts eingesetzt.</translation>
    </message>
    <message>
        <source>The text speaks of an attachment, but there is none.</source>
        <translation>Im Text ist von einem Anhang die Rede, es gibt aber keinen.</translation>
    </message>
    <message>
        <source>The subject is empty.</source>
        <translation>Der Betreff ist leer.</translation>
    </message>
    <message>
        <source>%1 is neither in this thread nor in its {unit}.</source>
        <translation>%1 gehört weder zu diesem Thread noch zu dessen {Unit}.</translation>
    </message>
    <message>
        <source>These are neither in this thread nor in its {unit}: %1.</source>
        <translation>Diese Personen gehören weder zu diesem Thread noch zu dessen {Unit}: %1.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::HoldWatch</name>
    <message>
        <source>All sending is held.</source>
        <translation>Der gesamte Versand ist angehalten.</translation>
    </message>
    <message>
        <source>All sending is held since %1, by %2 on %3.</source>
        <translation>Der gesamte Versand ist seit %1 angehalten, durch %2 an %3.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::IncidentChooser</name>
    <message>
        <source>Move to which incident?</source>
        <translation>In welchen Vorfall verschieben?</translation>
    </message>
    <message>
        <source>Key or title</source>
        <translation>Kennung oder Titel</translation>
    </message>
    <message>
        <source>Find an incident by key or title</source>
        <translation>Vorfall nach Kennung oder Titel suchen</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Vorfälle</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
</context>
<context>
    <name>liaison::ui::IncidentDialog</name>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>New incident</source>
        <translation>Neuer Vorfall</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>What happened, in a few words</source>
        <translation>Was passiert ist, in wenigen Worten</translation>
    </message>
    <message>
        <source>Phishing</source>
        <translation>Phishing</translation>
    </message>
    <message>
        <source>Malware</source>
        <translation>Schadsoftware</translation>
    </message>
    <message>
        <source>Account compromise</source>
        <translation>Kontoübernahme</translation>
    </message>
    <message>
        <source>Data loss</source>
        <translation>Datenverlust</translation>
    </message>
    <message>
        <source>Lost device</source>
        <translation>Verlorenes Gerät</translation>
    </message>
    <message>
        <source>Vulnerability</source>
        <translation>Schwachstelle</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstiges</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schweregrad</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Noch niemand</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>T&amp;ype</source>
        <translation>A&amp;rt</translation>
    </message>
    <message>
        <source>S&amp;everity</source>
        <translation>S&amp;chweregrad</translation>
    </message>
    <message>
        <source>St&amp;atus</source>
        <translation>St&amp;atus</translation>
    </message>
    <message>
        <source>&amp;Owner</source>
        <translation>&amp;Zuständig</translation>
    </message>
    <message>
        <source>%1 (archived)</source>
        <translation>%1 (archiviert)</translation>
    </message>
    <message>
        <source>Their recipients and domains are expected to write about this incident.</source>
        <translation>Mails ihrer Empfänger und Domains zu diesem Vorfall werden erwartet.</translation>
    </message>
    <message>
        <source>Somebody else changed this incident meanwhile.</source>
        <translation>Inzwischen hat jemand anderes diesen Vorfall geändert.</translation>
    </message>
    <message>
        <source>Show the present state</source>
        <translation>Aktuellen Stand zeigen</translation>
    </message>
    <message>
        <source>Give the incident a title: {units} see it in the subject.</source>
        <translation>Geben Sie dem Vorfall einen Titel: Die {Units} sehen ihn im Betreff.</translation>
    </message>
    <message>
        <source>Affected {units}</source>
        <translation>Betroffene {Units}</translation>
    </message>
    <message>
        <source>Affected &amp;{units}</source>
        <translation>Betroffene &amp;{Units}</translation>
    </message>
    <message>
        <source>There are no {units} yet: add them under Admin &gt; {Units}.</source>
        <translation>Es gibt noch keine {Units}: Legen Sie sie unter Verwaltung &gt; {Units} an.</translation>
    </message>
    <message>
        <source>What you changed in %1 is not saved.</source>
        <translation>Was Sie in %1 geändert haben, ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>What you wrote is not saved yet.</source>
        <translation>Was Sie geschrieben haben, ist noch nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::IncidentList</name>
    <message>
        <source>No incidents yet</source>
        <translation>Noch keine Vorfälle</translation>
    </message>
    <message>
        <source>No incident fits the filter</source>
        <translation>Kein Vorfall passt zum Filter</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Vorfälle</translation>
    </message>
    <message>
        <source>New incident</source>
        <translation>Neuer Vorfall</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter zurücksetzen</translation>
    </message>
    <message>
        <source>Filter by key or title</source>
        <translation>Nach Kennung oder Titel filtern</translation>
    </message>
    <message>
        <source>Filter incidents by key or title</source>
        <translation>Vorfälle nach Kennung oder Titel filtern</translation>
    </message>
    <message>
        <source>Filter by status</source>
        <translation>Nach Status filtern</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>Jeder Status</translation>
    </message>
    <message>
        <source>Filter by severity</source>
        <translation>Nach Schweregrad filtern</translation>
    </message>
    <message>
        <source>Any severity</source>
        <translation>Jeder Schweregrad</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Create one to keep the mail of {units} with it.</source>
        <translation>Legen Sie einen an, damit die Mails der {Units} bei ihm abgelegt werden.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::IncidentModel</name>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation>
            <numerusform>%n nicht gesendet</numerusform>
            <numerusform>%n nicht gesendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n after closing</source>
        <translation>
            <numerusform>%n nach dem Schließen</numerusform>
            <numerusform>%n nach dem Schließen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to answer</source>
        <translation>
            <numerusform>%n zu beantworten</numerusform>
            <numerusform>%n zu beantworten</numerusform>
        </translation>
    </message>
    <message>
        <source>no mail</source>
        <translation>keine Mails</translation>
    </message>
    <message>
        <source>all read</source>
        <translation>alles gelesen</translation>
    </message>
    <message>
        <source>%1, %2, severity %3, status %4, owner %5, mails: %6</source>
        <translation>%1, %2, Schweregrad %3, Status %4, zuständig: %5, Mails: %6</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
</context>
<context>
    <name>liaison::ui::InertView</name>
    <message>
        <source>Text of the mail</source>
        <translation>Text der Mail</translation>
    </message>
    <message>
        <source>Copy link target</source>
        <translation>Linkziel kopieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::KeyboardSettings</name>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>Usual keys</source>
        <translation>Übliche Tasten</translation>
    </message>
    <message>
        <source>All as usual</source>
        <translation>Alle wie üblich</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Keys of the command</source>
        <translation>Tasten des Befehls</translation>
    </message>
    <message>
        <source>Press the new keys here:</source>
        <translation>Die neuen Tasten hier drücken:</translation>
    </message>
    <message>
        <source>These keys write text. Use them with Ctrl, Alt or Meta, or take a function key.</source>
        <translation>Diese Tasten schreiben Text. Nehmen Sie Strg, Alt oder Meta dazu oder eine Funktionstaste.</translation>
    </message>
    <message>
        <source>“%1” has these keys. Give it others first.</source>
        <translation>„%1“ hat diese Tasten. Geben Sie dem Befehl zuerst andere.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::LanguageSettings</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Counts from the next start on. “--language” on the command line goes before it.</source>
        <translation>Gilt ab dem nächsten Start. „--language“ auf der Befehlszeile hat Vorrang.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::Leaving</name>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation>&amp;Weiter bearbeiten</translation>
    </message>
</context>
<context>
    <name>liaison::ui::LinkQuestion</name>
    <message>
        <source>Open this link?</source>
        <translation>Diesen Link öffnen?</translation>
    </message>
    <message>
        <source>This link leads elsewhere than its words say.</source>
        <translation>Dieser Link führt woandershin, als sein Text angibt.</translation>
    </message>
    <message>
        <source>Its words: %1</source>
        <translation>Linktext: %1</translation>
    </message>
    <message>
        <source>It leads to</source>
        <translation>Er führt zu</translation>
    </message>
    <message>
        <source>Where the link leads</source>
        <translation>Wohin der Link führt</translation>
    </message>
    <message>
        <source>Only web and mail addresses are opened. You can copy this one.</source>
        <translation>Es werden nur Web- und E-Mail-Adressen geöffnet. Diese Adresse können Sie kopieren.</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailBodyView</name>
    <message>
        <source>Its layout is too large to be drawn quickly; this is its text alone.</source>
        <translation>Das Layout ist zu umfangreich, um es schnell darzustellen; dies ist nur der Text.</translation>
    </message>
    <message>
        <source>Show anyway</source>
        <translation>Trotzdem zeigen</translation>
    </message>
    <message>
        <source>Its layout goes past every limit. This is its text; the source has the rest.</source>
        <translation>Das Layout sprengt jede Grenze. Dies ist der Text; der Rest steht im Quelltext.</translation>
    </message>
    <message>
        <source>Show more (%1 characters left)</source>
        <translation>Mehr zeigen (noch %1 Zeichen)</translation>
    </message>
    <message>
        <source>This is its text alone, as the settings say.</source>
        <translation>Dies ist nur ihr Text, wie es die Einstellungen sagen.</translation>
    </message>
    <message>
        <source>Show its layout</source>
        <translation>Gestaltung zeigen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailCard</name>
    <message>
        <source>Mail from %1</source>
        <translation>Mail von %1</translation>
    </message>
    <message>
        <source>Mark unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>Mark read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Reply all</source>
        <translation>Allen antworten</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Move to incident…</source>
        <translation>In Vorfall verschieben…</translation>
    </message>
    <message>
        <source>No answer needed</source>
        <translation>Keine Antwort nötig</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Einklappen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailHeader</name>
    <message>
        <source>NEW</source>
        <translation>NEU</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Details: why is it here?</source>
        <translation>Details: Warum ist sie hier?</translation>
    </message>
    <message>
        <source>Actions for this mail</source>
        <translation>Aktionen für diese Mail</translation>
    </message>
    <message>
        <source>Why is it here?</source>
        <translation>Warum ist sie hier?</translation>
    </message>
    <message>
        <source>no sender address</source>
        <translation>keine Absenderadresse</translation>
    </message>
    <message>
        <source>%1 (us)</source>
        <translation>%1 (wir)</translation>
    </message>
    <message>
        <source>Sender&apos;s address: %1</source>
        <translation>Adresse des Absenders: %1</translation>
    </message>
    <message>
        <source>“Accepted” means that the mail server took it, not that it arrived.</source>
        <translation>„Angenommen“ heißt, dass der Mailserver die Mail übernommen hat, nicht, dass sie angekommen ist.</translation>
    </message>
    <message>
        <source>Why is it here? %1</source>
        <translation>Warum ist sie hier? %1</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>Von: %1</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>An: %1</translation>
    </message>
    <message>
        <source>Cc: %1</source>
        <translation>Cc: %1</translation>
    </message>
    <message>
        <source>Subject: %1</source>
        <translation>Betreff: %1</translation>
    </message>
    <message>
        <source>Arrived: %1</source>
        <translation>Eingetroffen: %1</translation>
    </message>
    <message>
        <source>Dated by its sender: %1</source>
        <translation>Datum laut Absender: %1</translation>
    </message>
    <message>
        <source>Message-ID: %1</source>
        <translation>Message-ID: %1</translation>
    </message>
    <message>
        <source>Size: %1</source>
        <translation>Größe: %1</translation>
    </message>
    <message>
        <source>The server&apos;s words: %1</source>
        <translation>Antwort des Servers: %1</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailNotices</name>
    <message>
        <source>Nobody expected %1 in this thread.</source>
        <translation>Mit %1 hat in diesem Thread niemand gerechnet.</translation>
    </message>
    <message>
        <source>Accept once</source>
        <translation>Einmal akzeptieren</translation>
    </message>
    <message>
        <source>Accept and remember</source>
        <translation>Akzeptieren und merken</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>The sender&apos;s domain says this mail is not from there (DMARC failed). The address may be forged.</source>
        <translation>Laut der Domain des Absenders stammt diese Mail nicht von dort (DMARC fehlgeschlagen). Die Adresse könnte gefälscht sein.</translation>
    </message>
    <message>
        <source>Mail after closing: the incident was closed when this mail came. Only a person reopens it.</source>
        <translation>Mail nach dem Schließen: Der Vorfall war geschlossen, als diese Mail kam. Nur ein Mensch öffnet ihn wieder.</translation>
    </message>
    <message>
        <source>Another mail with other content uses the same Message-ID. One of them may be forged.</source>
        <translation>Eine andere Mail mit anderem Inhalt trägt dieselbe Message-ID. Eine von beiden könnte gefälscht sein.</translation>
    </message>
    <message>
        <source>The sender&apos;s domain mixes letters of several scripts and only looks like another: it is %1.</source>
        <translation>Die Domain des Absenders mischt Buchstaben mehrerer Schriften und sieht einer anderen nur ähnlich: Sie lautet %1.</translation>
    </message>
    <message>
        <source>The sender or the subject holds invisible characters; they are written out as ⟦…⟧: %1</source>
        <translation>Absender oder Betreff enthalten unsichtbare Zeichen; sie sind als ⟦…⟧ ausgeschrieben: %1</translation>
    </message>
    <message>
        <source>1 remote item blocked</source>
        <translation>1 externer Inhalt blockiert</translation>
    </message>
    <message numerus="yes">
        <source>%n remote items blocked</source>
        <translation>
            <numerusform>%n externer Inhalt blockiert</numerusform>
            <numerusform>%n externe Inhalte blockiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was asked for and nothing was loaded. The mail wanted:</source>
        <translation>Es wurde nichts angefragt und nichts geladen. Die Mail wollte:</translation>
    </message>
    <message>
        <source>1 text that the sender had hidden is shown, marked</source>
        <translation>1 Text, den der Absender versteckt hatte, wird markiert gezeigt</translation>
    </message>
    <message numerus="yes">
        <source>%n texts that the sender had hidden are shown, marked</source>
        <translation>
            <numerusform>%n Text, den der Absender versteckt hatte, wird markiert gezeigt</numerusform>
            <numerusform>%n Texte, die der Absender versteckt hatte, werden markiert gezeigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und %n weiterer</numerusform>
            <numerusform>… und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailView</name>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message numerus="yes">
        <source>%n attachments saved</source>
        <translation>
            <numerusform>%n Anhang gespeichert</numerusform>
            <numerusform>%n Anhänge gespeichert</numerusform>
        </translation>
    </message>
    <message>
        <source>Save as EML</source>
        <translation>Als EML speichern</translation>
    </message>
    <message>
        <source>Mails (*.eml)</source>
        <translation>Mails (*.eml)</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>View source</source>
        <translation>Quelltext anzeigen</translation>
    </message>
    <message>
        <source>Save as EML…</source>
        <translation>Als EML speichern…</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailWords</name>
    <message>
        <source>send failed</source>
        <translation>Senden fehlgeschlagen</translation>
    </message>
    <message>
        <source>send uncertain</source>
        <translation>Versand ungewiss</translation>
    </message>
    <message>
        <source>1 new</source>
        <translation>1 neu</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
    <message>
        <source>delayed</source>
        <translation>verzögert</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>im Postausgang</translation>
    </message>
    <message>
        <source>waiting for us</source>
        <translation>wartet auf uns</translation>
    </message>
    <message>
        <source>waiting for them</source>
        <translation>wir warten</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>unknown sender</source>
        <translation>unbekannter Absender</translation>
    </message>
    <message>
        <source>draft begun</source>
        <translation>Entwurf begonnen</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>schon %1</translation>
    </message>
    <message>
        <source>sent with another program</source>
        <translation>mit anderem Programm gesendet</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>wird gesendet</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>ungewiss</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>bounced</source>
        <translation>unzustellbar</translation>
    </message>
    <message>
        <source>arrival reported</source>
        <translation>Zustellung bestätigt</translation>
    </message>
    <message>
        <source>out of office</source>
        <translation>Abwesenheitsnotiz</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>It belongs to no incident: neither its subject nor the mails it refers to name one.</source>
        <translation>Sie gehört zu keinem Vorfall: Weder ihr Betreff noch die Mails, auf die sie sich bezieht, nennen einen.</translation>
    </message>
    <message>
        <source>automatic mail</source>
        <translation>automatische Mail</translation>
    </message>
    <message>
        <source>could not be delivered</source>
        <translation>nicht zustellbar</translation>
    </message>
    <message>
        <source>delivery is delayed</source>
        <translation>Zustellung verzögert</translation>
    </message>
    <message>
        <source>delivery receipt</source>
        <translation>Zustellbestätigung</translation>
    </message>
    <message>
        <source>read receipt</source>
        <translation>Lesebestätigung</translation>
    </message>
    <message>
        <source>This mail is encrypted with S/MIME and cannot be read here. Save it as EML and open it where your certificate is, or ask the sender to send it unencrypted.</source>
        <translation>Diese Mail ist mit S/MIME verschlüsselt und kann hier nicht gelesen werden. Speichern Sie sie als EML und öffnen Sie sie dort, wo Ihr Zertifikat ist, oder bitten Sie den Absender, sie unverschlüsselt zu senden.</translation>
    </message>
    <message>
        <source>This mail is encrypted with OpenPGP and cannot be read here. Save it as EML and open it where your key is, or ask the sender to send it unencrypted.</source>
        <translation>Diese Mail ist mit OpenPGP verschlüsselt und kann hier nicht gelesen werden. Speichern Sie sie als EML und öffnen Sie sie dort, wo Ihr Schlüssel ist, oder bitten Sie den Absender, sie unverschlüsselt zu senden.</translation>
    </message>
    <message>
        <source>Signed with S/MIME. The signature was not checked.</source>
        <translation>Mit S/MIME signiert. Die Signatur wurde nicht geprüft.</translation>
    </message>
    <message>
        <source>Signed with OpenPGP. The signature was not checked.</source>
        <translation>Mit OpenPGP signiert. Die Signatur wurde nicht geprüft.</translation>
    </message>
    <message>
        <source>This mail is larger or deeper than Liaison takes apart; the rest is in its source.</source>
        <translation>Diese Mail ist größer oder tiefer verschachtelt, als Liaison sie zerlegt; der Rest steht in ihrem Quelltext.</translation>
    </message>
    <message>
        <source>This mail could not be taken apart. What you see was made from its source.</source>
        <translation>Diese Mail ließ sich nicht zerlegen. Was Sie sehen, wurde aus ihrem Quelltext gewonnen.</translation>
    </message>
    <message>
        <source>A program: it runs when it is opened.</source>
        <translation>Ein Programm: Es wird beim Öffnen ausgeführt.</translation>
    </message>
    <message>
        <source>It says it is %1, but its content is %2.</source>
        <translation>Angegeben ist %1, der Inhalt ist aber %2.</translation>
    </message>
    <message>
        <source>Its name hides characters: %1</source>
        <translation>Der Name enthält versteckte Zeichen: %1</translation>
    </message>
    <message>
        <source>to nobody named</source>
        <translation>ohne genannten Empfänger</translation>
    </message>
    <message>
        <source>to %1 and %2 more</source>
        <translation>an %1 und %2 weitere</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>an %1</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A short date, with the letters of QDate::toString().</extracomment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>Show quoted text (1 line)</source>
        <translation>Zitat zeigen (1 Zeile)</translation>
    </message>
    <message numerus="yes">
        <source>Show quoted text (%n lines)</source>
        <translation>
            <numerusform>Zitat zeigen (%n Zeile)</numerusform>
            <numerusform>Zitat zeigen (%n Zeilen)</numerusform>
        </translation>
    </message>
    <message>
        <source>1 mail</source>
        <translation>1 Mail</translation>
    </message>
    <message numerus="yes">
        <source>%n mails</source>
        <translation>
            <numerusform>%n Mail</numerusform>
            <numerusform>%n Mails</numerusform>
        </translation>
    </message>
    <message>
        <source>passed on</source>
        <translation>weitergegeben</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailboxForm</name>
    <message>
        <source>New mailbox</source>
        <translation>Neues Postfach</translation>
    </message>
    <message>
        <source>•••••••• kept in the keychain</source>
        <translation>•••••••• im Schlüsselbund</translation>
    </message>
    <message>
        <source>Another mailbox has this address already.</source>
        <translation>Ein anderes Postfach hat diese Adresse schon.</translation>
    </message>
    <message>
        <source>The mailbox was not saved.</source>
        <translation>Das Postfach wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>START</source>
        <translation>STARTEN</translation>
    </message>
    <message>
        <source>Start anyway</source>
        <translation>Trotzdem starten</translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation>Das hat nicht geklappt.</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation>geprüft %1</translation>
    </message>
    <message>
        <source>the mailbox is off</source>
        <translation>das Postfach ist ausgeschaltet</translation>
    </message>
    <message>
        <source>Mailbox is on</source>
        <translation>Postfach ist eingeschaltet</translation>
    </message>
    <message>
        <source>Off: nothing is read or sent, and the account is kept.</source>
        <translation>Aus: Es wird nichts gelesen oder gesendet, das Konto bleibt erhalten.</translation>
    </message>
    <message>
        <source>STOP</source>
        <translation>STOPPEN</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Incident Response</source>
        <translation>Incident Response</translation>
    </message>
    <message>
        <source>Older mail that matches no incident can be searched, but is never unmatched or unread.</source>
        <translation>Ältere Mails, die zu keinem Vorfall passen, lassen sich durchsuchen, gelten aber nie als nicht zugeordnet oder ungelesen.</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>How often to look for mail where the server does not announce it by itself.</source>
        <translation>Wie oft nach Mails gesehen wird, wenn der Server sie nicht von selbst meldet.</translation>
    </message>
    <message>
        <source>Account type</source>
        <translation>Kontotyp</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Anzeigename</translation>
    </message>
    <message>
        <source>Fetch mail since</source>
        <translation>Mails abrufen ab</translation>
    </message>
    <message>
        <source>Look for mail every</source>
        <translation>Nach Mails sehen alle</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation>SPEICHERN</translation>
    </message>
    <message>
        <source>The certificate of %1 is filled in. It is accepted from SAVE on.</source>
        <translation>Das Zertifikat von %1 ist eingetragen. Es gilt ab dem SPEICHERN als akzeptiert.</translation>
    </message>
    <message>
        <source>•••••••• kept until Liaison is closed</source>
        <translation>•••••••• behalten, bis Liaison beendet wird</translation>
    </message>
    <message>
        <source>Nothing kept yet</source>
        <translation>Noch nichts hinterlegt</translation>
    </message>
    <message>
        <source>•••••••• given by the service&apos;s credentials</source>
        <translation>•••••••• aus den Credentials des Dienstes</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>Signs a person in at the mailbox&apos;s sign-in service, in the browser or with a code.</source>
        <translation>Meldet eine Person beim Anmeldedienst des Postfachs an, im Browser oder mit einem Code.</translation>
    </message>
    <message>
        <source>Exchange Web Services</source>
        <translation>Exchange Web Services</translation>
    </message>
    <message>
        <source>Microsoft Graph</source>
        <translation>Microsoft Graph</translation>
    </message>
    <message>
        <source>access token good until %1</source>
        <translation>Zugriffstoken gültig bis %1</translation>
    </message>
    <message>
        <source>certificate good until %1</source>
        <translation>Zertifikat gültig bis %1</translation>
    </message>
    <message>
        <source>Log level</source>
        <translation>Protokollierung</translation>
    </message>
    <message>
        <source>Verbose: what is said to the servers is logged, without secrets and mail. It goes back to low by itself after 24 hours. The log is under Settings &gt; Diagnostics, and in the log of the service where that works the mailbox.</source>
        <translation>Ausführlich: Was mit den Servern gesprochen wird, steht im Protokoll, ohne Geheimnisse und Mails. Nach 24 Stunden ist es von selbst wieder knapp. Das Protokoll steht unter Einstellungen &gt; Diagnose, und in dem des Dienstes, wenn dieser das Postfach bearbeitet.</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Knapp</translation>
    </message>
    <message>
        <source>Verbose, low again %1</source>
        <translation>Ausführlich, wieder knapp %1</translation>
    </message>
    <message>
        <source>Verbose for 24 hours</source>
        <translation>Ausführlich für 24 Stunden</translation>
    </message>
    <message>
        <source>The mailbox was not saved: somebody else changed it while you edited it. What you typed is still here. Changed there: %1.</source>
        <translation>Das Postfach wurde nicht gespeichert: Jemand anderes hat es geändert, während Sie es bearbeiteten. Was Sie eingegeben haben, steht noch hier. Dort geändert: %1.</translation>
    </message>
    <message>
        <source>Show what is saved</source>
        <translation>Gespeichertes zeigen</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <translation>Meines darüber speichern</translation>
    </message>
    <message>
        <source>Start a mailbox that was not tested?</source>
        <translation>Ein Postfach starten, das nicht getestet wurde?</translation>
    </message>
    <message>
        <source>TEST INBOUND and TEST OUTBOUND tell whether host, port and sign-in are right before mail is fetched.</source>
        <translation>LESEN TESTEN und SENDEN TESTEN zeigen, ob Host, Port und Anmeldung stimmen, bevor Mails abgerufen werden.</translation>
    </message>
    <message>
        <source>The certificate is of another server than the form names now. Test again.</source>
        <translation>Das Zertifikat gehört zu einem anderen Server, als jetzt im Formular steht. Testen Sie erneut.</translation>
    </message>
    <message>
        <source>Send one mail to the mailbox itself</source>
        <translation>Eine Mail an das Postfach selbst senden</translation>
    </message>
    <message>
        <source>TEST OUTBOUND then waits until it arrives. Without it, it signs in and sends nothing.</source>
        <translation>SENDEN TESTEN wartet dann, bis sie ankommt. Ohne das meldet es sich an und sendet nichts.</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailboxWizard</name>
    <message>
        <source>The mailbox was not saved, and nothing of it was kept.</source>
        <translation>Das Postfach wurde nicht gespeichert, und nichts davon wurde behalten.</translation>
    </message>
    <message>
        <source>START</source>
        <translation>STARTEN</translation>
    </message>
    <message>
        <source>Start a mailbox whose tests have not passed?</source>
        <translation>Ein Postfach starten, dessen Tests nicht bestanden sind?</translation>
    </message>
    <message>
        <source>The tests tell whether host, port and password are right before mail is fetched.</source>
        <translation>Die Tests sagen, ob Host, Port und Passwort stimmen, bevor Mail abgeholt wird.</translation>
    </message>
    <message>
        <source>Start anyway</source>
        <translation>Trotzdem starten</translation>
    </message>
    <message>
        <source>Connect a mailbox</source>
        <translation>Postfach verbinden</translation>
    </message>
    <message>
        <source>Leave without connecting the mailbox?</source>
        <translation>Aufhören, ohne das Postfach zu verbinden?</translation>
    </message>
    <message>
        <source>Nothing of it was saved. What was entered is lost.</source>
        <translation>Nichts davon wurde gespeichert. Was eingegeben wurde, geht verloren.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Aufhören</translation>
    </message>
    <message>
        <source>The certificate is of another server than the fields name now. Go back and correct the host.</source>
        <translation>Das Zertifikat ist von einem anderen Server, als jetzt in den Feldern steht. Gehen Sie zurück und berichtigen Sie den Host.</translation>
    </message>
    <message>
        <source>Use the form instead</source>
        <translation>Lieber das Formular</translation>
    </message>
    <message>
        <source>Shows all fields of a mailbox at once. What was entered here is filled in.</source>
        <translation>Zeigt alle Felder eines Postfachs auf einmal. Was hier eingegeben wurde, wird eingetragen.</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Schritt %1 von %2: %3</translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation>SPEICHERN</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailboxWizardAddress</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Incident Response</source>
        <translation>Incident Response</translation>
    </message>
    <message>
        <source>The name that mail is sent under.</source>
        <translation>Der Name, unter dem Mail gesendet wird.</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Anzeigename</translation>
    </message>
    <message>
        <source>Does another tool take mail out of this mailbox?</source>
        <translation>Holt noch ein anderes Werkzeug Mail aus diesem Postfach?</translation>
    </message>
    <message>
        <source>No, Liaison alone</source>
        <translation>Nein, nur Liaison</translation>
    </message>
    <message>
        <source>Yes, another tool ingests it, too</source>
        <translation>Ja, ein anderes Werkzeug liest es auch</translation>
    </message>
    <message>
        <source>Connect it all the same</source>
        <translation>Trotzdem verbinden</translation>
    </message>
    <message>
        <source>Two readers of one mailbox take mail from each other: what the other tool moves or deletes before Liaison has read it never gets to its incident, and nobody notices. Better have the server put a copy of every mail into a mailbox that Liaison alone reads, or switch the other tool off first. If you go on, set the other tool so that it leaves mail where it is, and unread.</source>
        <translation>Zwei Leser eines Postfachs nehmen einander die Mail weg: Was das andere Werkzeug verschiebt oder löscht, bevor Liaison es gelesen hat, kommt nie zu seinem Vorfall, und niemand merkt es. Lassen Sie besser den Server von jeder Mail eine Kopie in ein Postfach legen, das nur Liaison liest, oder schalten Sie das andere Werkzeug vorher ab. Wenn Sie weitermachen, stellen Sie das andere Werkzeug so ein, dass es Mail liegen lässt, und zwar ungelesen.</translation>
    </message>
    <message>
        <source>Another mailbox has this address already.</source>
        <translation>Ein anderes Postfach hat diese Adresse schon.</translation>
    </message>
    <message>
        <source>Say whether another tool reads this mailbox.</source>
        <translation>Sagen Sie, ob ein anderes Werkzeug dieses Postfach liest.</translation>
    </message>
    <message>
        <source>Take another mailbox, or tick this if two readers are what you want.</source>
        <translation>Nehmen Sie ein anderes Postfach, oder haken Sie dies an, wenn Sie zwei Leser wollen.</translation>
    </message>
    <message>
        <source>The mailbox that {units} write to. Its mail is read and kept with the incident it belongs to; nothing is ever deleted on the server. “Next” looks for its server: this computer asks the hosts of the address&apos;s domain where its Exchange is, and shows a password to nobody.</source>
        <translation>Das Postfach, an das die {Units} schreiben. Seine Mail wird gelesen und bei dem Vorfall behalten, zu dem sie gehört; auf dem Server wird nie etwas gelöscht. „Weiter“ sucht seinen Server: Dieser Computer fragt die Hosts der Domain der Adresse, wo ihr Exchange ist, und zeigt niemandem ein Passwort.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailboxWizardDone</name>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>START reads the mailbox from now on, also after a restart of this computer. The mailbox&apos;s page under Admin has STOP, and every field for later changes.</source>
        <translation>STARTEN liest das Postfach von jetzt an, auch nach einem Neustart dieses Computers. Die Seite des Postfachs unter Verwaltung hat STOPPEN und jedes Feld für spätere Änderungen.</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 ist gespeichert.</translation>
    </message>
    <message>
        <source>The mailbox was not started; it stays saved.</source>
        <translation>Das Postfach wurde nicht gestartet; gespeichert bleibt es.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailboxWizardFolders</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folders with a check mark are read. Sent Items tells of answers that were written with another program; Junk is searched for answers to Liaison&apos;s own mail alone.</source>
        <translation>Ordner mit Häkchen werden gelesen. „Gesendet“ zeigt Antworten, die mit einem anderen Programm geschrieben wurden; der Junk-Ordner wird nur nach Antworten auf Liaisons eigene Mail durchsucht.</translation>
    </message>
    <message>
        <source>Asking the server for its folders…</source>
        <translation>Der Server wird nach seinen Ordnern gefragt…</translation>
    </message>
    <message>
        <source>The server is being asked</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>Cancel the question</source>
        <translation>Frage abbrechen</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>You can go on without: Inbox, Sent Items and Junk are read then, and others are chosen later under Admin &gt; Mailboxes.</source>
        <translation>Es geht auch ohne weiter: Dann werden Posteingang, „Gesendet“ und Junk-Ordner gelesen, und andere wählen Sie später unter Verwaltung &gt; Postfächer.</translation>
    </message>
    <message>
        <source>The server did not list its folders.</source>
        <translation>Der Server hat seine Ordner nicht genannt.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailboxWizardSignIn</name>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>“Next” asks the person to sign in, in the browser or with a code. What the sign-in brings is kept in the keychain, and forgotten again if the mailbox is not saved.</source>
        <translation>„Weiter“ bittet die Person, sich anzumelden, im Browser oder mit einem Code. Was die Anmeldung bringt, liegt im Schlüsselbund und wird wieder vergessen, wenn das Postfach nicht gespeichert wird.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailboxWizardTest</name>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>The tests show whether everything was entered as the servers want it. SAVE then puts the secrets into the keychain and keeps the mailbox: all of it, or nothing.</source>
        <translation>Die Tests zeigen, ob alles so eingegeben ist, wie die Server es wollen. SPEICHERN legt dann die Geheimnisse in den Schlüsselbund und behält das Postfach: alles davon oder nichts.</translation>
    </message>
    <message>
        <source>Send one mail to the mailbox itself</source>
        <translation>Eine Mail an das Postfach selbst senden</translation>
    </message>
    <message>
        <source>TEST OUTBOUND then waits until it arrives. Without it, it signs in and sends nothing.</source>
        <translation>SENDEN TESTEN wartet dann, bis sie ankommt. Ohne das meldet es sich an und sendet nichts.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailboxWizardType</name>
    <message>
        <source>Type of account</source>
        <translation>Art des Kontos</translation>
    </message>
    <message>
        <source>Choose the type by hand below, or look again.</source>
        <translation>Wählen Sie die Art unten von Hand, oder suchen Sie noch einmal.</translation>
    </message>
    <message>
        <source>The search was cancelled.</source>
        <translation>Die Suche wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The search came to no end.</source>
        <translation>Die Suche kam zu keinem Ende.</translation>
    </message>
    <message>
        <source>Exchange was found at %1.</source>
        <translation>Exchange wurde gefunden: %1.</translation>
    </message>
    <message>
        <source>It was found under the address %1: if the mailbox&apos;s own address is that one, go back and enter it.</source>
        <translation>Gefunden wurde es unter der Adresse %1: Wenn das die eigene Adresse des Postfachs ist, gehen Sie zurück und geben Sie sie ein.</translation>
    </message>
    <message>
        <source>Microsoft Graph is preselected: the mailbox is in Exchange Online, where Exchange Web Services are blocked for applications that are not on an allow-list since 1 October 2026, and end on 1 April 2027.</source>
        <translation>Microsoft Graph ist vorgewählt: Das Postfach ist in Exchange Online. Dort sind Exchange Web Services seit dem 1. Oktober 2026 für Anwendungen gesperrt, die nicht auf einer Positivliste stehen, und enden am 1. April 2027.</translation>
    </message>
    <message>
        <source>Exchange Web Services are preselected: it is the organisation&apos;s own Exchange.</source>
        <translation>Exchange Web Services sind vorgewählt: Es ist ein Exchange der Organisation selbst.</translation>
    </message>
    <message>
        <source>The server refused the user name or the password. It was asked once and is not asked again by itself, so that the account is not locked. Correct them and look again, or go on by hand.</source>
        <translation>Der Server hat den Benutzernamen oder das Passwort abgelehnt. Er wurde einmal gefragt und wird nicht von selbst wieder gefragt, damit das Konto nicht gesperrt wird. Berichtigen Sie beides und suchen Sie noch einmal, oder machen Sie von Hand weiter.</translation>
    </message>
    <message>
        <source>A server of the domain tells where Exchange is once somebody signs in. Enter the mailbox&apos;s password and look again, or go on by hand.</source>
        <translation>Ein Server der Domain sagt, wo Exchange ist, sobald sich jemand anmeldet. Geben Sie das Passwort des Postfachs ein und suchen Sie noch einmal, oder machen Sie von Hand weiter.</translation>
    </message>
    <message>
        <source>Exchange Web Services are preselected: a server of the domain answers for Exchange.</source>
        <translation>Exchange Web Services sind vorgewählt: Ein Server der Domain antwortet für Exchange.</translation>
    </message>
    <message>
        <source>No host of %1 tells where an Exchange is. Choose the type by hand; its servers are entered on the next page.</source>
        <translation>Kein Host von %1 sagt, wo ein Exchange ist. Wählen Sie die Art von Hand; ihre Server werden auf der nächsten Seite eingegeben.</translation>
    </message>
    <message>
        <source>IMAP + SMTP is preselected: every other mail server knows it.</source>
        <translation>IMAP + SMTP ist vorgewählt: Jeder andere Mailserver kann es.</translation>
    </message>
    <message>
        <source>Exchange was not found.</source>
        <translation>Exchange wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>The search leads out of %1, to: %2. Nothing was told to anybody there. If you know that the mailbox is kept there, trust it and look on; else choose the type by hand.</source>
        <translation>Die Suche führt aus %1 hinaus, zu: %2. Dort wurde niemandem etwas gesagt. Wenn Sie wissen, dass das Postfach dort liegt, vertrauen Sie und suchen Sie weiter; sonst wählen Sie die Art von Hand.</translation>
    </message>
    <message>
        <source>Trust and look on…</source>
        <translation>Vertrauen und weitersuchen…</translation>
    </message>
    <message>
        <source>Trust another host</source>
        <translation>Einem anderen Host vertrauen</translation>
    </message>
    <message>
        <source>Does the Exchange of %1 belong to %2?</source>
        <translation>Gehört das Exchange von %1 zu %2?</translation>
    </message>
    <message>
        <source>It is told the address of the mailbox, and your password where it asks for it. Whoever runs it can then read and send the mailbox&apos;s mail. Ask the mail server&apos;s administrator if you are not sure.</source>
        <translation>Er erfährt die Adresse des Postfachs, und Ihr Passwort, wo er danach fragt. Wer ihn betreibt, kann dann die Mail des Postfachs lesen und in seinem Namen senden. Fragen Sie die Verwaltung des Mailservers, wenn Sie nicht sicher sind.</translation>
    </message>
    <message>
        <source>Trust and look on</source>
        <translation>Vertrauen und weitersuchen</translation>
    </message>
    <message>
        <source>The search goes on</source>
        <translation>Die Suche läuft</translation>
    </message>
    <message>
        <source>Username for the search</source>
        <translation>Benutzername für die Suche</translation>
    </message>
    <message>
        <source>Password for the search</source>
        <translation>Passwort für die Suche</translation>
    </message>
    <message>
        <source>Username</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Cancel the search</source>
        <translation>Suche abbrechen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>Enter the password, or go on by hand.</source>
        <translation>Geben Sie das Passwort ein, oder machen Sie von Hand weiter.</translation>
    </message>
    <message>
        <source>How is the mailbox reached?</source>
        <translation>Wie wird das Postfach erreicht?</translation>
    </message>
    <message>
        <source>Exchange Web Services (EWS)</source>
        <translation>Exchange Web Services (EWS)</translation>
    </message>
    <message>
        <source>An Exchange of the organisation&apos;s own, from 2007 SP1 on.</source>
        <translation>Ein eigenes Exchange der Organisation, ab 2007 SP1.</translation>
    </message>
    <message>
        <source>Microsoft Graph</source>
        <translation>Microsoft Graph</translation>
    </message>
    <message>
        <source>A mailbox in Exchange Online (Microsoft 365).</source>
        <translation>Ein Postfach in Exchange Online (Microsoft 365).</translation>
    </message>
    <message>
        <source>IMAP + SMTP</source>
        <translation>IMAP + SMTP</translation>
    </message>
    <message>
        <source>Every other mail server: its two hosts are entered on the next page.</source>
        <translation>Jeder andere Mailserver: Seine beiden Hosts werden auf der nächsten Seite eingegeben.</translation>
    </message>
    <message>
        <source>Asking the hosts of %1 where its Exchange is…</source>
        <translation>Die Hosts von %1 werden gefragt, wo ihr Exchange ist…</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailboxesPage</name>
    <message>
        <source>Mailboxes</source>
        <translation>Postfächer</translation>
    </message>
    <message>
        <source>Connect a mailbox</source>
        <translation>Postfach verbinden</translation>
    </message>
    <message>
        <source>No mailbox is connected</source>
        <translation>Kein Postfach verbunden</translation>
    </message>
    <message>
        <source>Save or cancel the change first.</source>
        <translation>Speichern Sie die Änderung zuerst oder brechen Sie sie ab.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Connect the mailbox that {units} write to. Its mail is read and kept with the incident it belongs to; nothing is ever deleted on the server.</source>
        <translation>Verbinden Sie das Postfach, an das die {Units} schreiben. Seine Mails werden gelesen und beim zugehörigen Vorfall aufbewahrt; auf dem Server wird nie etwas gelöscht.</translation>
    </message>
    <message>
        <source>&amp;Step by step…</source>
        <translation>&amp;Schritt für Schritt…</translation>
    </message>
    <message>
        <source>&amp;All fields at once</source>
        <translation>&amp;Alle Felder auf einmal</translation>
    </message>
    <message>
        <source>What you changed in the mailbox %1 is not saved.</source>
        <translation>Was Sie am Postfach %1 geändert haben, ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>The new mailbox is not saved.</source>
        <translation>Das neue Postfach ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>The settings of mailboxes are not shown to you</source>
        <translation>Die Einstellungen der Postfächer werden Ihnen nicht gezeigt</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MainWindow</name>
    <message>
        <source>Liaison</source>
        <translation>Liaison</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Connect a mailbox</source>
        <translation>Postfach verbinden</translation>
    </message>
    <message>
        <source>About Liaison</source>
        <translation>Über Liaison</translation>
    </message>
    <message>
        <source>Liaison %1</source>
        <translation>Liaison %1</translation>
    </message>
    <message>
        <source>Welcome to Liaison</source>
        <translation>Willkommen bei Liaison</translation>
    </message>
    <message>
        <source>New incident</source>
        <translation>Neuer Vorfall</translation>
    </message>
    <message>
        <source>No incident is chosen</source>
        <translation>Kein Vorfall ausgewählt</translation>
    </message>
    <message>
        <source>Choose one on the left, or create one.</source>
        <translation>Wählen Sie links einen aus oder legen Sie einen an.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>{UNIT} Mails (%1)</source>
        <translation>Mails der {UNITS} (%1)</translation>
    </message>
    <message>
        <source>{UNIT} Mails</source>
        <translation>Mails der {UNITS}</translation>
    </message>
    <message>
        <source>Keeps the mail of {units} with the security incident it is about.

Free software under the Apache License 2.0.</source>
        <translation>Legt die Mails der {Units} bei dem Sicherheitsvorfall ab, um den es geht.

Freie Software unter der Apache-Lizenz 2.0.</translation>
    </message>
    <message>
        <source>Liaison keeps the mail of {units} with the incident it is about. Connect the mailbox they write to, add the {units}, then create the first incident.</source>
        <translation>Liaison legt die Mails der {Units} bei dem Vorfall ab, um den es geht. Verbinden Sie das Postfach, an das sie schreiben, legen Sie die {Units} an und erstellen Sie dann den ersten Vorfall.</translation>
    </message>
    <message>
        <source>Add {units}</source>
        <translation>{Units} anlegen</translation>
    </message>
    <message>
        <source>The settings file was taken over. Mailboxes that are new get their passwords under Admin &gt; Mailboxes.</source>
        <translation>Die Einstellungsdatei wurde übernommen. Neue Postfächer bekommen ihre Passwörter unter Verwaltung &gt; Postfächer.</translation>
    </message>
    <message>
        <source>The demo could not be started. “liaison --demo” does it, too.</source>
        <translation>Die Demo ließ sich nicht starten. „liaison --demo“ tut es auch.</translation>
    </message>
    <message>
        <source>Import a settings file…</source>
        <translation>Einstellungsdatei importieren…</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Demo ausprobieren</translation>
    </message>
    <message>
        <source>A made-up organisation in a window of its own. Nothing of it is kept, and nothing leaves this computer.</source>
        <translation>Eine erfundene Organisation in einem eigenen Fenster. Nichts davon bleibt, und nichts verlässt diesen Computer.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>liaison::ui::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Vorfälle</translation>
    </message>
    <message>
        <source>Unmatched mail</source>
        <translation>Nicht zugeordnet</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>Mailboxes</source>
        <translation>Postfächer</translation>
    </message>
    <message>
        <source>Email Feeds</source>
        <translation>E-Mail-Feeds</translation>
    </message>
    <message>
        <source>{Units}</source>
        <translation>{Units}</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Notification process</source>
        <translation>Benachrichtigungsprozess</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::Notices</name>
    <message>
        <source>No mailbox is connected yet: mail can neither be read nor sent.</source>
        <translation>Noch ist kein Postfach verbunden: Mails können weder gelesen noch gesendet werden.</translation>
    </message>
    <message>
        <source>Connect a mailbox</source>
        <translation>Postfach verbinden</translation>
    </message>
    <message>
        <source>It does not run.</source>
        <translation>Es läuft nicht.</translation>
    </message>
    <message>
        <source>Open the mailbox</source>
        <translation>Postfach öffnen</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>%1 Nothing leaves the outbox, on whichever computer.</source>
        <translation>%1 Aus dem Postausgang geht nichts hinaus, an keinem Computer.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::Notify</name>
    <message>
        <source>not notified</source>
        <translation>nicht benachrichtigt</translation>
    </message>
    <message>
        <source>in the outbox</source>
        <translation>im Postausgang</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>may have been sent</source>
        <translation>vielleicht gesendet</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>delayed</source>
        <translation>verzögert</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>nicht zugestellt</translation>
    </message>
    <message>
        <source>out of office</source>
        <translation>abwesend</translation>
    </message>
    <message>
        <source>replied</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>überfällig</translation>
    </message>
    <message>
        <source>nobody to write to</source>
        <translation>niemand, an den man schreiben kann</translation>
    </message>
    <message>
        <source>say in the outbox whether it arrived</source>
        <translation>sagen Sie im Postausgang, ob sie angekommen ist</translation>
    </message>
    <message>
        <source>away: %1</source>
        <translation>abwesend: %1</translation>
    </message>
    <message>
        <source>call %1</source>
        <translation>anrufen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n follow-up(s)</source>
        <translation>
            <numerusform>%n Nachfrage</numerusform>
            <numerusform>%n Nachfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>No mailbox is turned on that mail could be sent from.</source>
        <translation>Kein Postfach ist eingeschaltet, von dem Mails gesendet werden könnten.</translation>
    </message>
    <message>
        <source>Mailboxes</source>
        <translation>Postfächer</translation>
    </message>
    <message>
        <source>The template of the first mail was archived, or none is chosen.</source>
        <translation>Die Vorlage der ersten Mail wurde archiviert, oder es ist keine gewählt.</translation>
    </message>
    <message>
        <source>Notification process</source>
        <translation>Benachrichtigungsprozess</translation>
    </message>
    <message>
        <source>The template of follow-ups was archived, or none is chosen.</source>
        <translation>Die Vorlage für Nachfragen wurde archiviert, oder es ist keine gewählt.</translation>
    </message>
    <message>
        <source>There is nobody to write to in: %1.</source>
        <translation>An niemanden kann geschrieben werden in: %1.</translation>
    </message>
    <message>
        <source>{Units}</source>
        <translation>{Units}</translation>
    </message>
    <message>
        <source>Of some mail it is not known whether it was sent: a person has to say.</source>
        <translation>Von mancher Mail ist nicht bekannt, ob sie gesendet wurde: Das muss ein Mensch sagen.</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>not delivered to %1</source>
        <translation>nicht zugestellt an %1</translation>
    </message>
    <message>
        <source>deputy: %1</source>
        <translation>Vertretung: %1</translation>
    </message>
    <message>
        <source>Whether mail can be sent from %1 was not seen yet: no mail has left it, and no outbound test mail came back. TEST OUTBOUND tells.</source>
        <translation>Ob von %1 gesendet werden kann, hat sich noch nicht gezeigt: Noch ging von dort keine Mail hinaus, und keine Testmail kam zurück. SENDEN TESTEN zeigt es.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::NotifyCard</name>
    <message>
        <source>In more than one of them: %1. They get a mail for each.</source>
        <translation>Mehrfach eingetragen: %1. Sie bekommen je eine Mail.</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Chase the overdue (%1)…</source>
        <translation>Überfällige anmahnen (%1)…</translation>
    </message>
    <message>
        <source>Retry failed (%1)</source>
        <translation>Fehlgeschlagene wiederholen (%1)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) leave in %1 s.</source>
        <translation>
            <numerusform>%n Mail geht in %1 s hinaus.</numerusform>
            <numerusform>%n Mails gehen in %1 s hinaus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>%1 of %2 mails were taken back; the others had left.</source>
        <translation>%1 von %2 Mails wurden zurückgeholt; die anderen waren schon hinaus.</translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) are tried again.</source>
        <translation>
            <numerusform>%n Mail wird noch einmal versucht.</numerusform>
            <numerusform>%n Mails werden noch einmal versucht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Notify {units}</source>
        <translation>{Units} benachrichtigen</translation>
    </message>
    <message>
        <source>Where the {units} stand</source>
        <translation>Stand der {Units}</translation>
    </message>
    <message>
        <source>{Unit}</source>
        <translation>{Unit}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Answer due</source>
        <translation>Antwort fällig</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Send primary…</source>
        <translation>Erste Mail senden…</translation>
    </message>
    <message>
        <source>Send follow-up…</source>
        <translation>Nachfrage senden…</translation>
    </message>
    <message>
        <source>Take the mails back (Ctrl+Z)</source>
        <translation>Die Mails zurückholen (Strg+Z)</translation>
    </message>
    <message>
        <source>%1 of %2 mails are tried again. To the others a later mail went, or they have answered.</source>
        <translation>%1 von %2 Mails werden noch einmal versucht. An die anderen ging eine spätere Mail, oder sie haben geantwortet.</translation>
    </message>
    <message>
        <source>Add deputy (%1)…</source>
        <translation>Vertretung hinzufügen (%1)…</translation>
    </message>
    <message>
        <source>Send a follow-up to the deputies of those who are away, too</source>
        <translation>Eine Nachfrage auch an die Vertretungen derer senden, die abwesend sind</translation>
    </message>
</context>
<context>
    <name>liaison::ui::NotifyDialog</name>
    <message>
        <source>Away: %1</source>
        <translation>Abwesend: %1</translation>
    </message>
    <message numerus="yes">
        <source>Send %n mail(s)</source>
        <translation>
            <numerusform>%n Mail senden</numerusform>
            <numerusform>%n Mails senden</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is not a mail address.</source>
        <translation>„%1“ ist keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>Say who this mail goes to.</source>
        <translation>Sagen Sie, an wen diese Mail geht.</translation>
    </message>
    <message>
        <source>Write what the mail shall say.</source>
        <translation>Schreiben Sie, was in der Mail stehen soll.</translation>
    </message>
    <message>
        <source>Nothing was filled in for %1: write it, or take it out.</source>
        <translation>Für %1 wurde nichts eingesetzt: Schreiben Sie es hin oder nehmen Sie es heraus.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Send to others</source>
        <translation>An andere senden</translation>
    </message>
    <message>
        <source>These belong to none of the {units}: %1.</source>
        <translation>Diese Personen sind außerhalb der {Units}: %1.</translation>
    </message>
    <message>
        <source>Send all the same</source>
        <translation>Trotzdem senden</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>Add deputy</source>
        <translation>Vertretung hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Send follow-ups</source>
        <translation>Nachfragen senden</translation>
    </message>
    <message>
        <source>Send notifications</source>
        <translation>Benachrichtigungen senden</translation>
    </message>
    <message>
        <source>{Units} that get a mail</source>
        <translation>{Units}, die eine Mail bekommen</translation>
    </message>
    <message>
        <source>Those that are ticked get a mail</source>
        <translation>Wer angekreuzt ist, bekommt eine Mail</translation>
    </message>
    <message>
        <source>Previous mail</source>
        <translation>Vorige Mail</translation>
    </message>
    <message>
        <source>Next mail</source>
        <translation>Nächste Mail</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The mail as it arrives</source>
        <translation>Die Mail, wie sie ankommt</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Preview or text</source>
        <translation>Vorschau oder Text</translation>
    </message>
    <message>
        <source>Meanwhile one of these {units} was notified or has answered, or the process or the incident was changed. Nothing was sent: close this and look where they stand now.</source>
        <translation>Inzwischen wurde benachrichtigt oder geantwortet, oder Prozess oder Vorfall wurden geändert. Nichts wurde gesendet: Schließen Sie dies und sehen Sie nach, wo die {Units} jetzt stehen.</translation>
    </message>
    <message>
        <source>For all</source>
        <translation>Für alle</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>Bcc</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Send all of these mails from this mailbox</source>
        <translation>Alle diese Mails von diesem Postfach senden</translation>
    </message>
    <message>
        <source>Nothing was sent. What you changed in the mails is not kept.</source>
        <translation>Nichts wurde gesendet. Was Sie an den Mails geändert haben, wird nicht aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::OAuthRows</name>
    <message>
        <source>Client ID</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Tenant ID</source>
        <translation>Mandanten-ID</translation>
    </message>
    <message>
        <source>Global</source>
        <translation>Global</translation>
    </message>
    <message>
        <source>China (21Vianet)</source>
        <translation>China (21Vianet)</translation>
    </message>
    <message>
        <source>US Government (GCC High)</source>
        <translation>US-Behörden (GCC High)</translation>
    </message>
    <message>
        <source>US Government (DoD)</source>
        <translation>US-Behörden (DoD)</translation>
    </message>
    <message>
        <source>Germany (closed in 2021)</source>
        <translation>Deutschland (2021 geschlossen)</translation>
    </message>
    <message>
        <source>National cloud</source>
        <translation>Nationale Cloud</translation>
    </message>
    <message>
        <source>Application&apos;s certificate</source>
        <translation>Zertifikat der Anwendung</translation>
    </message>
    <message>
        <source>Certificate of the application (PEM or PKCS #12)</source>
        <translation>Zertifikat der Anwendung (PEM oder PKCS #12)</translation>
    </message>
    <message>
        <source>Application&apos;s key</source>
        <translation>Schlüssel der Anwendung</translation>
    </message>
    <message>
        <source>Key of the application&apos;s certificate</source>
        <translation>Schlüssel zum Zertifikat der Anwendung</translation>
    </message>
    <message>
        <source>In the certificate&apos;s file</source>
        <translation>In der Datei des Zertifikats</translation>
    </message>
    <message>
        <source>Choose the certificate to sign in with.</source>
        <translation>Wählen Sie das Zertifikat, mit dem angemeldet wird.</translation>
    </message>
    <message>
        <source>OAUTH2.0: application, with a client secret</source>
        <translation>OAUTH2.0: Anwendung, geheimer Schlüssel</translation>
    </message>
    <message>
        <source>OAUTH2.0: application, with a certificate</source>
        <translation>OAUTH2.0: Anwendung, Zertifikat</translation>
    </message>
    <message>
        <source>OAUTH2.0: a person, in the browser</source>
        <translation>OAUTH2.0: Person, im Browser</translation>
    </message>
    <message>
        <source>OAUTH2.0: a person, with a code</source>
        <translation>OAUTH2.0: Person, mit einem Code</translation>
    </message>
    <message>
        <source>OAUTH2.0: access token</source>
        <translation>OAUTH2.0: Zugriffstoken</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Passphrase des Schlüssels</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Geheimer Clientschlüssel</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>A host, with a port where it is not 443, in place of Microsoft&apos;s. Usually empty.</source>
        <translation>Ein Host statt dem von Microsoft, mit Port, wo er nicht 443 ist. Meist leer.</translation>
    </message>
    <message>
        <source>Sign-in host</source>
        <translation>Anmeldehost</translation>
    </message>
    <message>
        <source>%1, the national cloud&apos;s</source>
        <translation>%1, von der nationalen Cloud</translation>
    </message>
    <message>
        <source>This is no host name. It looks like login.corp.example, or login.corp.example:8443.</source>
        <translation>Das ist kein Hostname. Er sieht etwa so aus: login.corp.example oder login.corp.example:8443.</translation>
    </message>
    <message>
        <source>None: another provider</source>
        <translation>Keine: anderer Anbieter</translation>
    </message>
    <message>
        <source>The issuer of the provider: the address below which its OpenID configuration stands.</source>
        <translation>Der Aussteller (Issuer) des Anbieters: die Adresse, unter der seine OpenID-Konfiguration steht.</translation>
    </message>
    <message>
        <source>Provider&apos;s address</source>
        <translation>Adresse des Anbieters</translation>
    </message>
</context>
<context>
    <name>liaison::ui::OutboxModel</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>when the server answers</source>
        <translation>sobald der Server antwortet</translation>
    </message>
    <message>
        <source>leaves %1</source>
        <translation>Versand %1</translation>
    </message>
    <message>
        <source>next try %1</source>
        <translation>nächster Versuch %1</translation>
    </message>
    <message>
        <source>leaving now</source>
        <translation>wird gerade gesendet</translation>
    </message>
    <message>
        <source>Refused: %1. %2</source>
        <translation>Abgelehnt: %1. %2</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Accepted for the others; still to send to %1. %2</source>
        <translation>Für die anderen angenommen; noch zu senden an %1. %2</translation>
    </message>
</context>
<context>
    <name>liaison::ui::OutboxPage</name>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>The outbox is empty</source>
        <translation>Der Postausgang ist leer</translation>
    </message>
    <message>
        <source>Everything that was written has been accepted by the mail server.</source>
        <translation>Der Mailserver hat alles angenommen, was geschrieben wurde.</translation>
    </message>
    <message>
        <source>Show accepted mails too</source>
        <translation>Auch angenommene Mails zeigen</translation>
    </message>
    <message>
        <source>Hold all sending</source>
        <translation>Gesamten Versand anhalten</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Jetzt erneut versuchen</translation>
    </message>
    <message>
        <source>Cancel sending</source>
        <translation>Versand abbrechen</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>Ist angekommen</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>Erneut senden…</translation>
    </message>
    <message>
        <source>No answer of the server told whether it took this mail. Look into Sent Items or ask the recipient, then decide.</source>
        <translation>Keine Antwort des Servers hat gesagt, ob er diese Mail angenommen hat. Sehen Sie im Ordner „Gesendet“ nach oder fragen Sie den Empfänger und entscheiden Sie dann.</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Send this mail again?</source>
        <translation>Diese Mail erneut senden?</translation>
    </message>
    <message>
        <source>If the server has accepted it already, the recipients get it twice.</source>
        <translation>Falls der Server sie schon angenommen hat, bekommen die Empfänger sie zweimal.</translation>
    </message>
    <message>
        <source>The server refused this mail for good.</source>
        <translation>Der Server hat diese E-Mail endgültig abgelehnt.</translation>
    </message>
    <message>
        <source>Refused for good. %1</source>
        <translation>Endgültig abgelehnt. %1</translation>
    </message>
    <message>
        <source>The server&apos;s words: %1</source>
        <translation>Antwort des Servers: %1</translation>
    </message>
    <message>
        <source>This notification is not sent again: a later one went out after it, or an answer has come. Cancel sending to give it up.</source>
        <translation>Diese Benachrichtigung wird nicht noch einmal gesendet: Nach ihr ging eine spätere hinaus, oder es kam eine Antwort. Mit „Versand abbrechen“ geben Sie sie auf.</translation>
    </message>
    <message>
        <source>Nothing leaves the outbox, on whichever computer, until the hold is taken off.</source>
        <translation>Aus dem Postausgang geht nichts hinaus, an keinem Computer, bis der Versand wieder freigegeben ist.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::PeoplePage</name>
    <message>
        <source>The store is on a database server: it knows who is what, and refuses what a role may not do. A role that is given or taken counts at once; a window that is open shows it after its next start.</source>
        <translation>Der Speicher liegt auf einem Datenbankserver: Er weiß, wer was ist, und lehnt ab, was eine Rolle nicht darf. Eine vergebene oder entzogene Rolle gilt sofort; ein offenes Fenster zeigt es nach seinem nächsten Start.</translation>
    </message>
    <message>
        <source>The store is a file on this computer. Its one user is its administrator and may do everything; roles are for a team, whose store is on PostgreSQL.</source>
        <translation>Der Speicher ist eine Datei auf diesem Computer. Sein einziger Benutzer verwaltet ihn und darf alles; Rollen sind für ein Team, dessen Speicher auf PostgreSQL liegt.</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>ACCOUNT</source>
        <translation>KONTO</translation>
    </message>
    <message>
        <source>Take a role from yourself?</source>
        <translation>Sich selbst eine Rolle entziehen?</translation>
    </message>
    <message>
        <source>“%1” is your own account. Without the role %2 you may not be able to take this back.</source>
        <translation>„%1“ ist Ihr eigenes Konto. Ohne die Rolle %2 können Sie das womöglich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Entziehen</translation>
    </message>
    <message>
        <source>“%1” has the role %2 now.</source>
        <translation>„%1“ hat jetzt die Rolle %2.</translation>
    </message>
    <message>
        <source>“%1” has no longer the role %2.</source>
        <translation>„%1“ hat die Rolle %2 nicht mehr.</translation>
    </message>
    <message>
        <source>“%1” has the role %2 already.</source>
        <translation>„%1“ hat die Rolle %2 schon.</translation>
    </message>
    <message>
        <source>The database server has no account “%1”. Whoever administers the server makes it first.</source>
        <translation>Der Datenbankserver hat kein Konto „%1“. Wer den Server verwaltet, legt es zuerst an.</translation>
    </message>
    <message>
        <source>“%1” has not got the role %2 itself.</source>
        <translation>„%1“ hat die Rolle %2 nicht selbst.</translation>
    </message>
    <message>
        <source>The database server refused: the role %2 of “%1” is not yours to give or take.</source>
        <translation>Der Datenbankserver hat abgelehnt: Die Rolle %2 von „%1“ dürfen Sie weder vergeben noch entziehen.</translation>
    </message>
    <message>
        <source>What each role may do</source>
        <translation>Was jede Rolle darf</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Bemerkungen</translation>
    </message>
    <message>
        <source>Account on the database server</source>
        <translation>Konto auf dem Datenbankserver</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Give the role</source>
        <translation>Rolle vergeben</translation>
    </message>
    <message>
        <source>Take the role</source>
        <translation>Rolle entziehen</translation>
    </message>
    <message>
        <source>Give or take a role</source>
        <translation>Eine Rolle vergeben oder entziehen</translation>
    </message>
    <message>
        <source>Administrators give and take the roles of viewers, analysts and feed services here. Accounts are made, and administrators are named, by whoever administers the database server, with these statements; a new account also gets a password there.</source>
        <translation>Hier vergeben und entziehen Administratoren die Rollen Betrachter, Analyst und Abrufdienst. Konten legt an, und Administratoren ernennt, wer den Datenbankserver verwaltet, mit diesen Anweisungen; dort bekommt ein neues Konto auch ein Passwort.</translation>
    </message>
    <message>
        <source>Make the account</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>Statement: %1</source>
        <translation>Anweisung: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>Berechtigung</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Read Incidents and Mail</source>
        <translation>Vorfälle und Mails lesen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::PeopleTicks</name>
    <message>
        <source>Who gets this reply</source>
        <translation>Wer diese Antwort bekommt</translation>
    </message>
    <message>
        <source>Cc %1</source>
        <translation>Cc %1</translation>
    </message>
</context>
<context>
    <name>liaison::ui::PermissionWords</name>
    <message>
        <source>Create/Update Configurations</source>
        <translation>Konfigurationen anlegen/ändern</translation>
    </message>
    <message>
        <source>Create/Update {UNITS}</source>
        <translation>{UNITS} anlegen/ändern</translation>
    </message>
    <message>
        <source>Create/Update Incidents</source>
        <translation>Vorfälle anlegen/ändern</translation>
    </message>
    <message>
        <source>Reply to Mail</source>
        <translation>Mails beantworten</translation>
    </message>
    <message>
        <source>Run Feeds</source>
        <translation>Abrufe betreiben</translation>
    </message>
    <message>
        <source>Your account lacks the permission “%1”. Whoever administers the store can give it to you.</source>
        <translation>Ihrem Konto fehlt die Berechtigung „%1“. Wer den Speicher verwaltet, kann sie Ihnen geben.</translation>
    </message>
    <message>
        <source>nothing but to read</source>
        <translation>nichts als lesen</translation>
    </message>
    <message>
        <source>You can look at this page, not change it. %1</source>
        <translation>Sie können diese Seite ansehen, aber nichts ändern. %1</translation>
    </message>
    <message>
        <source>View Configurations</source>
        <translation>Konfigurationen ansehen</translation>
    </message>
    <message>
        <source>Notify {UNITS}</source>
        <translation>{UNITS} benachrichtigen</translation>
    </message>
    <message>
        <source>Create/Update Templates</source>
        <translation>Vorlagen anlegen/ändern</translation>
    </message>
    <message>
        <source>Manage Users</source>
        <translation>Benutzer verwalten</translation>
    </message>
    <message>
        <source>What stands on this page is not shown to you. %1</source>
        <translation>Was auf dieser Seite steht, wird Ihnen nicht gezeigt. %1</translation>
    </message>
</context>
<context>
    <name>liaison::ui::PrerequisitesPanel</name>
    <message>
        <source>What has to be set up beforehand</source>
        <translation>Was vorher einzurichten ist</translation>
    </message>
    <message>
        <source>Sending: %1</source>
        <translation>Senden: %1</translation>
    </message>
    <message>
        <source>Enter the client ID and the tenant ID first.</source>
        <translation>Geben Sie zuerst die Client-ID und die Mandanten-ID ein.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>Application permissions of %1</source>
        <translation>Anwendungsberechtigungen von %1</translation>
    </message>
    <message>
        <source>Delegated permissions of %1</source>
        <translation>Delegierte Berechtigungen von %1</translation>
    </message>
    <message>
        <source>Redirect address, of the platform for mobile and desktop applications</source>
        <translation>Umleitungsadresse, für die Plattform „Mobilgerät- und Desktopanwendungen“</translation>
    </message>
    <message>
        <source>Consent link, for an administrator of the tenant</source>
        <translation>Link zur Zustimmung, für einen Administrator des Mandanten</translation>
    </message>
    <message>
        <source>PowerShell that limits the application to this mailbox</source>
        <translation>PowerShell, die die Anwendung auf dieses Postfach beschränkt</translation>
    </message>
    <message>
        <source>PowerShell that lets the account act as this mailbox</source>
        <translation>PowerShell, die das Konto als dieses Postfach handeln lässt</translation>
    </message>
    <message>
        <source>PowerShell that lets the person read and send from this mailbox</source>
        <translation>PowerShell, die die Person aus diesem Postfach lesen und senden lässt</translation>
    </message>
    <message>
        <source>PowerShell that lets the application into this mailbox; OBJECT-ID is its enterprise application&apos;s</source>
        <translation>PowerShell, die die Anwendung in dieses Postfach lässt; OBJECT-ID ist die ihrer Unternehmensanwendung</translation>
    </message>
    <message>
        <source>PowerShell that lets this mailbox send by SMTP</source>
        <translation>PowerShell, die dieses Postfach über SMTP senden lässt</translation>
    </message>
</context>
<context>
    <name>liaison::ui::ProcessPage</name>
    <message>
        <source>Revert</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the notification process</source>
        <translation>Den Benachrichtigungsprozess speichern</translation>
    </message>
    <message>
        <source>An incident&apos;s summary then shows where its {units} stand, and offers the mails. A person sends each of them. The time for an answer begins when the mail server has taken the mail; a time of their own, where {units} have one, comes first.</source>
        <translation>Die Übersicht eines Vorfalls zeigt dann den Stand der betroffenen {Units} und bietet die Mails an. Jede sendet ein Mensch. Die Zeit für eine Antwort beginnt, wenn der Mailserver die Mail angenommen hat; haben {Units} eine eigene Zeit, gilt diese.</translation>
    </message>
    <message>
        <source>Templates…</source>
        <translation>Vorlagen…</translation>
    </message>
    <message>
        <source>Write what the mails say</source>
        <translation>Schreiben, was in den Mails steht</translation>
    </message>
    <message>
        <source>The notification process is saved.</source>
        <translation>Der Benachrichtigungsprozess ist gespeichert.</translation>
    </message>
    <message>
        <source>Notify {units} by this process</source>
        <translation>{Units} nach Prozess benachrichtigen</translation>
    </message>
    <message>
        <source>turned on</source>
        <translation>eingeschaltet</translation>
    </message>
    <message>
        <source>turned off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>Somebody else saved the notification process while you edited it. What you entered is still here. Changed there: %1.</source>
        <translation>Jemand anderes hat den Benachrichtigungsprozess gespeichert, während Sie ihn bearbeiteten. Was Sie eingegeben haben, steht noch hier. Dort geändert: %1.</translation>
    </message>
    <message>
        <source>Show what is saved</source>
        <translation>Gespeichertes zeigen</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <translation>Meines darüber speichern</translation>
    </message>
    <message>
        <source>What you changed in the notification process is not saved.</source>
        <translation>Was Sie am Benachrichtigungsprozess geändert haben, ist nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::ProxyFields</name>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>HTTP (CONNECT)</source>
        <translation>HTTP (CONNECT)</translation>
    </message>
    <message>
        <source>SOCKS 5</source>
        <translation>SOCKS 5</translation>
    </message>
    <message>
        <source>For reading, sending and signing in. The proxy looks up the servers&apos; names. This computer itself is always reached without.</source>
        <translation>Für Abruf, Versand und Anmeldung. Der Proxy löst die Namen der Server auf. Dieser Computer selbst wird immer ohne ihn erreicht.</translation>
    </message>
    <message>
        <source>Proxy host</source>
        <translation>Proxy-Host</translation>
    </message>
    <message>
        <source>Proxy port</source>
        <translation>Proxy-Port</translation>
    </message>
</context>
<context>
    <name>liaison::ui::RecipientCompleter</name>
    <message>
        <source>%1. %2 of %3, Enter takes it.</source>
        <translation>%1. %2 von %3, Eingabe übernimmt.</translation>
    </message>
    <message numerus="yes">
        <source>%n people fit, Down chooses.</source>
        <translation>
            <numerusform>%n Person passt, Pfeil nach unten wählt.</numerusform>
            <numerusform>%n Personen passen, Pfeil nach unten wählt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::RecipientModel</name>
    <message>
        <source>Outside</source>
        <translation>Außerhalb</translation>
    </message>
    <message>
        <source>outside the {units}</source>
        <translation>außerhalb der {Units}</translation>
    </message>
</context>
<context>
    <name>liaison::ui::RecipientPopup</name>
    <message>
        <source>People who fit</source>
        <translation>Passende Personen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::RoleWords</name>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>Analyst</source>
        <translation>Analyst</translation>
    </message>
    <message>
        <source>Feed service</source>
        <translation>Abrufdienst</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>%1 (through another role)</source>
        <translation>%1 (durch eine andere Rolle)</translation>
    </message>
    <message>
        <source>this is you</source>
        <translation>das sind Sie</translation>
    </message>
    <message>
        <source>owns the store and may do everything in it</source>
        <translation>besitzt den Speicher und darf darin alles</translation>
    </message>
    <message>
        <source>may do everything on the server</source>
        <translation>darf alles auf dem Server</translation>
    </message>
</context>
<context>
    <name>liaison::ui::RuleFields</name>
    <message>
        <source>all as To</source>
        <translation>alle als An</translation>
    </message>
    <message>
        <source>the first as To, the others as Cc</source>
        <translation>der erste als An, die anderen als Cc</translation>
    </message>
    <message>
        <source> hours</source>
        <translation> Stunden</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>First mail</source>
        <translation>Erste Mail</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Nachfrage</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Answer within</source>
        <translation>Antwort binnen</translation>
    </message>
    <message>
        <source>Follow-ups every</source>
        <translation>Nachfragen alle</translation>
    </message>
    <message>
        <source>Follow-ups at most</source>
        <translation>Nachfragen höchstens</translation>
    </message>
    <message>
        <source>Use for all severities</source>
        <translation>Für alle Schweregrade verwenden</translation>
    </message>
    <message>
        <source>%1: use for all severities</source>
        <translation>%1: für alle Schweregrade verwenden</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>nicht gewählt</translation>
    </message>
    <message>
        <source>%1 (archived)</source>
        <translation>%1 (archiviert)</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>This is out of range.</source>
        <translation>Das liegt außerhalb des Bereichs.</translation>
    </message>
    <message>
        <source>Choose a template for the first mail, or turn the process off.</source>
        <translation>Wählen Sie eine Vorlage für die erste Mail oder schalten Sie den Prozess aus.</translation>
    </message>
    <message>
        <source>Choose a template for follow-ups, or allow none.</source>
        <translation>Wählen Sie eine Vorlage für Nachfragen oder erlauben Sie keine.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SafetySettings</name>
    <message>
        <source>Show mails as text, without their layout</source>
        <translation>Mails als Text zeigen, ohne ihre Gestaltung</translation>
    </message>
    <message>
        <source>From the next mail on that is opened. Each has a button that shows its layout.</source>
        <translation>Ab der nächsten Mail, die geöffnet wird. Jede hat eine Schaltfläche, die ihre Gestaltung zeigt.</translation>
    </message>
    <message>
        <source>What holds for every mail and cannot be switched off:</source>
        <translation>Was für jede Mail gilt und nicht abgeschaltet werden kann:</translation>
    </message>
    <message>
        <source>• No script runs, and nothing is loaded from elsewhere; what a mail wanted to load is named.</source>
        <translation>• Kein Skript läuft, und nichts wird von anderswo geladen; was eine Mail laden wollte, wird genannt.</translation>
    </message>
    <message>
        <source>• A link shows its real target and is opened after a question alone.</source>
        <translation>• Ein Link zeigt sein wirkliches Ziel und wird nur nach einer Rückfrage geöffnet.</translation>
    </message>
    <message>
        <source>• Text that a sender has hidden is shown, marked.</source>
        <translation>• Text, den ein Absender versteckt hat, wird gezeigt und gekennzeichnet.</translation>
    </message>
    <message>
        <source>• An attachment is saved under a safe name, with the system&apos;s mark for downloaded files where there is one.</source>
        <translation>• Ein Anhang wird unter einem sicheren Namen gespeichert, mit der Kennzeichnung des Systems für heruntergeladene Dateien, wo es eine gibt.</translation>
    </message>
    <message>
        <source>• Nothing is answered automatically, and mail is never deleted on the server.</source>
        <translation>• Nichts wird automatisch beantwortet, und auf dem Server wird nie eine Mail gelöscht.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SearchBox</name>
    <message>
        <source>Search incidents and mails (Ctrl+K)</source>
        <translation>Alles durchsuchen (Strg+K)</translation>
    </message>
    <message>
        <source>Search incidents and mails</source>
        <translation>Vorfälle und Mails durchsuchen</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Suchergebnisse</translation>
    </message>
    <message>
        <source>Nothing found. Words are searched in incidents&apos; keys and titles, and in subjects, people, texts and attachment names of mails.</source>
        <translation>Nichts gefunden. Gesucht wird in Kennungen und Titeln der Vorfälle sowie in Betreff, Personen, Text und Anhangnamen der Mails.</translation>
    </message>
    <message>
        <source>The index of words is being renewed (%1 %): older mail is not found yet.</source>
        <translation>Der Wortindex wird erneuert (%1 %): Ältere Mails werden noch nicht gefunden.</translation>
    </message>
    <message>
        <source> · unmatched</source>
        <translation> · nicht zugeordnet</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SecretExpiryDialog</name>
    <message>
        <source>Warn two weeks before this day:</source>
        <translation>Zwei Wochen vor diesem Tag warnen:</translation>
    </message>
    <message>
        <source>Secret&apos;s expiry of %1</source>
        <translation>Ablauf des Geheimnisses von %1</translation>
    </message>
    <message>
        <source>A client secret or a password that runs out does so without a word of the server. The day is shown where the secret was made, such as the app registration.</source>
        <translation>Ein Clientgeheimnis oder ein Passwort läuft ab, ohne dass der Server etwas sagt. Der Tag steht dort, wo es erzeugt wurde, etwa in der App-Registrierung.</translation>
    </message>
    <message>
        <source>Last day of the secret</source>
        <translation>Letzter Tag des Geheimnisses</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SendingSettings</name>
    <message>
        <source>Undo sending</source>
        <translation>Senden rückgängig machen</translation>
    </message>
    <message>
        <source>A mail that was sent waits so long in the outbox. Within this time it can be taken back and written on; after that it is with the server.</source>
        <translation>Eine gesendete Mail wartet so lange im Postausgang. In dieser Zeit kann sie zurückgeholt und weitergeschrieben werden; danach ist sie beim Server.</translation>
    </message>
    <message>
        <source>%1 seconds</source>
        <translation>%1 Sekunden</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Gar nicht</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SettingWords</name>
    <message>
        <source>E-mail address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Anzeigename</translation>
    </message>
    <message>
        <source>Turned on</source>
        <translation>Eingeschaltet</translation>
    </message>
    <message>
        <source>Feed started</source>
        <translation>Abruf gestartet</translation>
    </message>
    <message>
        <source>Fetch mail since</source>
        <translation>Mails abrufen ab</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Seconds between two looks</source>
        <translation>Sekunden zwischen zwei Abrufen</translation>
    </message>
    <message>
        <source>Secret is good until</source>
        <translation>Geheimnis gültig bis</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Username</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA-Datei</translation>
    </message>
    <message>
        <source>Pinned certificate</source>
        <translation>Festgelegtes Zertifikat</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>Client-Zertifikat</translation>
    </message>
    <message>
        <source>Key of the client certificate</source>
        <translation>Schlüssel des Client-Zertifikats</translation>
    </message>
    <message>
        <source>Exchange version</source>
        <translation>Exchange-Version</translation>
    </message>
    <message>
        <source>Impersonation</source>
        <translation>Identitätswechsel</translation>
    </message>
    <message>
        <source>OAuth flow</source>
        <translation>OAuth-Ablauf</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Tenant ID</source>
        <translation>Mandanten-ID</translation>
    </message>
    <message>
        <source>National cloud</source>
        <translation>Nationale Cloud</translation>
    </message>
    <message>
        <source>Sign-in host</source>
        <translation>Anmeldehost</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>Inbound: %1</source>
        <translation>Eingang: %1</translation>
    </message>
    <message>
        <source>Outbound: %1</source>
        <translation>Ausgang: %1</translation>
    </message>
    <message>
        <source>Log level verbose until</source>
        <translation>Protokoll ausführlich bis</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SettingsFaults</name>
    <message>
        <source>is not a text</source>
        <translation>ist kein Text</translation>
    </message>
    <message>
        <source>is longer than %1 characters</source>
        <translation>ist länger als %1 Zeichen</translation>
    </message>
    <message>
        <source>holds a control character</source>
        <translation>enthält ein Steuerzeichen</translation>
    </message>
    <message>
        <source>is not a list</source>
        <translation>ist keine Liste</translation>
    </message>
    <message>
        <source>has more than %1 entries</source>
        <translation>hat mehr als %1 Einträge</translation>
    </message>
    <message>
        <source>is none of: %1</source>
        <translation>ist nichts von: %1</translation>
    </message>
    <message>
        <source>is no whole number from %1 to %2</source>
        <translation>ist keine ganze Zahl von %1 bis %2</translation>
    </message>
    <message>
        <source>is neither true nor false</source>
        <translation>ist weder true noch false</translation>
    </message>
    <message>
        <source>is not a UUID</source>
        <translation>ist keine UUID</translation>
    </message>
    <message>
        <source>is not a time such as 2026-11-20T00:00:00Z</source>
        <translation>ist keine Zeit wie 2026-11-20T00:00:00Z</translation>
    </message>
    <message>
        <source>is not an object</source>
        <translation>ist kein Objekt</translation>
    </message>
    <message>
        <source>is not kept in settings; use “liaison secret set”</source>
        <translation>gehört nicht in Einstellungen; nehmen Sie „liaison secret set“</translation>
    </message>
    <message>
        <source>is not a key of this format</source>
        <translation>ist kein Schlüssel dieses Formats</translation>
    </message>
    <message>
        <source>is not a SHA-256 digest of 64 hexadecimal digits</source>
        <translation>ist keine SHA-256-Prüfsumme aus 64 Hexadezimalziffern</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>is malformed</source>
        <translation>ist falsch geformt</translation>
    </message>
    <message>
        <source>names no PEM file of certificates of at most 1 MiB</source>
        <translation>nennt keine PEM-Datei mit Zertifikaten von höchstens 1 MiB</translation>
    </message>
    <message>
        <source>is no GUID</source>
        <translation>ist keine GUID</translation>
    </message>
    <message>
        <source>is neither a GUID nor a domain</source>
        <translation>ist weder eine GUID noch eine Domain</translation>
    </message>
    <message>
        <source>is out of range</source>
        <translation>liegt außerhalb des Bereichs</translation>
    </message>
    <message>
        <source>would get the password in clear text; that is done on this machine alone</source>
        <translation>bekäme das Passwort im Klartext; das geschieht nur auf diesem Rechner</translation>
    </message>
    <message>
        <source>names a file that cannot be read</source>
        <translation>nennt eine Datei, die nicht lesbar ist</translation>
    </message>
    <message>
        <source>is of no use: %1 cannot sign in as this inbound side does</source>
        <translation>nützt nichts: %1 kann sich nicht anmelden wie diese Eingangsseite</translation>
    </message>
    <message>
        <source>is there twice</source>
        <translation>ist doppelt da</translation>
    </message>
    <message>
        <source>is not “liaison-settings”</source>
        <translation>ist nicht „liaison-settings“</translation>
    </message>
    <message>
        <source>is %1, newer than the %2 this program reads</source>
        <translation>ist %1 und damit neuer als %2, was dieses Programm liest</translation>
    </message>
    <message>
        <source>is larger than 4 MiB</source>
        <translation>ist größer als 4 MiB</translation>
    </message>
    <message>
        <source>is not a JSON object</source>
        <translation>ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>is not JSON: %1 at byte %2</source>
        <translation>ist kein JSON: %1 an Byte %2</translation>
    </message>
    <message>
        <source>is too long</source>
        <translation>ist zu lang</translation>
    </message>
    <message>
        <source>has too many entries</source>
        <translation>hat zu viele Einträge</translation>
    </message>
    <message>
        <source>is not a mail address</source>
        <translation>ist keine Mailadresse</translation>
    </message>
    <message>
        <source>is not a mail domain</source>
        <translation>ist keine Maildomain</translation>
    </message>
    <message>
        <source>is not a phone number</source>
        <translation>ist keine Telefonnummer</translation>
    </message>
    <message>
        <source>is no word</source>
        <translation>ist kein Wort</translation>
    </message>
    <message>
        <source>has no text</source>
        <translation>hat keinen Text</translation>
    </message>
    <message>
        <source>is not a language such as de or pt-BR</source>
        <translation>ist keine Sprache wie de oder pt-BR</translation>
    </message>
    <message>
        <source>has %1, which is no variable</source>
        <translation>enthält %1, was keine Variable ist</translation>
    </message>
    <message>
        <source>is nothing that this protocol has</source>
        <translation>ist nichts, was dieses Protokoll hat</translation>
    </message>
    <message>
        <source>is no https address of a sign-in provider</source>
        <translation>ist keine https-Adresse eines Anmeldeanbieters</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SettingsImportDialog</name>
    <message>
        <source>Remove mailboxes that the file does not name</source>
        <translation>Postfächer entfernen, die die Datei nicht nennt</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>What the file would change</source>
        <translation>Was die Datei ändern würde</translation>
    </message>
    <message>
        <source>Their mail stays as evidence.</source>
        <translation>Ihre Mails bleiben als Beweismittel.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>A settings file holds no passwords. Mailboxes that are new here get theirs under Admin &gt; Mailboxes, or by signing in.</source>
        <translation>Eine Einstellungsdatei enthält keine Passwörter. Postfächer, die hier neu sind, bekommen ihre unter Verwaltung &gt; Postfächer oder durch eine Anmeldung.</translation>
    </message>
    <message>
        <source>The file is looked through …</source>
        <translation>Die Datei wird durchgesehen …</translation>
    </message>
    <message>
        <source>This is a folder, not a file.</source>
        <translation>Das ist ein Ordner, keine Datei.</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>Die Datei ist nicht lesbar: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) are wrong with the file. Mend them and import it again: nothing was taken over.</source>
        <translation>
            <numerusform>In der Datei ist %n Stelle falsch. Berichtigen Sie sie und importieren Sie die Datei noch einmal: Es wurde nichts übernommen.</numerusform>
            <numerusform>In der Datei sind %n Stellen falsch. Berichtigen Sie sie und importieren Sie die Datei noch einmal: Es wurde nichts übernommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>What is wrong with the file</source>
        <translation>Was an der Datei falsch ist</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was falsch ist</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Wovon</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s). What the file does not name stays as it is.</source>
        <translation>
            <numerusform>%n Änderung. Was die Datei nicht nennt, bleibt, wie es ist.</numerusform>
            <numerusform>%n Änderungen. Was die Datei nicht nennt, bleibt, wie es ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to change.</source>
        <translation>Es gibt nichts zu ändern.</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und noch %n</numerusform>
            <numerusform>… und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is the address, title or name of another one here, with another UUID. Nothing was taken over.</source>
        <translation>„%1“ ist hier die Adresse, der Titel oder der Name von etwas anderem mit anderer UUID. Es wurde nichts übernommen.</translation>
    </message>
    <message>
        <source>The file names a {unit} or a template that is not there. Nothing was taken over.</source>
        <translation>Die Datei nennt etwas, das nicht da ist ({UNIT} oder Vorlage). Es wurde nichts übernommen.</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>Einstellungen importieren</translation>
    </message>
    <message>
        <source>Settings (*.json);;All files (*)</source>
        <translation>Einstellungen (*.json);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SettingsPage</name>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Mail safety</source>
        <translation>Sicherheit von Mails</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>Einstellungsdatei</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Desktop alerts</source>
        <translation>Desktop-Meldungen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SideFields</name>
    <message>
        <source>Sending: %1</source>
        <translation>Senden: %1</translation>
    </message>
    <message>
        <source>A SHA-256 fingerprint has 64 digits from 0 to 9 and a to f. Leave the field empty to accept valid certificates alone.</source>
        <translation>Ein SHA-256-Fingerabdruck hat 64 Stellen aus 0 bis 9 und a bis f. Lassen Sie das Feld leer, um nur gültige Zertifikate zu akzeptieren.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SignInDialog</name>
    <message>
        <source>Sign in to %1</source>
        <translation>Bei %1 anmelden</translation>
    </message>
    <message>
        <source>Address to sign in at</source>
        <translation>Adresse für die Anmeldung</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Open browser</source>
        <translation>Browser öffnen</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Code to type there</source>
        <translation>Code, der dort eingegeben wird</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Asking the sign-in service…</source>
        <translation>Der Anmeldedienst wird gefragt…</translation>
    </message>
    <message>
        <source>Use a code instead</source>
        <translation>Stattdessen einen Code verwenden</translation>
    </message>
    <message>
        <source>Use the browser instead</source>
        <translation>Stattdessen den Browser verwenden</translation>
    </message>
    <message>
        <source>You are signed in. You can close this page and go back to Liaison.</source>
        <translation>Sie sind angemeldet. Sie können diese Seite schließen und zu Liaison zurückkehren.</translation>
    </message>
    <message>
        <source>The sign-in was not completed. Go back to Liaison to see why.</source>
        <translation>Die Anmeldung wurde nicht abgeschlossen. Warum, steht in Liaison.</translation>
    </message>
    <message>
        <source>Waiting until %1.</source>
        <translation>Gewartet wird bis %1.</translation>
    </message>
    <message>
        <source>Open this address on any device, type the code, and sign in there.</source>
        <translation>Öffnen Sie diese Adresse auf irgendeinem Gerät, geben Sie den Code ein und melden Sie sich dort an.</translation>
    </message>
    <message>
        <source>Sign in in the browser window that was opened. If there is none, open this address in a browser on this computer.</source>
        <translation>Melden Sie sich in dem Browserfenster an, das geöffnet wurde. Wenn es keines gibt, öffnen Sie diese Adresse in einem Browser auf diesem Rechner.</translation>
    </message>
    <message>
        <source>No browser could be opened. Open this address in a browser on this computer, or use a code on another device.</source>
        <translation>Es konnte kein Browser geöffnet werden. Öffnen Sie diese Adresse in einem Browser auf diesem Rechner, oder verwenden Sie einen Code auf einem anderen Gerät.</translation>
    </message>
    <message>
        <source>Nobody was signed in, and nothing has changed.</source>
        <translation>Niemand wurde angemeldet, und nichts hat sich geändert.</translation>
    </message>
    <message>
        <source>Sign in to %1, for sending</source>
        <translation>Bei %1 anmelden, zum Senden</translation>
    </message>
    <message>
        <source>Asking %1, where the mailbox is read…</source>
        <translation>%1, wo das Postfach gelesen wird, wird gefragt …</translation>
    </message>
    <message>
        <source>The sign-in is carried out on %1, where the mailbox is read, and kept there.</source>
        <translation>Die Anmeldung wird auf %1 ausgeführt, wo das Postfach gelesen wird, und dort aufbewahrt.</translation>
    </message>
    <message>
        <source>Signed in on %1. The sign-in is kept there.</source>
        <translation>Auf %1 angemeldet. Die Anmeldung wird dort aufbewahrt.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The sign-in was tried on %1, where the mailbox is read.</source>
        <translation>Die Anmeldung wurde auf %1 versucht, wo das Postfach gelesen wird.</translation>
    </message>
    <message>
        <source>The sign-in for reading is kept. Nobody was signed in for sending.</source>
        <translation>Die Anmeldung zum Lesen bleibt bestehen. Zum Senden wurde niemand angemeldet.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SignaturesDialog</name>
    <message>
        <source>Signature of the team</source>
        <translation>Signatur des Teams</translation>
    </message>
    <message>
        <source>My signature</source>
        <translation>Meine Signatur</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>Signaturen</translation>
    </message>
    <message>
        <source>Empty: the team&apos;s</source>
        <translation>Leer: die des Teams</translation>
    </message>
    <message>
        <source>Of the team</source>
        <translation>Vom Team</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
    <message>
        <source>It has room for %1 characters.</source>
        <translation>Sie hat Platz für %1 Zeichen.</translation>
    </message>
    <message>
        <source>What you changed in the signatures is not saved.</source>
        <translation>Was Sie an den Signaturen geändert haben, ist nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SourceWindow</name>
    <message>
        <source>Source of “%1”</source>
        <translation>Quelltext von „%1“</translation>
    </message>
    <message>
        <source>Source of the mail</source>
        <translation>Quelltext der Mail</translation>
    </message>
    <message>
        <source>Only the first 2 MB are shown. Save as EML has all of it.</source>
        <translation>Nur die ersten 2 MB werden gezeigt. „Als EML speichern“ enthält alles.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::StatusLine</name>
    <message>
        <source>Sync under way</source>
        <translation>Abgleich läuft</translation>
    </message>
    <message>
        <source>, next try %1</source>
        <translation>, nächster Versuch %1</translation>
    </message>
    <message>
        <source>, checked %1</source>
        <translation>, geprüft %1</translation>
    </message>
    <message>
        <source>, worked by %1</source>
        <translation>, bearbeitet von %1</translation>
    </message>
    <message numerus="yes">
        <source>, and %n more</source>
        <translation>
            <numerusform> und %n weiteres</numerusform>
            <numerusform> und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Open this mailbox</source>
        <translation>Dieses Postfach öffnen</translation>
    </message>
    <message>
        <source>Reading %1: %2 of %3</source>
        <translation>%1 wird gelesen: %2 von %3</translation>
    </message>
    <message>
        <source>Unmatched %1</source>
        <translation>Nicht zugeordnet: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unmatched mails</source>
        <translation>
            <numerusform>%n nicht zugeordnete Mail</numerusform>
            <numerusform>%n nicht zugeordnete Mails</numerusform>
        </translation>
    </message>
    <message>
        <source>Outbox %1</source>
        <translation>Postausgang: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n mails in the outbox</source>
        <translation>
            <numerusform>%n Mail im Postausgang</numerusform>
            <numerusform>%n Mails im Postausgang</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::StoreSettings</name>
    <message>
        <source>in the system&apos;s keychain</source>
        <translation>im Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>in the service&apos;s credentials, which are only read</source>
        <translation>in den Zugangsdaten des Dienstes, die nur gelesen werden</translation>
    </message>
    <message>
        <source>nowhere: they are forgotten when Liaison is closed</source>
        <translation>nirgends: Sie werden vergessen, wenn Liaison geschlossen wird</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>%1, which a team shares</source>
        <translation>%1, gemeinsam in einem Team</translation>
    </message>
    <message>
        <source>%1, a file for one person</source>
        <translation>%1, eine Datei für eine Person</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Passwörter</translation>
    </message>
    <message>
        <source>You are</source>
        <translation>Sie sind</translation>
    </message>
    <message>
        <source>You may</source>
        <translation>Sie dürfen</translation>
    </message>
    <message>
        <source>Another store is opened by “liaison --store”. Who may do what in a team is a matter of its database&apos;s roles.</source>
        <translation>Einen anderen Speicher öffnet „liaison --store“. Wer in einem Team was darf, bestimmen die Rollen seiner Datenbank.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SummaryPage</name>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit the incident</source>
        <translation>Vorfall bearbeiten</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Vorfall</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schweregrad</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the tag. A mail whose subject holds it comes to this incident.</source>
        <translation>Kennzeichen kopieren. Eine Mail mit diesem Kennzeichen im Betreff kommt zu diesem Vorfall.</translation>
    </message>
    <message>
        <source>Copy the subject tag</source>
        <translation>Betreffkennzeichen kopieren</translation>
    </message>
    <message>
        <source>Subject tag</source>
        <translation>Betreffkennzeichen</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Mails a day</source>
        <translation>Mails pro Tag</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Median answer time</source>
        <translation>Median der Antwortzeit</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
    <message>
        <source>waits for us</source>
        <translation>wartet auf uns</translation>
    </message>
    <message>
        <source>owes an answer</source>
        <translation>Antwort steht aus</translation>
    </message>
    <message>
        <source>not written to yet</source>
        <translation>noch nicht angeschrieben</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>%1 (not listed as affected)</source>
        <translation>%1 (nicht als betroffen geführt)</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>noch keine Antwort</translation>
    </message>
    <message>
        <source>Affected {units}</source>
        <translation>Betroffene {Units}</translation>
    </message>
    <message>
        <source>{Unit}</source>
        <translation>{Unit}</translation>
    </message>
    <message>
        <source>None chosen yet. Edit the incident to say which {units} it affects: their mail is then expected.</source>
        <translation>Noch keine ausgewählt. Bearbeiten Sie den Vorfall, um die betroffenen {Units} anzugeben: Deren Mails werden dann erwartet.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SwitchButton</name>
    <message>
        <source>Switch to Exchange Web Services…</source>
        <translation>Auf Exchange Web Services umstellen…</translation>
    </message>
    <message>
        <source>Switch to Microsoft Graph…</source>
        <translation>Auf Microsoft Graph umstellen…</translation>
    </message>
    <message>
        <source>Compares both ways to the mailbox first. All that is stored of it stays.</source>
        <translation>Vergleicht zuerst beide Wege zum Postfach. Alles Gespeicherte bleibt.</translation>
    </message>
    <message>
        <source>Only a mailbox that signs in with OAUTH2.0 can be switched, for sending as well: Microsoft Graph takes no passwords.</source>
        <translation>Nur ein Postfach, das sich mit OAUTH2.0 anmeldet, auch zum Senden, kann umgestellt werden: Microsoft Graph nimmt keine Passwörter.</translation>
    </message>
    <message>
        <source>Save or cancel the change first.</source>
        <translation>Speichern Sie die Änderung zuerst oder brechen Sie sie ab.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SwitchDialog</name>
    <message>
        <source>“%1” is no host. It looks like graph.corp.example, or graph.corp.example:8443.</source>
        <translation>„%1“ ist kein Host. Einer sieht aus wie graph.corp.example oder graph.corp.example:8443.</translation>
    </message>
    <message>
        <source>%1 is read and sent by %2 from now on.</source>
        <translation>%1 wird von jetzt an über %2 gelesen und gesendet.</translation>
    </message>
    <message>
        <source>%1 is read by %2 from now on.</source>
        <translation>%1 wird von jetzt an über %2 gelesen.</translation>
    </message>
    <message numerus="yes">
        <source>%n stored mails were recognised there.</source>
        <translation>
            <numerusform>%n gespeicherte Mail wurde dort wiedererkannt.</numerusform>
            <numerusform>%n gespeicherte Mails wurden dort wiedererkannt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more will be fetched.</source>
        <translation>
            <numerusform>%n weitere wird geholt.</numerusform>
            <numerusform>%n weitere werden geholt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has been changed so far.</source>
        <translation>Bis jetzt wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Folders that are read are not there by %1, so the mailbox stays as it is: %2. Take their check marks off, or make them there, then compare again.</source>
        <translation>Ordner, die gelesen werden, fehlen über %1, daher bleibt das Postfach, wie es ist: %2. Nehmen Sie ihre Häkchen weg oder legen Sie sie dort an, dann vergleichen Sie noch einmal.</translation>
    </message>
    <message>
        <source>%1 gave no answer, so what is stored was compared. The switch is possible.</source>
        <translation>%1 gab keine Antwort, daher wurde das Gespeicherte verglichen. Die Umstellung ist möglich.</translation>
    </message>
    <message>
        <source>Both ways show the same.</source>
        <translation>Beide Wege zeigen dasselbe.</translation>
    </message>
    <message>
        <source>The ways differ as shown below. A mail that is not there by %1 stays stored, and is not followed on the server any more.</source>
        <translation>Die Wege unterscheiden sich wie unten gezeigt. Eine Mail, die es über %1 nicht gibt, bleibt gespeichert und wird auf dem Server nicht weiter verfolgt.</translation>
    </message>
    <message>
        <source>%1 cannot be used for this mailbox, which stays as it is.</source>
        <translation>%1 ist für dieses Postfach nicht zu benutzen; es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>S&amp;ign in…</source>
        <translation>An&amp;melden…</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>%1 was not switched and is as it was.</source>
        <translation>%1 wurde nicht umgestellt und ist, wie es war.</translation>
    </message>
    <message>
        <source>The comparison came to no end. Nothing was changed.</source>
        <translation>Der Vergleich kam zu keinem Ende. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>It cannot be read whether %1 was switched.</source>
        <translation>Ob %1 umgestellt wurde, ist nicht zu lesen.</translation>
    </message>
    <message>
        <source>%1 was switched, although something went wrong behind it.</source>
        <translation>%1 wurde umgestellt, obwohl danach etwas schiefging.</translation>
    </message>
    <message>
        <source>It is held by host %1, process %2. Stop it there, then try again.</source>
        <translation>Rechner %1, Prozess %2, hält es. Beenden Sie es dort, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The switch was cancelled.</source>
        <translation>Die Umstellung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Switch %1 to %2</source>
        <translation>%1 auf %2 umstellen</translation>
    </message>
    <message>
        <source>The mailbox will be reached by %1 instead of %2, with the same sign-in. “Compare” looks at its folders, and at its newest mails by Message-ID, both ways and changes nothing; “Switch” then moves it in one step.</source>
        <translation>Das Postfach wird über %1 statt über %2 erreicht, mit derselben Anmeldung. „Vergleichen“ sieht sich seine Ordner und, nach Message-ID, seine neuesten Mails auf beiden Wegen an und ändert nichts; „Umstellen“ wechselt dann in einem Schritt.</translation>
    </message>
    <message>
        <source>Everything that is stored is kept: mails, their incidents, read marks, drafts and the outbox. No mail is fetched again.</source>
        <translation>Alles Gespeicherte bleibt: Mails, ihre Vorfälle, Gelesen-Marken, Entwürfe und der Postausgang. Keine Mail wird noch einmal geholt.</translation>
    </message>
    <message>
        <source>Sending stays as it is.</source>
        <translation>Das Senden bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>The national cloud&apos;s</source>
        <translation>Host der nationalen Cloud</translation>
    </message>
    <message>
        <source>A host, with a port where it is not 443, in place of Microsoft&apos;s. Usually empty.</source>
        <translation>Ein Host statt dem von Microsoft, mit Port, wo er nicht 443 ist. Meist leer.</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Host</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>C&amp;ompare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>&amp;Switch</source>
        <translation>&amp;Umstellen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Reading what is stored…</source>
        <translation>Gespeichertes wird gelesen…</translation>
    </message>
    <message>
        <source>Only a mailbox that signs in with OAUTH2.0 can be switched, for sending as well.</source>
        <translation>Nur ein Postfach, das sich mit OAUTH2.0 anmeldet, auch zum Senden, kann umgestellt werden.</translation>
    </message>
    <message>
        <source>Testing the sign-in to %1…</source>
        <translation>Anmeldung bei %1 wird geprüft…</translation>
    </message>
    <message>
        <source>Listing the folders…</source>
        <translation>Ordner werden aufgelistet…</translation>
    </message>
    <message>
        <source>Listing the mails of %1, folder %2 of %3…</source>
        <translation>Mails von %1 werden aufgelistet, Ordner %2 von %3…</translation>
    </message>
    <message>
        <source>Switching…</source>
        <translation>Wird umgestellt…</translation>
    </message>
</context>
<context>
    <name>liaison::ui::SwitchTable</name>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>differs: %1 of the newest %2 missing</source>
        <translation>weicht ab: %1 der neuesten %2 fehlen</translation>
    </message>
    <message>
        <source>differs in number</source>
        <translation>andere Anzahl</translation>
    </message>
    <message>
        <source>matches (newest %1)</source>
        <translation>stimmt überein (neueste %1)</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>stimmt überein</translation>
    </message>
    <message>
        <source>Microsoft Graph</source>
        <translation>Microsoft Graph</translation>
    </message>
    <message>
        <source>Exchange Web Services</source>
        <translation>Exchange Web Services</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Comparison of both ways</source>
        <translation>Vergleich beider Wege</translation>
    </message>
    <message>
        <source>is not read</source>
        <translation>wird nicht gelesen</translation>
    </message>
    <message>
        <source>there</source>
        <translation>da</translation>
    </message>
    <message numerus="yes">
        <source>%n mails</source>
        <translation>
            <numerusform>%n Mail</numerusform>
            <numerusform>%n Mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stored</source>
        <translation>
            <numerusform>%n gespeichert</numerusform>
            <numerusform>%n gespeichert</numerusform>
        </translation>
    </message>
    <message>
        <source>differs</source>
        <translation>weicht ab</translation>
    </message>
</context>
<context>
    <name>liaison::ui::TemplateBody</name>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>Nobody knows this variable.</source>
        <translation>Diese Variable kennt niemand.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::TemplateButton</name>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Put the words of a template into the mail</source>
        <translation>Text einer Vorlage in die Mail einsetzen</translation>
    </message>
</context>
<context>
    <name>liaison::ui::TemplateEditor</name>
    <message>
        <source>%1, where none fits</source>
        <translation>%1, wo keine passt</translation>
    </message>
    <message>
        <source>Another language has to be used where none fits, first</source>
        <translation>Zuerst muss eine andere Sprache gelten, wo keine passt</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 ist gespeichert.</translation>
    </message>
    <message>
        <source>Another template has this name already.</source>
        <translation>Eine andere Vorlage hat diesen Namen schon.</translation>
    </message>
    <message>
        <source>Add language</source>
        <translation>Sprache hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Use where none fits</source>
        <translation>Nehmen, wo keine passt</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Save the template</source>
        <translation>Vorlage speichern</translation>
    </message>
    <message>
        <source>Empty: the mail keeps its subject</source>
        <translation>Leer: Die Mail behält ihren Betreff</translation>
    </message>
    <message>
        <source>Write here. {{ offers what can be filled in; **bold**, - list, # heading.</source>
        <translation>Schreiben Sie hier. {{ bietet an, was eingesetzt werden kann; **fett**, - Liste, # Überschrift.</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Wofür sie ist</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Remove this language</source>
        <translation>Diese Sprache entfernen</translation>
    </message>
    <message>
        <source>Insert variable</source>
        <translation>Variable einfügen</translation>
    </message>
    <message>
        <source>{Units} whose language has no text here get this one</source>
        <translation>{Units}, für deren Sprache es hier keinen Text gibt, bekommen diesen</translation>
    </message>
    <message>
        <source>What you wrote in the template is not saved.</source>
        <translation>Was Sie in die Vorlage geschrieben haben, ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>What you wrote in the template %1 is not saved.</source>
        <translation>Was Sie in die Vorlage %1 geschrieben haben, ist nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::TemplatePreview</name>
    <message>
        <source>Incident of the preview</source>
        <translation>Vorfall der Vorschau</translation>
    </message>
    <message>
        <source>Sample incident</source>
        <translation>Beispielvorfall</translation>
    </message>
    <message>
        <source>Formatted text</source>
        <translation>Formatierter Text</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Schlichter Text</translation>
    </message>
    <message>
        <source>Formatted</source>
        <translation>Formatiert</translation>
    </message>
    <message>
        <source>Form of the preview</source>
        <translation>Form der Vorschau</translation>
    </message>
    <message>
        <source>Preview with</source>
        <translation>Vorschau mit</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>as the mail has it</source>
        <translation>wie in der Mail</translation>
    </message>
</context>
<context>
    <name>liaison::ui::TemplatesPage</name>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>No templates yet</source>
        <translation>Noch keine Vorlagen</translation>
    </message>
    <message>
        <source>A template is a mail written in advance, in one or more languages. What differs from incident to incident is filled in when it is used.</source>
        <translation>Eine Vorlage ist eine im Voraus geschriebene Mail, in einer oder mehreren Sprachen. Was von Vorfall zu Vorfall anders ist, wird eingesetzt, wenn sie benutzt wird.</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Neue Vorlage</translation>
    </message>
    <message>
        <source>Show archived ones</source>
        <translation>Archivierte zeigen</translation>
    </message>
    <message>
        <source>%1 (archived)</source>
        <translation>%1 (archiviert)</translation>
    </message>
    <message>
        <source>%1 is archived. It is offered no more.</source>
        <translation>%1 ist archiviert und wird nicht mehr angeboten.</translation>
    </message>
    <message>
        <source>%1 is back.</source>
        <translation>%1 ist wieder da.</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Aus dem Archiv holen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Signatures…</source>
        <translation>Signaturen…</translation>
    </message>
    <message>
        <source>Languages…</source>
        <translation>Sprachen…</translation>
    </message>
    <message>
        <source>The language that mail to each {unit} is written in</source>
        <translation>In welcher Sprache Mails an die {Units} geschrieben werden</translation>
    </message>
</context>
<context>
    <name>liaison::ui::TestCard</name>
    <message>
        <source>Inbound: reading</source>
        <translation>Eingang: Lesen</translation>
    </message>
    <message>
        <source>Outbound: sending</source>
        <translation>Ausgang: Senden</translation>
    </message>
    <message>
        <source>TEST INBOUND</source>
        <translation>LESEN TESTEN</translation>
    </message>
    <message>
        <source>TEST OUTBOUND</source>
        <translation>SENDEN TESTEN</translation>
    </message>
    <message>
        <source>Cancel the test</source>
        <translation>Test abbrechen</translation>
    </message>
    <message>
        <source>Cancel the test of reading</source>
        <translation>Test des Lesens abbrechen</translation>
    </message>
    <message>
        <source>Cancel the test of sending</source>
        <translation>Test des Sendens abbrechen</translation>
    </message>
    <message>
        <source>Signs in, opens the chosen folders and reads one mail. Nothing is changed.</source>
        <translation>Meldet sich an, öffnet die gewählten Ordner und liest eine Mail. Nichts wird geändert.</translation>
    </message>
    <message>
        <source>Signs in and, if wanted, sends one mail to the mailbox itself.</source>
        <translation>Meldet sich an und sendet, wenn gewünscht, eine Mail an das Postfach selbst.</translation>
    </message>
    <message>
        <source>The test was cancelled.</source>
        <translation>Der Test wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Reading works.</source>
        <translation>Das Lesen geht.</translation>
    </message>
    <message>
        <source>Sending works: the test mail came back.</source>
        <translation>Das Senden geht: Die Testmail kam zurück.</translation>
    </message>
    <message>
        <source>Sending: signed in. No mail was sent.</source>
        <translation>Senden: angemeldet. Es wurde keine Mail gesendet.</translation>
    </message>
    <message>
        <source>Failed to test Service connectivity for reading.</source>
        <translation>Die Prüfung der Verbindung zum Lesen ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Failed to test Service connectivity for sending.</source>
        <translation>Die Prüfung der Verbindung zum Senden ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Copy log</source>
        <translation>Protokoll kopieren</translation>
    </message>
</context>
<context>
    <name>liaison::ui::ThreadList</name>
    <message>
        <source>New mail</source>
        <translation>Neue Mail</translation>
    </message>
    <message>
        <source>Find in these threads</source>
        <translation>In diesen Threads suchen</translation>
    </message>
    <message>
        <source>Which threads are shown</source>
        <translation>Welche Threads gezeigt werden</translation>
    </message>
    <message>
        <source>All threads</source>
        <translation>Alle Threads</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Waiting for us</source>
        <translation>Wartet auf uns</translation>
    </message>
    <message>
        <source>Waiting for them</source>
        <translation>Wir warten</translation>
    </message>
    <message>
        <source>With attachments</source>
        <translation>Mit Anhängen</translation>
    </message>
    <message>
        <source>Order of the threads</source>
        <translation>Reihenfolge der Threads</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Unread first</source>
        <translation>Ungelesene zuerst</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No thread of this incident fits the filters above.</source>
        <translation>Kein Thread dieses Vorfalls passt zu den Filtern oben.</translation>
    </message>
    <message>
        <source>No mail yet</source>
        <translation>Noch keine Mails</translation>
    </message>
    <message>
        <source>All {units}</source>
        <translation>Alle {Units}</translation>
    </message>
    <message>
        <source>{Unit}</source>
        <translation>{Unit}</translation>
    </message>
    <message>
        <source>Write to the {units}, or link a mail from Unmatched mail to this incident.</source>
        <translation>Schreiben Sie an die {Units} oder ordnen Sie diesem Vorfall eine Mail aus „Nicht zugeordnet“ zu.</translation>
    </message>
    <message>
        <source>All {units} (%1)</source>
        <translation>Alle {Units} (%1)</translation>
    </message>
</context>
<context>
    <name>liaison::ui::ThreadModel</name>
    <message>
        <source>Thread</source>
        <translation>Thread</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
    <message>
        <source>with attachments</source>
        <translation>mit Anhängen</translation>
    </message>
    <message>
        <source>No {unit} yet</source>
        <translation>Noch ohne {Unit}</translation>
    </message>
</context>
<context>
    <name>liaison::ui::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo sending “%1”</source>
        <translation>Senden von „%1“ rückgängig machen</translation>
    </message>
    <message>
        <source>“%1” is sent in %2 s</source>
        <translation>„%1“ wird in %2 s gesendet</translation>
    </message>
    <message>
        <source>Take the mail back (Ctrl+Z)</source>
        <translation>Die Mail zurückholen (Strg+Z)</translation>
    </message>
</context>
<context>
    <name>liaison::ui::UnitActivity</name>
    <message>
        <source>Show older ones</source>
        <translation>Ältere zeigen</translation>
    </message>
    <message>
        <source>What happened to %1</source>
        <translation>Was mit %1 geschah</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Activity log</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 an %2</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
</context>
<context>
    <name>liaison::ui::UnitDialog</name>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>Finance</source>
        <translation>Finanzen</translation>
    </message>
    <message>
        <source>Further people whose mail is expected</source>
        <translation>Weitere Personen, deren Mails erwartet werden</translation>
    </message>
    <message>
        <source>finance.corp.example</source>
        <translation>finance.corp.example</translation>
    </message>
    <message>
        <source>Mail about incidents goes to them: ciso@finance.corp.example, …</source>
        <translation>Mails zu Vorfällen gehen an sie: ciso@finance.corp.example, …</translation>
    </message>
    <message>
        <source>Who is written to while the recipients are away</source>
        <translation>An wen geschrieben wird, solange die Empfänger abwesend sind</translation>
    </message>
    <message>
        <source>Whom to call when an answer is overdue: +49 30 1234567</source>
        <translation>Wen man anruft, wenn eine Antwort überfällig ist: +49 30 1234567</translation>
    </message>
    <message>
        <source> hours</source>
        <translation> Stunden</translation>
    </message>
    <message>
        <source>as the notification process says</source>
        <translation>wie im Benachrichtigungsprozess festgelegt</translation>
    </message>
    <message>
        <source>Mail from a known domain is expected unless the sender&apos;s domain could not be verified (DMARC). Separate entries by commas, blanks or lines.</source>
        <translation>Mails aus einer bekannten Domain werden erwartet, außer wenn die Domain des Absenders nicht bestätigt werden konnte (DMARC). Trennen Sie Einträge durch Kommas, Leerzeichen oder Zeilen.</translation>
    </message>
    <message>
        <source>New {unit}</source>
        <translation>{Unit} anlegen</translation>
    </message>
    <message>
        <source>Another one has this title already.</source>
        <translation>Diesen Titel gibt es schon.</translation>
    </message>
    <message>
        <source>What you changed in %1 is not saved.</source>
        <translation>Was Sie in %1 geändert haben, ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>What you wrote is not saved yet.</source>
        <translation>Was Sie geschrieben haben, ist noch nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::UnitImportDialog</name>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>What the file would change</source>
        <translation>Was die Datei ändern würde</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>Die Datei ist nicht lesbar: %1.</translation>
    </message>
    <message>
        <source>The file is looked through …</source>
        <translation>Die Datei wird durchgesehen …</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>Line %1 has this title already.</source>
        <translation>Zeile %1 hat diesen Titel schon.</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) are wrong. Mend them in the file and import it again: nothing is taken over as long as one is.</source>
        <translation>
            <numerusform>%n Zeile ist falsch. Berichtigen Sie sie in der Datei und importieren Sie noch einmal: Solange eine falsch ist, wird nichts übernommen.</numerusform>
            <numerusform>%n Zeilen sind falsch. Berichtigen Sie sie in der Datei und importieren Sie noch einmal: Solange eine falsch ist, wird nichts übernommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to change.</source>
        <translation>Es gibt nichts zu ändern.</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more line(s)</source>
        <translation>
            <numerusform>… und %n weitere Zeile</numerusform>
            <numerusform>… und %n weitere Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>New: %1. Changed: %2. As they are: %3. Those that the file does not name stay.</source>
        <translation>Neu: %1. Geändert: %2. Unverändert: %3. Was die Datei nicht nennt, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Somebody changed the {units} meanwhile. Nothing was taken over: open the file again to see what it would change now.</source>
        <translation>Inzwischen hat jemand die {Units} geändert. Nichts wurde übernommen: Öffnen Sie die Datei noch einmal, um zu sehen, was sie jetzt ändern würde.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::UnitLanguagesDialog</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of %1</source>
        <translation>Sprache von %1</translation>
    </message>
    <message>
        <source>As the template says</source>
        <translation>Wie die Vorlage sagt</translation>
    </message>
    <message>
        <source>Languages of {units}</source>
        <translation>Sprachen der {Units}</translation>
    </message>
    <message>
        <source>Templates are used in the language of the {unit}, where they have it.</source>
        <translation>Vorlagen werden in der Sprache verwendet, die für die {Units} gewählt ist, sofern es sie darin gibt.</translation>
    </message>
    <message>
        <source>{UNIT}</source>
        <translation>{UNIT}</translation>
    </message>
    <message>
        <source>There are no {units} yet.</source>
        <translation>Es gibt noch keine {Units}.</translation>
    </message>
    <message>
        <source>The languages you chose are not saved.</source>
        <translation>Die Sprachen, die Sie gewählt haben, sind nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::UnitNameDialog</name>
    <message>
        <source>Give the plural, too.</source>
        <translation>Geben Sie auch die Mehrzahl an.</translation>
    </message>
    <message>
        <source>Give the singular, too.</source>
        <translation>Geben Sie auch die Einzahl an.</translation>
    </message>
    <message>
        <source>This is longer than %1 characters.</source>
        <translation>Dies ist länger als %1 Zeichen.</translation>
    </message>
    <message>
        <source>Use letters, digits, blanks, hyphens, apostrophes, full stops and slashes.</source>
        <translation>Verwenden Sie Buchstaben, Ziffern, Leerzeichen, Bindestriche, Apostrophe, Punkte und Schrägstriche.</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>What {units} are called</source>
        <translation>Benennung der {Units}</translation>
    </message>
    <message>
        <source>The word of your organisation stands in tabs, menus and columns from then on, for everybody. A language without one keeps Liaison&apos;s own.</source>
        <translation>Das Wort Ihrer Organisation steht dann in Reitern, Menüs und Spalten, und zwar für alle. Eine Sprache ohne ein solches behält das von Liaison.</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Singular</source>
        <translation>Einzahl</translation>
    </message>
    <message>
        <source>Plural</source>
        <translation>Mehrzahl</translation>
    </message>
    <message>
        <source>Liaison&apos;s own words</source>
        <translation>Wörter von Liaison</translation>
    </message>
    <message>
        <source>%1, singular</source>
        <translation>%1, Einzahl</translation>
    </message>
    <message>
        <source>%1, plural</source>
        <translation>%1, Mehrzahl</translation>
    </message>
    <message>
        <source>For example: “{UNIT} Mails”, “New {unit}”, “All {units}”.</source>
        <translation>Zum Beispiel: „Mails der {UNITS}“, „{Unit} anlegen“, „Alle {Units}“.</translation>
    </message>
    <message>
        <source>The words you wrote are not saved.</source>
        <translation>Die Wörter, die Sie geschrieben haben, sind nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::UnitWord</name>
    <message>
        <source>Business Unit</source>
        <translation>Geschäftsbereich</translation>
    </message>
    <message>
        <source>Business Units</source>
        <translation>Geschäftsbereiche</translation>
    </message>
    <message>
        <source>en</source>
        <comment>ISO 639 code of the language that this is translated into</comment>
        <translation>de</translation>
    </message>
</context>
<context>
    <name>liaison::ui::UnitWords</name>
    <message>
        <source>The file is larger than %1.</source>
        <translation>Die Datei ist größer als %1.</translation>
    </message>
    <message>
        <source>The file has more than %1 lines.</source>
        <translation>Die Datei hat mehr als %1 Zeilen.</translation>
    </message>
    <message>
        <source>The file is no text. In a spreadsheet program, save it as CSV in UTF-8.</source>
        <translation>Die Datei ist kein Text. Speichern Sie sie in der Tabellenkalkulation als CSV in UTF-8.</translation>
    </message>
    <message>
        <source>A quotation mark is misplaced, or does not close.</source>
        <translation>Ein Anführungszeichen steht am falschen Platz oder wird nicht geschlossen.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>There is no column “%1”. The first line names the columns: title, description, recipients, known addresses, known domains, deputy, escalation phone, answer hours.</source>
        <translation>Eine Spalte „%1“ gibt es nicht. Die erste Zeile nennt die Spalten: title, description, recipients, known addresses, known domains, deputy, escalation phone, answer hours.</translation>
    </message>
    <message>
        <source>The column “%1” is there twice.</source>
        <translation>Die Spalte „%1“ gibt es zweimal.</translation>
    </message>
    <message>
        <source>The column “%1” is missing.</source>
        <translation>Die Spalte „%1“ fehlt.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Notification recipients</source>
        <translation>Empfänger der Benachrichtigungen</translation>
    </message>
    <message>
        <source>Known addresses</source>
        <translation>Bekannte Adressen</translation>
    </message>
    <message>
        <source>Known domains</source>
        <translation>Bekannte Domains</translation>
    </message>
    <message>
        <source>Deputy</source>
        <translation>Vertretung</translation>
    </message>
    <message>
        <source>Escalation phone</source>
        <translation>Telefon zur Eskalation</translation>
    </message>
    <message>
        <source>Answer within</source>
        <translation>Antwort binnen</translation>
    </message>
    <message>
        <source>This is longer than %1 characters.</source>
        <translation>Dies ist länger als %1 Zeichen.</translation>
    </message>
    <message>
        <source>These are more than %1 entries. A mailing list of your own is one address.</source>
        <translation>Das sind mehr als %1 Einträge. Ein eigener Verteiler ist eine einzige Adresse.</translation>
    </message>
    <message>
        <source>“%1” is no e-mail address.</source>
        <translation>„%1“ ist keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>“%1” is no domain. It looks like finance.corp.example.</source>
        <translation>„%1“ ist keine Domain. Sie sieht aus wie finance.corp.example.</translation>
    </message>
    <message>
        <source>“%1” is no phone number. It looks like +49 30 1234567.</source>
        <translation>„%1“ ist keine Telefonnummer. Sie sieht aus wie +49 30 1234567.</translation>
    </message>
    <message>
        <source>The time for an answer is between 0 hours and a year.</source>
        <translation>Die Zeit für eine Antwort liegt zwischen 0 Stunden und einem Jahr.</translation>
    </message>
    <message>
        <source>“%1” is no number of hours.</source>
        <translation>„%1“ ist keine Zahl von Stunden.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>There are not as many cells as columns. Text with a comma in it stands between quotation marks.</source>
        <translation>Es gibt nicht so viele Zellen wie Spalten. Text mit einem Komma darin steht zwischen Anführungszeichen.</translation>
    </message>
    <message>
        <source>Give it a title.</source>
        <translation>Geben Sie einen Titel an.</translation>
    </message>
</context>
<context>
    <name>liaison::ui::UnitsPage</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Known domains</source>
        <translation>Bekannte Domains</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Show archived ones</source>
        <translation>Archivierte zeigen</translation>
    </message>
    <message>
        <source>%1 (archived)</source>
        <translation>%1 (archiviert)</translation>
    </message>
    <message>
        <source>none: it cannot be written to</source>
        <translation>keine: Er kann nicht angeschrieben werden</translation>
    </message>
    <message>
        <source>%1 is archived. Its mail stays where it is.</source>
        <translation>%1 ist archiviert. Die zugehörigen Mails bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>%1 is back.</source>
        <translation>%1 ist wieder da.</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Aus dem Archiv holen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Answer within</source>
        <translation>Antwort binnen</translation>
    </message>
    <message>
        <source>Import CSV…</source>
        <translation>CSV importieren…</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Search titles, addresses and descriptions</source>
        <translation>In Titeln, Adressen und Beschreibungen suchen</translation>
    </message>
    <message>
        <source>Tables of text (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>Tabellen als Text (*.csv *.tsv *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Imported: %1 new, %2 changed.</source>
        <translation>Importiert: %1 neu, %2 geändert.</translation>
    </message>
    <message>
        <source>{Units}</source>
        <translation>{Units}</translation>
    </message>
    <message>
        <source>No {units} yet</source>
        <translation>Noch keine {Units}</translation>
    </message>
    <message>
        <source>{Units} are the parts of the organisation that an incident can affect. Their recipients get your mail, and mail from their domains is expected.</source>
        <translation>{Units} sind die Teile der Organisation, die ein Vorfall betreffen kann. Ihre Empfänger bekommen Ihre Mails, und Mails aus ihren Domains werden erwartet.</translation>
    </message>
    <message>
        <source>New {unit}</source>
        <translation>{Unit} anlegen</translation>
    </message>
    <message>
        <source>Name…</source>
        <translation>Benennung…</translation>
    </message>
    <message>
        <source>Edit the {unit}</source>
        <translation>{Unit} bearbeiten</translation>
    </message>
    <message>
        <source>What happened to the {unit}</source>
        <translation>{Unit}: was geschah</translation>
    </message>
    <message>
        <source>What {units} are called</source>
        <translation>Benennung der {Units}</translation>
    </message>
    <message>
        <source>Search {units}</source>
        <translation>{Units} suchen</translation>
    </message>
    <message>
        <source>Import {units}</source>
        <translation>{Units} importieren</translation>
    </message>
</context>
<context>
    <name>liaison::ui::UnmatchedModel</name>
    <message>
        <source>Dismissed by a person</source>
        <translation>Von einer Person aussortiert</translation>
    </message>
    <message>
        <source>Found in Junk by a tag or reference of ours</source>
        <translation>Im Spam gefunden, über ein Kennzeichen oder einen Bezug von uns</translation>
    </message>
    <message>
        <source>Older than “fetch mail since”</source>
        <translation>Älter als „Mails abrufen ab“</translation>
    </message>
    <message>
        <source>Delivery report on a mail that was not sent from here</source>
        <translation>Zustellbericht zu einer Mail, die nicht von hier gesendet wurde</translation>
    </message>
    <message>
        <source>Out-of-office notice without a reference we know</source>
        <translation>Abwesenheitsnotiz ohne bekannten Bezug</translation>
    </message>
    <message>
        <source>Written by a machine, without a tag or reference we know</source>
        <translation>Maschinell verfasst, ohne bekanntes Kennzeichen oder bekannten Bezug</translation>
    </message>
    <message>
        <source>Its tag [%1-%2] belongs to no incident here</source>
        <translation>Ihr Kennzeichen [%1-%2] gehört hier zu keinem Vorfall</translation>
    </message>
    <message>
        <source>No incident tag, and no reference to a mail we know</source>
        <translation>Kein Vorfallkennzeichen und kein Bezug auf eine bekannte Mail</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Eingetroffen</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>Warum sie hier ist</translation>
    </message>
</context>
<context>
    <name>liaison::ui::UnmatchedPage</name>
    <message>
        <source>Which mail</source>
        <translation>Welche Mails</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>Zu entscheiden</translation>
    </message>
    <message>
        <source>Written by machines</source>
        <translation>Maschinell verfasst</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>Aussortiert</translation>
    </message>
    <message>
        <source>Found in Junk</source>
        <translation>Im Spam gefunden</translation>
    </message>
    <message>
        <source>Unmatched mail</source>
        <translation>Nicht zugeordnet</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Take the last decision back (Ctrl+Z)</source>
        <translation>Letzte Entscheidung zurücknehmen (Strg+Z)</translation>
    </message>
    <message>
        <source>Suggested incidents</source>
        <translation>Vorgeschlagene Vorfälle</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Zuordnen</translation>
    </message>
    <message>
        <source>Put the mail into the suggested incident (Enter)</source>
        <translation>Mail dem vorgeschlagenen Vorfall zuordnen (Eingabe)</translation>
    </message>
    <message>
        <source>Choose incident…</source>
        <translation>Vorfall auswählen…</translation>
    </message>
    <message>
        <source>Put the mail into another incident</source>
        <translation>Mail einem anderen Vorfall zuordnen</translation>
    </message>
    <message>
        <source>New incident</source>
        <translation>Neuer Vorfall</translation>
    </message>
    <message>
        <source>Make an incident of this mail</source>
        <translation>Aus dieser Mail einen Vorfall machen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Aussortieren</translation>
    </message>
    <message>
        <source>It belongs to no incident (Delete)</source>
        <translation>Sie gehört zu keinem Vorfall (Entf)</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Zurücklegen</translation>
    </message>
    <message>
        <source>Decide about the mail again</source>
        <translation>Über die Mail neu entscheiden</translation>
    </message>
    <message>
        <source>Nothing to decide</source>
        <translation>Nichts zu entscheiden</translation>
    </message>
    <message>
        <source>Every mail that arrived belongs to an incident or was dismissed. Mail without an incident&apos;s tag or a known reference shows up here.</source>
        <translation>Alle eingetroffenen Mails gehören zu einem Vorfall oder wurden aussortiert. Mails ohne Kennzeichen eines Vorfalls und ohne bekannten Bezug erscheinen hier.</translation>
    </message>
    <message>
        <source>No mail here</source>
        <translation>Hier sind keine Mails</translation>
    </message>
    <message>
        <source>Looking for incidents it may belong to…</source>
        <translation>Passende Vorfälle werden gesucht…</translation>
    </message>
    <message>
        <source>Choose an incident</source>
        <translation>Vorfall auswählen</translation>
    </message>
    <message>
        <source>Linked to %1.</source>
        <translation>Zugeordnet: %1.</translation>
    </message>
    <message>
        <source>Linked to the new incident %1.</source>
        <translation>Dem neuen Vorfall %1 zugeordnet.</translation>
    </message>
    <message>
        <source>Dismissed.</source>
        <translation>Aussortiert.</translation>
    </message>
    <message>
        <source>Put back.</source>
        <translation>Zurückgelegt.</translation>
    </message>
    <message>
        <source>No open incident affects the sender&apos;s {unit}. Choose one, or make a new one.</source>
        <translation>Kein offener Vorfall betrifft den Absender und dessen {Unit}. Wählen Sie einen aus oder legen Sie einen neuen an.</translation>
    </message>
    <message>
        <source>Open incidents of the sender&apos;s {unit}:</source>
        <translation>Offene Vorfälle zum Absender und dessen {Unit}:</translation>
    </message>
</context>
<context>
    <name>liaison::ui::WindowActions</name>
    <message>
        <source>&amp;New mail</source>
        <translation>&amp;Neue Mail</translation>
    </message>
    <message>
        <source>&amp;Reply</source>
        <translation>&amp;Antworten</translation>
    </message>
    <message>
        <source>Reply &amp;all</source>
        <translation>A&amp;llen antworten</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Weiterleiten</translation>
    </message>
    <message>
        <source>&amp;Mark read</source>
        <translation>Als &amp;gelesen markieren</translation>
    </message>
    <message>
        <source>Mark the mail as read or unread</source>
        <translation>Mail als gelesen oder ungelesen markieren</translation>
    </message>
    <message>
        <source>&amp;Get mail</source>
        <translation>&amp;Mails abrufen</translation>
    </message>
    <message>
        <source>Look for mail in every mailbox now</source>
        <translation>Jetzt in jedem Postfach nach Mails sehen</translation>
    </message>
    <message>
        <source>&amp;New incident…</source>
        <translation>&amp;Neuer Vorfall…</translation>
    </message>
    <message>
        <source>&amp;Edit incident…</source>
        <translation>Vorfall &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;Find in the list</source>
        <translation>In der &amp;Liste suchen</translation>
    </message>
    <message>
        <source>&amp;Search everywhere</source>
        <translation>&amp;Überall suchen</translation>
    </message>
    <message>
        <source>Next &amp;pane</source>
        <translation>Nächster &amp;Bereich</translation>
    </message>
    <message>
        <source>&amp;Summary</source>
        <translation>&amp;Zusammenfassung</translation>
    </message>
    <message>
        <source>&amp;Unmatched mail</source>
        <translation>&amp;Nicht zugeordnet</translation>
    </message>
    <message>
        <source>&amp;Outbox</source>
        <translation>&amp;Postausgang</translation>
    </message>
    <message>
        <source>&amp;Mailboxes</source>
        <translation>&amp;Postfächer</translation>
    </message>
    <message>
        <source>&amp;Connect a mailbox…</source>
        <translation>Postfach &amp;verbinden…</translation>
    </message>
    <message>
        <source>&amp;Hold all sending</source>
        <translation>Gesamten Versand an&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>&amp;Tastatur</translation>
    </message>
    <message>
        <source>&amp;About Liaison</source>
        <translation>Ü&amp;ber Liaison</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>An&amp;sicht</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>&amp;Incident</source>
        <translation>&amp;Vorfall</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;Nachricht</translation>
    </message>
    <message>
        <source>&amp;Admin</source>
        <translation>Ver&amp;waltung</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>&amp;Email Feeds</source>
        <translation>E-Mail-&amp;Feeds</translation>
    </message>
    <message>
        <source>New mail to the {units} of this incident</source>
        <translation>Neue Mail an die {Units} dieses Vorfalls</translation>
    </message>
    <message>
        <source>{UNIT} &amp;Mails</source>
        <translation>&amp;Mails der {UNITS}</translation>
    </message>
    <message>
        <source>&amp;{Units}</source>
        <translation>&amp;{Units}</translation>
    </message>
    <message>
        <source>&amp;New {unit}…</source>
        <translation>{Unit} an&amp;legen…</translation>
    </message>
    <message>
        <source>Na&amp;me of {units}…</source>
        <translation>&amp;Benennung der {Units}…</translation>
    </message>
    <message>
        <source>A&amp;udit</source>
        <translation>P&amp;rotokoll</translation>
    </message>
    <message>
        <source>&amp;Templates</source>
        <translation>&amp;Vorlagen</translation>
    </message>
    <message>
        <source>Ne&amp;w template…</source>
        <translation>Neue V&amp;orlage…</translation>
    </message>
    <message>
        <source>Notification &amp;process</source>
        <translation>Benachrichtigungs&amp;prozess</translation>
    </message>
    <message>
        <source>N&amp;otify {units}…</source>
        <translation>{Units} &amp;benachrichtigen…</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Import settings…</source>
        <translation>Einstellungen &amp;importieren…</translation>
    </message>
    <message>
        <source>Pe&amp;ople</source>
        <translation>Pers&amp;onen</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Liaison cannot open its store: %1</source>
        <translation>Liaison kann seinen Datenspeicher nicht öffnen: %1</translation>
    </message>
    <message>
        <source>There is no display to open the window on. “liaison --help” lists what works without one.</source>
        <translation>Es gibt keine Anzeige, auf der das Fenster erscheinen könnte. „liaison --help“ zählt auf, was ohne geht.</translation>
    </message>
</context>
</TS>
