#pragma once

#include "app/demo/letter.h"
#include "core/base/result.h"
#include "core/domain/business_unit.h"
#include "core/domain/incident.h"
#include "core/domain/mail_template.h"
#include "core/domain/notification.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::demo {

/// Somebody in a business unit.
struct Person {
    QString name;
    QString address;
    QString language; ///< of the answers: a key of answers.json
    int zoneMinutes = 0;
    QByteArray charset = "utf-8";
    QByteArray encoding = "quoted-printable";
    QString prefix;        ///< of an answer's subject: "AW: "
    bool outlook = false;  ///< quotes below a block of header lines, else "> "
    bool dropsIds = false; ///< the unit's gateway removes In-Reply-To and References
    bool away = false;     ///< an out-of-office note comes first, then the unit's next person answers
    QString signature;
};

struct Unit {
    QString id;
    domain::BusinessUnit unit;
    QList<Person> people; ///< the first one answers
};

struct WorldIncident {
    QString id;
    QString mailbox;           ///< id of the one that its mail goes through; empty: the team's first
    domain::Incident incident; ///< `type` is also what answers go by
    QStringList affected;      ///< ids of units
    UtcMs createdAt = 0;
};

/// A mail of the past, or one that will arrive while somebody looks.
struct WorldMail {
    enum class Kind { Ours, Theirs, Undeliverable };
    Kind kind = Kind::Theirs;
    QString id;
    QString incident;        ///< empty: it belongs to none
    QString answers;         ///< id of another mail
    domain::Address mailbox; ///< of the team: where it came to, or was sent from
    UtcMs at = 0;
    qint64 liveAfterMs = -1; ///< ≥ 0: arrives so long after the start
    bool read = true;
    bool dropsIds = false;                                ///< nothing but the subject's tag tells what it answers
    std::optional<domain::NotificationKind> notification; ///< ours: what it was in the notification process
    QString folder = QStringLiteral("INBOX");             ///< of a mail in the spare mailbox
    QString recipient;                                    ///< of what was undeliverable
    QByteArray status;
    QByteArray diagnostic;
    Letter letter; ///< without Message-IDs; the subject without tag
};

/// A further mailbox of the team.
struct WorldMailbox {
    QString id;
    domain::Address address;
};

/// The sample world: an organisation, its incidents and their mail, read from resources/demo.
struct World {
    domain::Address team; ///< its first mailbox, and its only one unless there are others
    QList<WorldMailbox> others;
    WorldMailbox spare;          ///< on the server, and not connected yet
    QList<WorldMail> spareMails; ///< in it
    QList<Unit> units;
    QList<domain::MailTemplate> templates;
    QList<WorldIncident> incidents;
    QList<WorldMail> mails; ///< oldest first, those that arrive live last

    /// Everything told in it happened before `now`. The mail is spread over so many mailboxes; what is told of further
    /// ones goes through the first. Errors: Internal, the data is broken (`log` says where).
    static Result<World> load(UtcMs now, int mailboxes = 1);
    /// All of the team's mailboxes, the first one first.
    [[nodiscard]] domain::Addresses mailboxes() const;
    [[nodiscard]] domain::Address mailbox(const QString &id) const; ///< the first one where there is no such other
    [[nodiscard]] const WorldMail *mail(const QString &id) const;   ///< null: there is none
    /// The person who answers mail to `address`, by address or domain; null: nobody knows it.
    [[nodiscard]] const Unit *unitOf(const QString &address) const;
    [[nodiscard]] const Person *person(const QString &address) const; ///< by their own address
    [[nodiscard]] domain::Addresses people() const;                   ///< everybody in the business units
};

/// "-3d 09:12" (that many days before `now`, at a local time) or "-2h30m"; 0 where it is neither.
UtcMs momentOf(const QString &text, UtcMs now);

} // namespace liaison::demo
