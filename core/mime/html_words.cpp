#include "core/mime/html_words.h"

#include <QRegularExpression>

namespace liaison::mime {

void WordSink::text(const QString &words, bool preformatted)
{
    if (preformatted) {
        m_text += words;
        return;
    }
    for (const QChar c : words) {
        const bool space = c.isSpace() && c.unicode() != 0xa0;
        if (!space)
            m_text += c.unicode() == 0xa0 ? QChar(QLatin1Char(' ')) : c;
        else if (!m_text.isEmpty() && !m_text.back().isSpace())
            m_text += QLatin1Char(' ');
    }
}

void WordSink::block()
{
    if (!m_text.isEmpty() && m_text.back() != QLatin1Char('\n'))
        m_text += QLatin1Char('\n');
}

QString WordSink::take() const
{
    static const QRegularExpression trailing(QStringLiteral("[ \\t]+\\n"));
    static const QRegularExpression gaps(QStringLiteral("\\n{3,}"));
    QString text = m_text;
    text.replace(trailing, QStringLiteral("\n"));
    text.replace(gaps, QStringLiteral("\n\n"));
    return text.trimmed();
}

} // namespace liaison::mime
