#pragma once

#include "app/demo/imap_words.h"
#include "app/demo/post_office.h"
#include "app/demo/wire.h"

#include <QPointer>

namespace liaison::demo {

/// IMAP4rev1 (RFC 3501) over TLS from the first byte, for the demo's mailboxes: LOGIN and AUTHENTICATE PLAIN
/// (SASL-IR), LITERAL+, ID, ENABLE, NAMESPACE, LIST-EXTENDED with SPECIAL-USE and STATUS, CONDSTORE, ESEARCH, UIDPLUS,
/// MOVE, UNSELECT and IDLE. ENVELOPE and BODYSTRUCTURE are refused: clients that take mails apart themselves do
/// without.
class ImapWire : public Wire {
    Q_OBJECT
public:
    explicit ImapWire(PostOffice *post, QObject *parent = nullptr);
    void greet() override;
    void receive(const QByteArray &bytes) override;

private:
    using Words = QList<ImapWord>;
    struct Answer {
        QByteArray status = "OK"; ///< OK, NO or BAD
        QByteArray text = "done";
    };
    static Answer no(const QByteArray &text) { return {"NO", text}; }
    static Answer bad(const QByteArray &text) { return {"BAD", text}; }

    void command(const QByteArray &line);
    void answer(const QByteArray &tag, const Answer &answer);
    Answer anyTime(const QByteArray &verb, const Words &words, bool *known);
    Answer signedIn(const QByteArray &verb, const Words &words, bool *known);
    Answer selected(const QByteArray &verb, const Words &words, bool uid, bool *known);

    Answer signIn(const QByteArray &user, const QByteArray &password);
    Answer authenticate(const QByteArray &tag, const Words &words);
    Answer list(const Words &words);
    Answer status(const Words &words);
    Answer select(const Words &words, bool readOnly);
    Answer append(const Words &words);

    // What is done with mails of the selected folder; the first word is a set.
    Answer fetch(const Words &words, bool uid);
    Answer store(const Words &words, bool uid);
    Answer search(const Words &words, bool uid);
    Answer copy(const Words &words, bool uid, bool move);
    Answer expunge(const Words &words);
    std::optional<QList<quint32>> uidsOf(const Words &words, bool uid) const;
    QByteArray fetched(const DemoMail &mail, const Words &items, bool uid, bool *refused);

    /// Says what changed in the selected folder since it was last told of. Expunges only where the command allows.
    void announce(bool expunges);
    [[nodiscard]] const DemoFolder *current() const;
    [[nodiscard]] QByteArray statusItems(const DemoFolder &folder, const Words &items) const;
    void line(const QByteArray &text) { Q_EMIT say(text + "\r\n"); }

    PostOffice *m_post;
    QPointer<DemoMailbox> m_box;
    ImapFramer m_framer;
    QString m_selected;
    bool m_readOnly = false;
    bool m_condstore = false;
    QList<quint32> m_view;       ///< the UIDs the client knows of, by sequence number
    quint64 m_toldSeq = 0;       ///< flag changes up to this mod-sequence were told
    bool m_removalsOwed = false; ///< … and what may have gone was not
    QByteArray m_tag;            ///< of the command in hand
    QByteArray m_idleTag;        ///< of the IDLE under way
    QByteArray m_saslTag;        ///< of the AUTHENTICATE that waits for its credentials
};

/// Whether a mail meets the SEARCH criteria `words` from `at` on; nullopt where they cannot be understood.
/// `sequence` is the mail's number, `uids` those of the folder, for sets.
std::optional<bool> meets(const DemoMail &mail, quint32 sequence, const QList<ImapWord> &words, qsizetype &at,
                          const QList<quint32> &uids);

/// A section of a mail: "" all, HEADER, TEXT, "HEADER.FIELDS (…)"; nullopt for part numbers.
std::optional<QByteArray> sectionOf(const QByteArray &raw, const QByteArray &section);
/// The value of a header field, unfolded; empty where there is none.
QByteArray headerOf(const QByteArray &raw, const QByteArray &name);

} // namespace liaison::demo
