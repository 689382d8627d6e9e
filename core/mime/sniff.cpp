#include "core/mime/sniff.h"

#include "core/mime/attachment_name.h"

#include <QHash>
#include <QStringList>

namespace liaison::mime {

namespace {

struct Magic {
    int offset;
    QByteArray bytes;
    const char *type;
};

const QList<Magic> &signatures()
{
    static const QList<Magic> list = {
        {0, "%PDF-", "application/pdf"},
        {0, "\x89PNG\r\n\x1a\n", "image/png"},
        {0, "\xff\xd8\xff", "image/jpeg"},
        {0, "GIF87a", "image/gif"},
        {0, "GIF89a", "image/gif"},
        {8, "WEBP", "image/webp"},
        {0, QByteArray("II*\0", 4), "image/tiff"},
        {0, QByteArray("MM\0*", 4), "image/tiff"},
        {0, "MZ", "application/vnd.microsoft.portable-executable"},
        {0,
         "\x7f"
         "ELF",
         "application/x-elf"},
        {0, "\xcf\xfa\xed\xfe", "application/x-mach-binary"},
        {0, "\xca\xfe\xba\xbe", "application/java-vm"},
        {0, "PK\x03\x04", "application/zip"},
        {0, "PK\x05\x06", "application/zip"},
        {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"},
        {0, "{\\rtf", "application/rtf"},
        {0, "\x1f\x8b", "application/gzip"},
        {0, "BZh", "application/x-bzip2"},
        {0,
         "\xfd"
         "7zXZ",
         "application/x-xz"},
        {0, "7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"},
        {0, "Rar!\x1a\x07", "application/vnd.rar"},
        {0, "MSCF", "application/vnd.ms-cab-compressed"},
        {0, QByteArray("L\0\0\0\x01\x14\x02\0", 8), "application/x-ms-shortcut"},
        {32769, "CD001", "application/x-iso9660-image"},
        {257, "ustar", "application/x-tar"},
        {0, "#!", "text/x-script"},
        {0, QByteArray("\x78\x9f\x3e\x22", 4), "application/vnd.ms-tnef"},
        {4, "ftyp", "video/mp4"},
        {0, "OggS", "application/ogg"},
    };
    return list;
}

/// HTML, SVG and XML have no magic number: the first tag decides.
QByteArray sniffMarkup(const QByteArray &bytes)
{
    QByteArray head = bytes.left(1024).trimmed().toLower();
    if (head.startsWith("\xef\xbb\xbf"))
        head = head.mid(3).trimmed();
    if (!head.startsWith('<'))
        return {};
    if (head.contains("<svg"))
        return "image/svg+xml";
    for (const char *tag : {"<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<meta", "<table"}) {
        if (head.contains(tag))
            return "text/html";
    }
    return head.startsWith("<?xml") ? "text/xml" : QByteArray();
}

/// A zip that says in its first entry which container it is.
QByteArray sniffZip(const QByteArray &bytes)
{
    const QByteArray head = bytes.left(4096);
    if (head.contains("mimetypeapplication/"))
        return "application/vnd.oasis.opendocument";
    if (head.contains("[Content_Types].xml") || head.contains("_rels/.rels")) {
        if (bytes.contains("vbaProject.bin"))
            return "application/vnd.ms-office.macro-enabled";
        return "application/vnd.openxmlformats-officedocument";
    }
    return head.contains("META-INF/MANIFEST.MF") ? "application/java-archive" : "application/zip";
}

/// What an extension promises, in the families that sniffType() tells apart.
QByteArray familyOfExtension(const QString &extension)
{
    static const QHash<QString, QByteArray> known = {
        {QStringLiteral("pdf"), "application/pdf"},
        {QStringLiteral("png"), "image/png"},
        {QStringLiteral("jpg"), "image/jpeg"},
        {QStringLiteral("jpeg"), "image/jpeg"},
        {QStringLiteral("gif"), "image/gif"},
        {QStringLiteral("webp"), "image/webp"},
        {QStringLiteral("svg"), "image/svg+xml"},
        {QStringLiteral("txt"), "text/plain"},
        {QStringLiteral("log"), "text/plain"},
        {QStringLiteral("csv"), "text/csv"},
        {QStringLiteral("eml"), "message/rfc822"},
        {QStringLiteral("ics"), "text/calendar"},
        {QStringLiteral("htm"), "text/html"},
        {QStringLiteral("html"), "text/html"},
        {QStringLiteral("xml"), "text/xml"},
        {QStringLiteral("zip"), "application/zip"},
        {QStringLiteral("gz"), "application/gzip"},
        {QStringLiteral("7z"), "application/x-7z-compressed"},
        {QStringLiteral("rar"), "application/vnd.rar"},
        {QStringLiteral("exe"), "application/vnd.microsoft.portable-executable"},
        {QStringLiteral("dll"), "application/vnd.microsoft.portable-executable"},
        {QStringLiteral("scr"), "application/vnd.microsoft.portable-executable"},
        {QStringLiteral("doc"), "application/x-ole-storage"},
        {QStringLiteral("xls"), "application/x-ole-storage"},
        {QStringLiteral("ppt"), "application/x-ole-storage"},
        {QStringLiteral("msg"), "application/x-ole-storage"},
        {QStringLiteral("docx"), "application/vnd.openxmlformats-officedocument"},
        {QStringLiteral("xlsx"), "application/vnd.openxmlformats-officedocument"},
        {QStringLiteral("pptx"), "application/vnd.openxmlformats-officedocument"},
        {QStringLiteral("docm"), "application/vnd.ms-office.macro-enabled"},
        {QStringLiteral("xlsm"), "application/vnd.ms-office.macro-enabled"},
        {QStringLiteral("odt"), "application/vnd.oasis.opendocument"},
        {QStringLiteral("ods"), "application/vnd.oasis.opendocument"},
        {QStringLiteral("rtf"), "application/rtf"},
        {QStringLiteral("jar"), "application/java-archive"},
        {QStringLiteral("lnk"), "application/x-ms-shortcut"},
    };
    return known.value(extension);
}

/// The same kind under another label.
bool agrees(const QByteArray &sniffed, const QByteArray &declared)
{
    if (declared == sniffed || declared.startsWith(sniffed))
        return true;
    static const QHash<QByteArray, QList<QByteArray>> labels = {
        {"application/zip", {"application/x-zip-compressed", "application/x-zip"}},
        {"application/x-ole-storage",
         {"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
          "application/vnd.ms-outlook"}},
        {"application/rtf", {"text/rtf", "application/msword"}},
        {"application/gzip", {"application/x-gzip", "application/x-tar", "application/x-compressed"}},
        {"application/vnd.microsoft.portable-executable",
         {"application/x-msdownload", "application/x-msdos-program", "application/x-dosexec"}},
        {"image/jpeg", {"image/jpg", "image/pjpeg"}},
        {"image/png", {"image/x-png"}},
        {"text/xml", {"application/xml"}},
        {"application/pdf", {"application/x-pdf"}},
        {"application/vnd.ms-tnef", {"application/ms-tnef"}},
        {"application/vnd.rar", {"application/x-rar-compressed"}},
        {"text/html", {"application/xhtml+xml", "text/xml", "application/xml"}},
        {"text/x-script", {"text/plain", "application/x-sh", "text/x-sh", "text/x-python", "text/x-perl"}},
    };
    if (sniffed == "text/xml" && (declared.endsWith("+xml") || declared.startsWith("text/")))
        return true;
    if (sniffed == "application/vnd.ms-office.macro-enabled" && declared.contains("macroenabled"))
        return true;
    return labels.value(sniffed).contains(declared);
}

} // namespace

QByteArray sniffType(const QByteArray &bytes)
{
    for (const Magic &magic : signatures()) {
        if (bytes.size() >= magic.offset + magic.bytes.size()
            && bytes.mid(magic.offset, magic.bytes.size()) == magic.bytes) {
            const QByteArray type(magic.type);
            return type == "application/zip" ? sniffZip(bytes) : type;
        }
    }
    return sniffMarkup(bytes);
}

QString contradictingType(const QByteArray &bytes, const QByteArray &declaredType, const QString &fileName)
{
    const QByteArray sniffed = sniffType(bytes);
    const QByteArray byName = familyOfExtension(extensionOf(fileName));
    if (sniffed.isEmpty())
        return {};
    const bool vague = declaredType.isEmpty() || declaredType == "application/octet-stream"
        || declaredType == "application/x-unknown" || declaredType == "application/binary";
    const bool typeLies = !vague && !agrees(sniffed, declaredType);
    const bool nameLies = byName.isEmpty() ? vague : !agrees(sniffed, byName);
    return typeLies || nameLies ? QString::fromLatin1(sniffed) : QString();
}

} // namespace liaison::mime
