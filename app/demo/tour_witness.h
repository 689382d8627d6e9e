#pragma once

#include "core/base/clock.h"
#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/desk/notification_desk.h"
#include "core/store/messages.h"

#include <QByteArray>
#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>

#include <functional>

namespace liaison::demo {

class Demo;

/// What is true of a step of the tour, told by the server or the store, never by the window. Every question can be
/// asked again until its answer is yes.
class TourWitness : public QObject {
    Q_OBJECT
public:
    /// Both outlive it.
    TourWitness(Demo *demo, store::Store *store);

    using Question = std::function<Future<bool>()>;
    /// Both have to be true; the second is asked once the first is.
    Future<bool> both(const Question &first, const Question &second);

    // tour_witness.cpp: mail
    /// Whether a mail is in the store under `wanted` conditions.
    Future<bool> storeHas(const QString &messageId, std::function<bool(const store::MailRow &)> wanted);
    Future<bool> serverSaysSeen(const QString &messageId);
    /// Whether the mail has all of the flags on the server.
    Future<bool> serverHasFlags(const QString &messageId, QSet<QByteArray> flags);
    /// Whether the mailbox on Exchange is read by tokens of the demo's endpoint and a stream of notifications is open
    /// now; nobody ever showed a password.
    Future<bool> exchangeListens();
    /// Whether the mailbox on Graph is read by tokens of the demo's endpoint, and by Graph.
    Future<bool> graphAnswers();
    /// Whether the mail's arrival was told through a stream, and nobody had to look for it; where there are none, true.
    Future<bool> cameByStream(const QString &messageId);
    Future<bool> newMailStored();
    Future<bool> haveArrived(const QStringList &messageIds);
    Future<bool> draftSaved(QByteArray words);
    Future<bool> replyHandedIn();
    Future<bool> answerStored();
    [[nodiscard]] QString answerId() const { return m_answerId; }

    // tour_witness_mailbox.cpp: a mailbox that is connected
    /// The server has the spare mailbox, and the store has none of its address.
    Future<bool> spareIsNotSaved();
    /// The sign-in service has turned an application away that could not prove itself.
    Future<bool> secretWasRefused();
    /// Since then an application has got a token and looked into a folder of the spare mailbox.
    Future<bool> folderWasRead();
    /// The mail of TEST OUTBOUND lies in the spare mailbox, on the server.
    Future<bool> testMailArrived();
    /// The store has the spare mailbox, reached by Exchange Web Services and OAuth in the global cloud, and stopped.
    Future<bool> spareIsSaved();
    /// Since then the server has been asked for the folders of the spare mailbox; the store knows of none of them.
    Future<bool> foldersWereListed();
    /// The store has the folder among those of the spare mailbox that are read.
    Future<bool> spareReads(const QString &folder);
    /// It runs, and its mail is in the store.
    Future<bool> spareRuns();
    Future<bool> allFeedsRun();

    // tour_witness_admin.cpp: what else an administrator sets up
    Future<bool> unitStored(const QString &title, const QString &recipient);
    /// What business units are called in `language`; without a name as Liaison calls them.
    Future<bool> unitsAreCalled(const QString &language, const QString &one);
    Future<bool> processIsOn();

    // … and the notification process in an incident
    /// Whether so many of its units, and no more, are in one of these states.
    Future<bool> unitsAre(const QString &incident, const QSet<domain::NotificationState> &states, int units);
    /// Whether mails with such a subject were handed in for sending to all of the recipients.
    Future<bool> handedInTo(const QStringList &recipients, const QString &subject);
    /// Whether a mail was handed in that refers to the mail of the story.
    Future<bool> reminderHandedIn(const QString &mail);

private:
    [[nodiscard]] Future<bool> storeSays(std::function<Result<bool>(store::Session &)> question);
    /// Notes how much was asked of the spare mailbox until now; true.
    [[nodiscard]] Future<bool> spareWasAskedTillNow();

    Demo *m_demo;
    store::Store *m_store;
    SystemClock m_clock;
    QString m_replyId;         ///< Message-ID of what the tour sent
    QString m_answerId;        ///< … and of the answer to it
    int m_tokensThen = -1;     ///< that the sign-in service had given out when it refused the secret
    qsizetype m_askedThen = 0; ///< how much had been asked of the spare mailbox when it was saved
};

} // namespace liaison::demo
