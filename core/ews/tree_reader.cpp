#include "core/ews/tree_reader.h"

namespace liaison::ews {

TreeReader::TreeReader(XmlLimits limits, QList<QByteArray> cuts, CutSink *sink)
    : m_scanner(limits, std::move(cuts), sink),
      m_decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom),
      m_xml(std::make_unique<QXmlStreamReader>())
{
}

TreeReader::~TreeReader() = default;

void TreeReader::feed(QByteArrayView bytes)
{
    if (!m_error && m_more)
        scan(m_intake.convert(bytes));
}

void TreeReader::endOfInput()
{
    if (m_error)
        return;
    scan(m_intake.flush());
    if (m_error || (m_scanner.isOutside() && m_documents > 0))
        return;
    const bool nothing = m_path.isEmpty() && m_documents == 0;
    refuse(ErrorKind::ConnectionLost,
           nothing ? QStringLiteral("an empty answer") : QStringLiteral("the answer breaks off"));
}

void TreeReader::scan(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && !m_error && m_more) {
        const auto stop = m_scanner.scan(bytes);
        drain();
        if (m_error)
            return;
        if (const auto &error = m_scanner.error()) {
            // Plain text, JSON, an HTML page: whoever wrote it speaks no SOAP.
            refuse(error->kind, error->log, m_scanner.isHtml() || (m_path.isEmpty() && m_documents == 0));
            return;
        }
        if (stop == MarkupScanner::Stop::Declaration && !m_intake.declared(m_scanner.declaredEncoding(), bytes))
            refuse(ErrorKind::ProtocolViolation, QStringLiteral("an encoding that is not read"));
        if (stop == MarkupScanner::Stop::DocumentEnd) {
            ++m_documents;
            m_more = onDocumentEnd();
            m_path.clear();
            m_xml = std::make_unique<QXmlStreamReader>();
        }
    }
}

void TreeReader::drain()
{
    const QByteArray ready = m_scanner.takeReady();
    if (ready.isEmpty())
        return;
    QString text = m_decoder.decode(ready);
    for (QChar &c : text)
        if (c.unicode() >= 0xfffe)
            c = QChar::ReplacementCharacter;
    m_xml->addData(text);
    while (!m_error) {
        switch (m_xml->readNext()) {
        case QXmlStreamReader::StartElement:
            start();
            break;
        case QXmlStreamReader::EndElement:
            end();
            break;
        case QXmlStreamReader::Characters:
            characters();
            break;
        case QXmlStreamReader::EntityReference:
            refuse(ErrorKind::ProtocolViolation, QStringLiteral("an entity that nobody declared"));
            break;
        case QXmlStreamReader::Invalid:
            if (m_xml->error() == QXmlStreamReader::PrematureEndOfDocumentError)
                return;
            refuse(ErrorKind::ProtocolViolation, QStringLiteral("malformed XML: ") + m_xml->errorString().left(200));
            break;
        case QXmlStreamReader::EndDocument:
            return;
        default:
            break;
        }
    }
}

void TreeReader::start()
{
    const QString name = shared(m_xml->name());
    m_path << name;
    if (m_open.empty() && onOpen(m_path, *m_xml) == Take::Descend)
        return;
    if (m_error)
        return;
    Element element;
    element.name = name;
    for (const QXmlStreamAttribute &attribute : m_xml->attributes())
        element.attributes << Element::Attribute{shared(attribute.name()), attribute.value().toString()};
    m_open.push_back(std::move(element));
}

void TreeReader::end()
{
    if (!m_open.empty()) {
        Element element = std::move(m_open.back());
        m_open.pop_back();
        if (m_open.empty())
            onElement(m_path, std::move(element));
        else
            m_open.back().children.push_back(std::move(element));
    }
    m_path.removeLast();
}

void TreeReader::characters()
{
    if (!m_open.empty())
        m_open.back().text += m_xml->text();
}

QString TreeReader::shared(QStringView name)
{
    // A message has few names and many elements. A hostile one may have many names.
    const QString text = name.toString();
    if (m_names.size() > 1'000)
        m_names.clear();
    auto found = m_names.constFind(text);
    if (found == m_names.cend())
        found = m_names.insert(text, text);
    return *found;
}

void TreeReader::refuse(ErrorKind kind, const QString &log, bool anotherFormat)
{
    if (m_error)
        return;
    m_error = Error{kind, log, {}, std::nullopt};
    m_otherFormat = anotherFormat;
}

namespace {

/// Collects the root.
class WholeTree final : public TreeReader {
public:
    using TreeReader::TreeReader;
    Element root;

private:
    Take onOpen(const QStringList &path, const QXmlStreamReader &xml) override
    {
        if (path.first().compare(QLatin1String("html"), Qt::CaseInsensitive) == 0 && xml.isStartElement())
            refuse(ErrorKind::ProtocolViolation, QStringLiteral("an HTML page instead of XML"), true);
        return Take::Collect;
    }
    void onElement(const QStringList &, Element element) override { root = std::move(element); }
};

} // namespace

Result<Element> readTree(const QByteArray &document, const XmlLimits &limits, const QList<QByteArray> &cuts,
                         CutSink *sink)
{
    WholeTree tree(limits, cuts, sink);
    tree.feed(document);
    tree.endOfInput();
    if (tree.error())
        return fail(*tree.error());
    return std::move(tree.root);
}

} // namespace liaison::ews
