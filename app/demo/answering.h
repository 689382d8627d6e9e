#pragma once

#include "app/demo/answer_book.h"
#include "app/demo/post_office.h"

#include <optional>

namespace liaison::demo {

/// The business units at work: a few seconds after a mail was handed in for one of them, somebody there answers it.
/// Mail to an address that nobody has comes back as undeliverable. Lives on the server's thread.
class Answering : public QObject {
    Q_OBJECT
public:
    Answering(const World &world, AnswerBook book, PostOffice *post, qint64 delayMs, QObject *parent = nullptr);

    /// Which type the incident of a subject's tag has: what is answered goes by it.
    void setTypes(const QHash<QString, QString> &typeByKey) { m_typeByKey = typeByKey; }

private:
    void onAccepted(const Handed &mail);
    void answerFrom(const Unit &unit, const Handed &mail);
    void returnTo(const Handed &mail, const QString &recipient);
    void sendBack(Letter letter, const Handed &mail, bool dropsIds, qint64 afterMs);
    void deliver(const QString &address, const QByteArray &raw, qint64 afterMs);

    World m_world;
    AnswerBook m_book;
    PostOffice *m_post;
    qint64 m_delayMs;
    QHash<QString, QString> m_typeByKey;
    QHash<QString, int> m_turns; ///< answers so far, by incident and unit
};

} // namespace liaison::demo
