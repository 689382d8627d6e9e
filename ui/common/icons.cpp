#include "ui/common/icons.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSet>
#include <QSvgRenderer>
#include <QTransform>

// Outside of any namespace, as Qt wants it: the icons are in a static library.
static void initIconResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace liaison::ui {

namespace {

QByteArray svgSource(const QString &name)
{
    static const bool ready = (initIconResources(), true);
    Q_UNUSED(ready)
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    const bool found = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(found, "icon", qPrintable(name));
    return found ? file.readAll() : QByteArray();
}

/// Arrows that say from whom to whom, or back: they point the other way for those who read from right to left.
bool isMirrored(const QString &name)
{
    static const QSet<QString> arrows{QStringLiteral("reply"), QStringLiteral("reply-all"), QStringLiteral("forward"),
                                      QStringLiteral("send"), QStringLiteral("undo")};
    return QGuiApplication::isRightToLeft() && arrows.contains(name);
}

QPixmap render(const QString &name, const QColor &color, const QSize &pixels)
{
    const bool mirrored = isMirrored(name);
    const QString key = QStringLiteral("liaison/%1/%2/%3x%4/%5")
                            .arg(name, color.name())
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(int(mirrored));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QSvgRenderer svg(svgSource(name).replace("#000000", color.name().toLatin1()));
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    svg.render(&painter);
    painter.end();
    if (mirrored)
        pixmap = pixmap.transformed(QTransform::fromScale(-1, 1));
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

/// Asks the palette for its colour each time it paints.
class PaletteIconEngine final : public QIconEngine {
public:
    explicit PaletteIconEngine(QString name) : m_name(std::move(name)) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return render(m_name, colorFor(mode), size);
    }
    [[nodiscard]] QIconEngine *clone() const override { return new PaletteIconEngine(m_name); }
    QString key() const override { return QStringLiteral("liaison"); }

private:
    static QColor colorFor(QIcon::Mode mode)
    {
        const QPalette palette = QApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        case QIcon::Selected:
            return palette.color(QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return palette.color(QPalette::ButtonText);
    }

    QString m_name;
};

} // namespace

QIcon icon(const QString &name)
{
    return QIcon(new PaletteIconEngine(name));
}

QIcon applicationIcon()
{
    QIcon result;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        result.addPixmap(render(QStringLiteral("liaison"), QColor(Qt::black), QSize(size, size)));
    return result;
}

QPixmap iconPixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio)
{
    QPixmap pixmap = render(name, color, QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

} // namespace liaison::ui
