#pragma once

#include <QHash>
#include <QImage>
#include <QString>
#include <QTextBrowser>
#include <QTextDocument>

namespace liaison::ui {

/// The images a mail brought along, decoded: Content-ID → picture.
using MailImages = QHash<QString, QImage>;

/// A document that takes nothing from anywhere but the images it was given. QTextDocument itself opens local
/// files when nobody answers a request, so the base class is never asked.
class InertDocument : public QTextDocument {
    Q_OBJECT
public:
    explicit InertDocument(QObject *parent = nullptr) : QTextDocument(parent) { }

    void setImages(MailImages images) { m_images = std::move(images); }
    void setWidestImage(int pixels) { m_widestImage = pixels; }
    [[nodiscard]] int answered() const { return m_answered; }
    [[nodiscard]] int refused() const { return m_refused; }

protected:
    QVariant loadResource(int type, const QUrl &name) override;

private:
    MailImages m_images;
    int m_widestImage = 800;
    int m_answered = 0;
    int m_refused = 0;
};

/// Shows text, or HTML that mime::makeInert wrote, at its full height (the surrounding area scrolls). Loads
/// nothing, follows no link: a link's number is told by linkActivated().
class InertView : public QTextBrowser {
    Q_OBJECT
public:
    explicit InertView(QWidget *parent = nullptr);

    void showText(const QString &text);
    void showHtml(const QString &inertHtml, MailImages images);
    /// Takes the quotation at the end out of the document; answers its lines, 0: there is none.
    int foldQuotation();
    [[nodiscard]] const InertDocument *inertDocument() const { return m_document; }
    /// What a link's tool tip says: its real target.
    void setLinkTargets(QStringList targets) { m_targets = std::move(targets); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// Never asked by our document; answers nothing if somebody asks all the same.
    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    void linkActivated(int number);

protected:
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    void fitHeight();
    void activate(const QUrl &link);
    [[nodiscard]] QString targetOf(const QString &href) const;

    InertDocument *m_document;
    QStringList m_targets;
};

} // namespace liaison::ui
