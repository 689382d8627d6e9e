#pragma once

#include "core/graph/failure.h"
#include "core/graph/limits.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>
#include <QList>

#include <optional>
#include <vector>

namespace liaison::graph {

/// Takes JSON (RFC 8259) in pieces of any size and keeps it within limits before any parser sees it: size, depth, names
/// in an object, and no name twice in one. Can cut the mails out of a batch's answer, which would otherwise lie in
/// memory as base64 and again as text.
class JsonIntake {
public:
    enum class Cut {
        Nothing,
        BatchBodies ///< texts that are the "body" of an object in the list "responses" of the outermost object
    };
    explicit JsonIntake(Cut cut = Cut::Nothing, qsizetype mostCutBytes = largestMail)
        : m_cut(cut), m_cutLeft(mostCutBytes)
    {
    }

    /// False: the limits are passed or this is no JSON; nothing more is taken.
    bool feed(QByteArrayView bytes);

    /// After the last byte: the object; an empty one where nothing came. NotGraph for what is no JSON, Unreadable for
    /// JSON that breaks off, is malformed, no object, or beyond the limits.
    Answer<QJsonObject> finish(const HttpHead &head);
    /// Whether anything but white space came.
    [[nodiscard]] bool isEmpty() const { return m_empty; }
    /// What came, without what was cut.
    [[nodiscard]] const QByteArray &bytes() const { return m_out; }

    /// A text that was cut out, decoded; in its place stands the number of the cut as {"cut": n}.
    struct CutText {
        QByteArray bytes;
        bool intact = false; ///< it was base64
    };
    [[nodiscard]] std::vector<CutText> &cuts() { return m_cuts; }

private:
    struct Level {
        bool object = false;
        bool cutsHere = false;  ///< an object in "responses"
        bool expectKey = false; ///< the next text is a name
        QByteArray key;
        std::vector<QByteArray> keys;
    };
    enum class State { Plain, Text, Escape };

    bool plain(char c);
    bool open(bool object);
    bool close();
    bool beginText();
    bool endText();
    bool refuse(Failure failure);
    [[nodiscard]] bool isCutHere() const;

    Cut m_cut;
    qsizetype m_cutLeft;
    State m_state = State::Plain;
    bool m_empty = true;
    int m_mark = 0;         ///< bytes of a byte order mark that came
    bool m_cutting = false; ///< the text under way goes to m_text, not to m_out
    bool m_isKey = false;
    qsizetype m_textAt = 0; ///< in m_out, of a name
    QByteArray m_text;
    QByteArray m_out;
    std::vector<Level> m_levels;
    std::vector<CutText> m_cuts;
    std::optional<Failure> m_failure;
};

} // namespace liaison::graph
