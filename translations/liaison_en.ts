<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Cli</name>
    <message numerus="yes">
        <source>, %n to be sent</source>
        <translation>
            <numerusform>, %n to be sent</numerusform>
            <numerusform>, %n to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n not sent</source>
        <translation>
            <numerusform>, %n not sent</numerusform>
            <numerusform>, %n not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) imported</source>
        <translation>
            <numerusform>%n mail imported</numerusform>
            <numerusform>%n mails imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be imported</source>
        <translation>
            <numerusform>%n could not be imported</numerusform>
            <numerusform>%n could not be imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exported to %1: %n mailbox(es)</source>
        <translation>
            <numerusform>Exported to %1: %n mailbox</numerusform>
            <numerusform>Exported to %1: %n mailboxes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n business unit(s).</source>
        <translation>
            <numerusform>, %n business unit.</numerusform>
            <numerusform>, %n business units.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n folder</numerusform>
            <numerusform>%n folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s)</source>
        <translation>
            <numerusform>%n mail</numerusform>
            <numerusform>%n mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails of the last day vanished from the server within an hour after they had arrived: another tool may be reading this mailbox and moving its mail</source>
        <translation>
            <numerusform>%n mail of the last day vanished from the server within an hour after it had arrived: another tool may be reading this mailbox and moving its mail</numerusform>
            <numerusform>%n mails of the last day vanished from the server within an hour after they had arrived: another tool may be reading this mailbox and moving its mail</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeedText</name>
    <message numerus="yes">
        <source>%n mails</source>
        <translation>
            <numerusform>%n mail</numerusform>
            <numerusform>%n mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No mail for %1, though it usually comes in %n of these hours. Write to %2 from outside, and look for rules, forwarding or a full mailbox on the server.</source>
        <translation>
            <numerusform>No mail for %1, though it usually comes in %n of these hours. Write to %2 from outside, and look for rules, forwarding or a full mailbox on the server.</numerusform>
            <numerusform>No mail for %1, though it usually comes in %n of these hours. Write to %2 from outside, and look for rules, forwarding or a full mailbox on the server.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails were not sent; they are in the outbox.</source>
        <translation>
            <numerusform>%n mail was not sent; it is in the outbox.</numerusform>
            <numerusform>%n mails were not sent; they are in the outbox.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails of the last day vanished from the server within an hour after they had arrived. Another tool may be reading this mailbox and moving its mail: a mailbox that another tool ingests must not be used, as mail can be gone before it is fetched. What was fetched is kept.</source>
        <translation>
            <numerusform>%n mail of the last day vanished from the server within an hour after it had arrived. Another tool may be reading this mailbox and moving its mail: a mailbox that another tool ingests must not be used, as mail can be gone before it is fetched. What was fetched is kept.</numerusform>
            <numerusform>%n mails of the last day vanished from the server within an hour after they had arrived. Another tool may be reading this mailbox and moving its mail: a mailbox that another tool ingests must not be used, as mail can be gone before it is fetched. What was fetched is kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TestText</name>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n folder</numerusform>
            <numerusform>%n folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s)</source>
        <translation>
            <numerusform>%n mail</numerusform>
            <numerusform>%n mails</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::ActivityChart</name>
    <message numerus="yes">
        <source>%n days: </source>
        <translation>
            <numerusform>%n day: </numerusform>
            <numerusform>%n days: </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sent, </source>
        <translation>
            <numerusform>%n sent, </numerusform>
            <numerusform>%n sent, </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n received</source>
        <translation>
            <numerusform>%n received</numerusform>
            <numerusform>%n received</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::AuditPage</name>
    <message numerus="yes">
        <source>%n entry(s) written to %1.</source>
        <translation>
            <numerusform>%n entry written to %1.</numerusform>
            <numerusform>%n entries written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All is as it was written: %n entry(s), none changed and none removed between them.</source>
        <translation>
            <numerusform>All is as it was written: %n entry, not changed.</numerusform>
            <numerusform>All is as it was written: %n entries, none changed and none removed between them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::Composer</name>
    <message numerus="yes">
        <source>Send to %n</source>
        <translation>
            <numerusform>Send to %n</numerusform>
            <numerusform>Send to %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::ComposerForm</name>
    <message numerus="yes">
        <source>Quoted text (%n lines)</source>
        <translation>
            <numerusform>Quoted text (%n line)</numerusform>
            <numerusform>Quoted text (%n lines)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::Conversation</name>
    <message numerus="yes">
        <source>Show %n earlier mails</source>
        <translation>
            <numerusform>Show %n earlier mail</numerusform>
            <numerusform>Show %n earlier mails</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::DesktopAlerts</name>
    <message numerus="yes">
        <source>%n for incidents</source>
        <translation>
            <numerusform>%n for incidents</numerusform>
            <numerusform>%n for incidents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to be decided</source>
        <translation>
            <numerusform>%n to be decided</numerusform>
            <numerusform>%n to be decided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new mail(s)</source>
        <translation>
            <numerusform>%n new mail</numerusform>
            <numerusform>%n new mails</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::FeedAlerts</name>
    <message numerus="yes">
        <source>%n mailbox(es) need somebody</source>
        <translation>
            <numerusform>%n mailbox needs somebody</numerusform>
            <numerusform>%n mailboxes need somebody</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::FeedCard</name>
    <message numerus="yes">
        <source>%n mails wait to be sent</source>
        <translation>
            <numerusform>%n mail waits to be sent</numerusform>
            <numerusform>%n mails wait to be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::IncidentModel</name>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation>
            <numerusform>%n not sent</numerusform>
            <numerusform>%n not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n after closing</source>
        <translation>
            <numerusform>%n after closing</numerusform>
            <numerusform>%n after closing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to answer</source>
        <translation>
            <numerusform>%n to answer</numerusform>
            <numerusform>%n to answer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailNotices</name>
    <message numerus="yes">
        <source>%n remote items blocked</source>
        <translation>
            <numerusform>%n remote item blocked</numerusform>
            <numerusform>%n remote items blocked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n texts that the sender had hidden are shown, marked</source>
        <translation>
            <numerusform>%n text that the sender had hidden is shown, marked</numerusform>
            <numerusform>%n texts that the sender had hidden are shown, marked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailView</name>
    <message numerus="yes">
        <source>%n attachments saved</source>
        <translation>
            <numerusform>%n attachment saved</numerusform>
            <numerusform>%n attachments saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::MailWords</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show quoted text (%n lines)</source>
        <translation>
            <numerusform>Show quoted text (%n line)</numerusform>
            <numerusform>Show quoted text (%n lines)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails</source>
        <translation>
            <numerusform>%n mail</numerusform>
            <numerusform>%n mails</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::Notify</name>
    <message numerus="yes">
        <source>%n follow-up(s)</source>
        <translation>
            <numerusform>%n follow-up</numerusform>
            <numerusform>%n follow-ups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::NotifyCard</name>
    <message numerus="yes">
        <source>%n mail(s) leave in %1 s.</source>
        <translation>
            <numerusform>%n mail leaves in %1 s.</numerusform>
            <numerusform>%n mails leave in %1 s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) are tried again.</source>
        <translation>
            <numerusform>%n mail is tried again.</numerusform>
            <numerusform>%n mails are tried again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::NotifyDialog</name>
    <message numerus="yes">
        <source>Send %n mail(s)</source>
        <translation>
            <numerusform>Send %n mail</numerusform>
            <numerusform>Send %n mails</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::RecipientCompleter</name>
    <message numerus="yes">
        <source>%n people fit, Down chooses.</source>
        <translation>
            <numerusform>%n person fits, Down chooses.</numerusform>
            <numerusform>%n people fit, Down chooses.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::SettingsImportDialog</name>
    <message numerus="yes">
        <source>%n thing(s) are wrong with the file. Mend them and import it again: nothing was taken over.</source>
        <translation>
            <numerusform>%n thing is wrong with the file. Mend it and import the file again: nothing was taken over.</numerusform>
            <numerusform>%n things are wrong with the file. Mend them and import it again: nothing was taken over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s). What the file does not name stays as it is.</source>
        <translation>
            <numerusform>%n change. What the file does not name stays as it is.</numerusform>
            <numerusform>%n changes. What the file does not name stays as it is.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::StatusLine</name>
    <message numerus="yes">
        <source>, and %n more</source>
        <translation>
            <numerusform>, and %n more</numerusform>
            <numerusform>, and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unmatched mails</source>
        <translation>
            <numerusform>%n unmatched mail</numerusform>
            <numerusform>%n unmatched mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails in the outbox</source>
        <translation>
            <numerusform>%n mail in the outbox</numerusform>
            <numerusform>%n mails in the outbox</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::SummaryPage</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::SwitchDialog</name>
    <message numerus="yes">
        <source>%n stored mails were recognised there.</source>
        <translation>
            <numerusform>%n stored mail was recognised there.</numerusform>
            <numerusform>%n stored mails were recognised there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more will be fetched.</source>
        <translation>
            <numerusform>%n more will be fetched.</numerusform>
            <numerusform>%n more will be fetched.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::SwitchTable</name>
    <message numerus="yes">
        <source>%n mails</source>
        <translation>
            <numerusform>%n mail</numerusform>
            <numerusform>%n mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stored</source>
        <translation>
            <numerusform>%n stored</numerusform>
            <numerusform>%n stored</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>liaison::ui::UnitImportDialog</name>
    <message numerus="yes">
        <source>%n line(s) are wrong. Mend them in the file and import it again: nothing is taken over as long as one is.</source>
        <translation>
            <numerusform>%n line is wrong. Mend it in the file and import it again: nothing is taken over as long as one is.</numerusform>
            <numerusform>%n lines are wrong. Mend them in the file and import it again: nothing is taken over as long as one is.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more line(s)</source>
        <translation>
            <numerusform>… and %n more line</numerusform>
            <numerusform>… and %n more lines</numerusform>
        </translation>
    </message>
</context>
</TS>
