#include "core/mime/take_apart.h"

namespace liaison::mime {

namespace {

using domain::Protection;

Protection ofPart(const PartNode &node)
{
    if (node.type == "application/pkcs7-mime" || node.type == "application/x-pkcs7-mime") {
        const QByteArray kind = node.parameter("smime-type").toLower();
        return kind == "signed-data" || kind == "certs-only" ? Protection::SmimeSigned : Protection::SmimeEncrypted;
    }
    if (node.type == "multipart/encrypted")
        return Protection::PgpEncrypted;
    if (node.type == "multipart/signed")
        return node.parameter("protocol").toLower().contains("pgp") ? Protection::PgpSigned : Protection::SmimeSigned;
    return Protection::None;
}

} // namespace

Protection readProtection(const PartTree &tree, const QString &bodyText)
{
    Protection found = Protection::None;
    for (const PartNode &node : tree.nodes()) {
        const Protection here = ofPart(node);
        if (here == Protection::SmimeEncrypted || here == Protection::PgpEncrypted)
            return here;
        if (found == Protection::None)
            found = here;
    }
    const QString start = bodyText.left(20'000);
    if (start.contains(QLatin1String("-----BEGIN PGP MESSAGE-----")))
        return Protection::PgpEncrypted;
    if (found == Protection::None && start.contains(QLatin1String("-----BEGIN PGP SIGNED MESSAGE-----")))
        return Protection::PgpSigned;
    return found;
}

} // namespace liaison::mime
