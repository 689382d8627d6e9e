#include "core/mime/part_tree.h"

#include "core/mime/header_block.h"

#include <algorithm>
#include <vector>

namespace liaison::mime {

namespace {

QByteArray typeOf(GMimeObject *object)
{
    GMimeContentType *type = g_mime_object_get_content_type(object);
    if (!type)
        return "text/plain";
    return (QByteArray(g_mime_content_type_get_media_type(type)) + '/' + g_mime_content_type_get_media_subtype(type))
        .toLower();
}

/// What a GMime object writes into a memory stream, without a copy more than needed.
template <class Write> QByteArray collected(Write write)
{
    const GPtr<GMimeStream> stream(g_mime_stream_mem_new());
    write(stream.get());
    const GByteArray *bytes = g_mime_stream_mem_get_byte_array(gcast<GMimeStreamMem>(stream.get()));
    return {reinterpret_cast<const char *>(bytes->data), static_cast<qsizetype>(bytes->len)};
}

/// What a part's content comes to, by pieces into one block: through a memory stream a large one would lie there twice.
QByteArray decoded(GMimeDataWrapper *content)
{
    constexpr size_t piece = 64 * 1024;
    const GMimeContentEncoding encoding = g_mime_data_wrapper_get_encoding(content);
    if (encoding == GMIME_CONTENT_ENCODING_UUENCODE) // a filter knows where that begins and ends
        return collected([content](GMimeStream *out) { g_mime_data_wrapper_write_to_stream(content, out); });
    GMimeStream *in = g_mime_data_wrapper_get_stream(content);
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, encoding);
    const gint64 length = in ? g_mime_stream_length(in) : 0;
    if (length <= 0 || g_mime_stream_reset(in) != 0)
        return {};
    QByteArray out;
    out.reserve(static_cast<qsizetype>(encoding == GMIME_CONTENT_ENCODING_BASE64 ? length / 4 * 3 : length)
                + static_cast<qsizetype>(std::min<gint64>(length, piece)) + 16);
    std::vector<char> read(static_cast<size_t>(std::min<gint64>(length, piece)));
    qsizetype size = 0;
    for (gssize got = 0; (got = g_mime_stream_read(in, read.data(), read.size())) > 0;) {
        const auto count = static_cast<size_t>(got);
        out.resize(size + static_cast<qsizetype>(g_mime_encoding_outlen(&state, count)));
        size += static_cast<qsizetype>(g_mime_encoding_step(&state, read.data(), count, out.data() + size));
    }
    out.resize(size + static_cast<qsizetype>(g_mime_encoding_outlen(&state, 0)));
    size += static_cast<qsizetype>(g_mime_encoding_flush(&state, nullptr, 0, out.data() + size));
    out.truncate(size);
    g_mime_stream_reset(in);
    return out;
}

/// The mail with no more header fields than the limit: GMime's work grows with the square of some of them.
QByteArray withLimitedHeaders(const QByteArray &raw, const ParseLimits &limits, bool *cut)
{
    const HeaderBlock block = splitHeaders(raw, limits.headers);
    if (!block.truncated)
        return raw;
    *cut = true;
    return raw.left(block.keptEnd) + raw.mid(block.headersEnd);
}

} // namespace

QByteArray PartNode::parameter(const char *name) const
{
    return {g_mime_object_get_content_type_parameter(object, name)};
}

bool PartNode::isDeclaredAttachment() const
{
    const char *disposition = g_mime_object_get_disposition(object);
    return disposition && qstricmp(disposition, "attachment") == 0;
}

