#pragma once

#include "core/imap/dialogue.h"
#include "core/imap/id.h"
#include "core/imap/select.h"
#include "core/transport/account.h"
#include "core/transport/account_tokens.h"
#include "core/transport/deflate.h"
#include "core/transport/tls_stream.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <limits>
#include <memory>

namespace liaison::transport {

/// How long an IMAP connection may be silent, in milliseconds.
struct ImapTimings {
    int inactivityMs = 60'000; ///< while an answer is due
    int idleRenewMs = 60'000;  ///< IDLE is renewed after so long, far below RFC 9051's 29 minutes: with …
    int idleAnswerMs = 25'000; ///< … the time its end may take, a connection that died in silence is noticed in 85 s
    int compressFromMs = 15;   ///< round trips this long are no local network's: what is read is worth compressing
    int freshTokenMs = 60'000; ///< at least so long a connection is not replaced because its token is
};

/// One IMAP connection: connects, starts TLS, signs in, then runs one machine at a time. Used for one connection; a
/// lost one is thrown away (deleteLater) and another made.
class ImapSession : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<void>)>;

    /// `tokens`: where the sign-in's token is renewed; none: it has a password, or a token that somebody else renews.
    ImapSession(const Account &account, ImapTimings timings, std::shared_ptr<AccountTokens> tokens, QObject *parent);

    /// Connects and signs in. Errors: those of AccountTokens and TlsStream; TlsRequired, TlsInjection,
    /// ProtocolViolation; AuthenticationFailed, AuthenticationUnsupported, CredentialsMissing; ServerBusy,
    /// ServerRefused.
    void open(Done done);
    /// Whether the server did not take a token that can be replaced by another one.
    [[nodiscard]] bool tokenRefused() const { return m_tokenRefused; }
    /// Whether machines can be run: signed in, nothing broken.
    [[nodiscard]] bool usable() const { return m_ready && !m_broken; }
    [[nodiscard]] bool busy() const { return m_machine != nullptr; }

    /// Runs a machine made with context(); `done` gets its result, never from within this call.
    template <class M> void run(std::unique_ptr<M> machine, std::function<void(Result<typename M::Value>)> done)
    {
        M *const raw = machine.get();
        begin(std::move(machine), [raw, done = std::move(done)] { done(raw->takeResult()); });
    }
    /// The same; `news` is called with the running machine whenever it was fed.
    template <class M>
    void run(std::unique_ptr<M> machine, std::function<void(M &)> news,
             std::function<void(Result<typename M::Value>)> done)
    {
        M *const raw = machine.get();
        m_fed = [raw, news = std::move(news)] { news(*raw); };
        run<M>(std::move(machine), std::move(done));
    }
    /// Sends what the running machine wants to say beside its answers.
    void say(const imap::Step &step) { take(step); }
    /// Ends an IDLE.
    void interrupt();
    /// The network may have changed under the connection: what is under way has to answer soon, an IDLE is renewed.
    void doubt();
    /// SELECT, also where the folder is selected already: that is how its numbers are asked for. What changed since
    /// `from` is in the answer alone.
    void select(const QString &folder, imap::ResyncFrom from, std::function<void(Result<imap::SelectedMailbox>)> done);
    /// EXAMINE: a look that changes nothing. Afterwards no folder counts as selected.
    void examine(const QString &folder, std::function<void(Result<imap::SelectedMailbox>)> done);
    /// The folder selected now, and what SELECT said of it; empty: none.
    [[nodiscard]] const QString &selectedFolder() const { return m_selectedFolder; }
    [[nodiscard]] const imap::SelectedMailbox &selected() const { return m_selected; }

    /// Called with what the server tells of folders beside the answers to commands, and with the folder that had
    /// changes nobody asked for when another was selected.
    struct News {
        imap::FolderNews told;
        QString leftChanged;
    };
    void setNewsHandler(std::function<void(const News &)> handler) { m_onNews = std::move(handler); }
    /// The folders that NOTIFY was asked for, whatever the server answered.
    [[nodiscard]] const QStringList &notifyAskedFor() const { return m_notifyAskedFor; }
    void setNotifyAskedFor(const QStringList &folders) { m_notifyAskedFor = folders; }

    [[nodiscard]] imap::Context &context() { return m_dialogue.context(); }
    [[nodiscard]] imap::MailboxView &mailbox() { return m_dialogue.mailbox(); }

    /// LOGOUT where that is possible at once, then the end. No callback follows; the session deletes itself.
    void leave();
    /// Drops the connection. No callback follows; the owner deletes it.
    void drop();

private:
    void begin(std::unique_ptr<imap::Machine> machine, std::function<void()> finished);
    void receive(const QByteArray &bytes);
    void send(const QByteArray &bytes);
    void take(const imap::Step &step);
    void machineDone();
    void lost(const Error &error);
    void fallSilent();
    void restartTimer();
    void trace(const QString &line) const;
    void tell(Milestone::What what, const QString &words) const;
    void tellAlert();
    void tellNews(const QString &leftChanged = {});

    // The way in, one step each.
    void askForToken();
    void tokenCame(const Result<AccessToken> &token);
    void connectToServer();
    void greet();
    void afterGreeting(bool preAuthenticated);
    void askToStartTls();
    void startTls();
    void askCapabilities(const std::function<void()> &next);
    void signIn();
    void afterSignIn();
    void introduce();
    void identified(const imap::Identify::Value &server);
    void compress();
    void startCompressing();
    void ready();
    void giveUp(const Error &error);

    Account m_account;
    ImapTimings m_timings;
    std::shared_ptr<AccountTokens> m_tokens;
    Secret m_token;      ///< of them, for this connection
    TlsStream *m_stream; ///< child
    imap::Dialogue m_dialogue;
    std::unique_ptr<imap::Machine> m_machine;
    std::function<void()> m_finished;
    std::function<void()> m_fed; ///< the machine may have something for its owner
    Done m_opened;
    QString m_greeting;
    std::function<void(const News &)> m_onNews;
    QStringList m_notifyAskedFor;
    QTimer m_silence;
    QElapsedTimer m_asked;                                     ///< when the machine under way spoke
    qint64 m_roundTripMs = std::numeric_limits<qint64>::max(); ///< the quickest answer on the way in
    std::unique_ptr<Deflate> m_deflate;                        ///< once COMPRESS is on
    QString m_selectedFolder;
    imap::SelectedMailbox m_selected;
    quint64 m_turn = 0; ///< counts machines
    bool m_ready = false;
    bool m_broken = false;
    bool m_tokenRefused = false;
    bool m_idling = false;
    bool m_mustAnswerSoon = false; ///< an IDLE was ended, or the connection is doubted
};

} // namespace liaison::transport
