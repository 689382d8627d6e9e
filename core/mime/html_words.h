#pragma once

#include <QString>

namespace liaison::mime {

/// Collects the words of a document: white space collapsed, a line end for each block, at most one empty
/// line in a row.
class WordSink {
public:
    void text(const QString &words, bool preformatted);
    void lineBreak() { m_text += QLatin1Char('\n'); }
    void block(); ///< what follows begins on a line of its own
    [[nodiscard]] QString take() const;
    [[nodiscard]] qsizetype position() const { return m_text.size(); }
    [[nodiscard]] QString since(qsizetype position) const { return m_text.mid(position); }

private:
    QString m_text;
};

} // namespace liaison::mime