QString PartNode::declaredName() const
{
    const char *name = g_mime_object_get_content_disposition_parameter(object, "filename");
    if (!name || !*name)
        name = g_mime_object_get_content_type_parameter(object, "name");
    return QString::fromUtf8(name).left(4'096);
}

QString PartNode::contentId() const
{
    return QString::fromUtf8(g_mime_object_get_content_id(object)).remove(QChar(0)).left(998);
}

PartTree PartTree::fromBytes(const QByteArray &raw, const ParseLimits &limits)
{
    ensureGMime();
    PartTree tree;
    tree.m_bytes = withLimitedHeaders(raw, limits, &tree.m_truncated);
    // GMime only reads from it: a stream for reading writes nothing and frees nothing of an array that it does not own.
    tree.m_array.reset(g_byte_array_new_take(reinterpret_cast<guint8 *>(const_cast<char *>(tree.m_bytes.constData())),
                                             static_cast<gsize>(tree.m_bytes.size())));
    const GPtr<GMimeStream> stream(g_mime_stream_mem_new_with_byte_array(tree.m_array.get()));
    g_mime_stream_mem_set_owner(gcast<GMimeStreamMem>(stream.get()), FALSE);
    const GPtr<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    tree.m_message.reset(g_mime_parser_construct_message(parser.get(), nullptr));
    if (tree.m_message) {
        if (GMimeObject *root = g_mime_message_get_mime_part(tree.m_message.get()))
            tree.walk(root, limits);
    }
    return tree;
}

void PartTree::walk(GMimeObject *root, const ParseLimits &limits)
{
    struct Pending {
        GMimeObject *object;
        int parent;
        int index;
        int depth;
        QString path;
    };
    std::vector<Pending> pending;
    pending.push_back({root, -1, 0, 1, GMIME_IS_MULTIPART(root) ? QString() : QStringLiteral("1")});
    int leaves = 0;
    while (!pending.empty()) {
        const Pending next = pending.back();
        pending.pop_back();
        if (leaves >= limits.parts) {
            m_truncated = true;
            return;
        }
        PartNode node{next.path, typeOf(next.object), next.object, next.parent, next.index, next.depth, false, false};
        GMimeMultipart *multipart = GMIME_IS_MULTIPART(next.object) ? gcast<GMimeMultipart>(next.object) : nullptr;
        const int count = multipart ? g_mime_multipart_get_count(multipart) : 0;
        node.opaque = multipart && count > 0 && next.depth >= limits.depth;
        m_truncated = m_truncated || node.opaque;
        node.leaf = !multipart || node.opaque;
        leaves += node.leaf ? 1 : 0;
        const int self = static_cast<int>(m_nodes.size());
        m_nodes.append(node);
        if (node.opaque)
            continue;
        const QString prefix = next.path.isEmpty() ? QString() : next.path + QLatin1Char('.');
        for (int i = std::min(count, limits.parts) - 1; i >= 0; --i) // a stack: the first child comes out first
            pending.push_back(
                {g_mime_multipart_get_part(multipart, i), self, i, next.depth + 1, prefix + QString::number(i + 1)});
        m_truncated = m_truncated || count > limits.parts;
    }
}

int PartTree::ancestor(int node, QByteArrayView type) const
{
    int at = m_nodes.at(node).parent;
    while (at >= 0 && m_nodes.at(at).type != type)
        at = m_nodes.at(at).parent;
    return at;
}

QByteArray PartTree::content(int node) const
{
    const PartNode &part = m_nodes.at(node);
    if (GMIME_IS_MESSAGE_PART(part.object)) {
        GMimeMessage *message = g_mime_message_part_get_message(gcast<GMimeMessagePart>(part.object));
        if (!message)
            return {};
        return collected(
            [message](GMimeStream *out) { g_mime_object_write_to_stream(gcast<GMimeObject>(message), nullptr, out); });
    }
    if (!GMIME_IS_PART(part.object)) // GMime itself nests no deeper than 1,024, so this recursion of its is bounded
        return collected([&part](GMimeStream *out) { g_mime_object_write_to_stream(part.object, nullptr, out); });
    GMimeDataWrapper *content = g_mime_part_get_content(gcast<GMimePart>(part.object));
    if (!content)
        return {};
    return decoded(content);
}

} // namespace liaison::mime
