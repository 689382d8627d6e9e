#pragma once

#include <QByteArray>
#include <QIODevice>

#include <functional>

namespace liaison::transport {

/// The body of one request on its way out. Qt asks for it again from the start where a server wants a sign-in first,
/// and of its own accord where a connection was lost before an answer came; this decides whether it gets it.
class HttpUpload final : public QIODevice {
    Q_OBJECT
public:
    struct Rules {
        /// A body that may have arrived whole is not given out again, unless a sign-in was asked for meanwhile.
        bool once = false;
        /// Asked before each piece; empty: always yes.
        std::function<bool()> mayWrite;
        /// Asked before it is given out again, whatever for; empty: always yes.
        std::function<bool()> mayRepeat = {};
    };
    HttpUpload(QByteArray body, Rules rules, QObject *parent);

    [[nodiscard]] bool isSequential() const override { return false; }
    [[nodiscard]] qint64 size() const override { return m_body.size(); }
    bool seek(qint64 to) override;
    bool reset() override;

    /// The server answered by asking for a sign-in: it has not acted upon the body.
    void signInAsked() { m_allowed += 2; }
    /// All of it was given out: the server may have it. Of an empty body nobody tells when the request left: it counts
    /// as gone from the start.
    [[nodiscard]] bool isGone() const { return m_gone; }
    /// How often it was wanted again.
    [[nodiscard]] int repeats() const { return m_again; }
    /// It was wanted again too often: a sign-in that goes round in circles.
    [[nodiscard]] bool goesInCircles() const { return m_circles; }
    /// `mayWrite` said no.
    [[nodiscard]] bool isForbidden() const { return m_forbidden; }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    bool rewind();

    QByteArray m_body;
    Rules m_rules;
    qint64 m_at = 0;
    int m_again = 0;
    int m_allowed = 0; ///< how often a `once` body may be given out again
    bool m_gone = false;
    bool m_circles = false;
    bool m_forbidden = false;
};

} // namespace liaison::transport
