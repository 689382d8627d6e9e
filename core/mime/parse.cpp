#include "core/mime/parse.h"

#include "core/mime/take_apart.h"

namespace liaison::mime {

domain::ParsedMail parse(const QByteArray &raw, const ParseLimits &limits)
{
    return takeApart(raw, limits, HtmlUse::Words).parsed;
}

MailBody readBody(const QByteArray &raw)
{
    return takeApart(raw, ParseLimits{}, HtmlUse::Inert);
}

QByteArray partBytes(const QByteArray &raw, const QString &partPath)
{
    const PartTree tree = PartTree::fromBytes(raw, ParseLimits{});
    for (int i = 0; i < tree.nodes().size(); ++i) {
        const PartNode &node = tree.nodes().at(i);
        if (node.leaf && node.path == partPath)
            return tree.content(i);
    }
    return {};
}

} // namespace liaison::mime
