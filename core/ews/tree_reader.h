#pragma once

#include "core/ews/element.h"
#include "core/ews/markup_scanner.h"
#include "core/ews/utf8_intake.h"

#include <QHash>
#include <QStringList>
#include <QXmlStreamReader>

#include <memory>
#include <optional>
#include <vector>

namespace liaison::ews {

/// Reads XML documents that come in chunks of any size, one after the other, and hands out the subtrees that are asked
/// for. What was handed out before an error stays handed out; an error ends it.
class TreeReader {
public:
    explicit TreeReader(XmlLimits limits = {}, QList<QByteArray> cuts = {}, CutSink *sink = nullptr);
    virtual ~TreeReader();
    TreeReader(const TreeReader &) = delete;
    TreeReader &operator=(const TreeReader &) = delete;

    /// The next bytes. After an error they are ignored.
    void feed(QByteArrayView bytes);
    /// There are no more: a document that is not complete is an error now.
    void endOfInput();

    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// Documents that came to their end.
    [[nodiscard]] int documents() const { return m_documents; }
    /// Something else than expected came, such as an HTML page or no XML at all.
    [[nodiscard]] bool isAnotherFormat() const { return m_otherFormat; }

protected:
    /// What to do with an element that opened: Descend and ask again for its children, or Collect it whole.
    enum class Take { Descend, Collect };
    /// `path`: the names of the elements around it and its own, from the root.
    virtual Take onOpen(const QStringList &path, const QXmlStreamReader &xml) = 0;
    /// A collected element came to its end.
    virtual void onElement(const QStringList &path, Element element) = 0;
    /// A document ended. True: the next one may begin. False: what follows is ignored.
    virtual bool onDocumentEnd() { return false; }
    /// From onOpen() or onElement(): reads no further.
    void refuse(ErrorKind kind, const QString &log, bool anotherFormat = false);

private:
    void scan(QByteArrayView bytes);
    void drain();
    void start();
    void end();
    void characters();
    QString shared(QStringView name);

    Utf8Intake m_intake;
    MarkupScanner m_scanner;
    QStringDecoder m_decoder;
    std::unique_ptr<QXmlStreamReader> m_xml;
    QStringList m_path;
    std::vector<Element> m_open; ///< the collected element and those open in it
    QHash<QString, QString> m_names;
    int m_documents = 0;
    bool m_more = true; ///< a document is read, or another may follow
    bool m_otherFormat = false;
    std::optional<Error> m_error;
};

/// Reads one small document whole, such as an Autodiscover answer or a request. A request that carries a mail is small
/// once its MimeContent is among the `cuts`.
Result<Element> readTree(const QByteArray &document, const XmlLimits &limits = {}, const QList<QByteArray> &cuts = {},
                         CutSink *sink = nullptr);

} // namespace liaison::ews
