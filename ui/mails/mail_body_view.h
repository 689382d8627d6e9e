#pragma once

#include "core/mime/body.h"
#include "ui/mails/inert_view.h"

#include <QWidget>

class QVBoxLayout;

namespace liaison::ui {

/// Decodes a mail's own pictures; those of more than 40 megapixels or of other types than PNG, JPEG, GIF and WebP
/// are left out. Pure: run it in a pool.
MailImages decodeImages(const QHash<QString, QByteArray> &inlineImages);

/// How long Qt takes to lay inert HTML out at the widest and the narrowest width together, in milliseconds. Pure, and
/// made for the pool: what takes long here would freeze the window there.
qint64 layoutCostMs(const QString &inertHtml, const QFont &font);

/// The words of a mail: each body part a document of its own, quotations folded, links asked about.
class MailBodyView : public QWidget {
    Q_OBJECT
public:
    explicit MailBodyView(QWidget *parent = nullptr);

    void showBody(const mime::MailBody &body, const MailImages &images);
    /// Replaces one part's text by its HTML, after "Show anyway".
    void showHtmlAnyway(int section, const mime::InertHtml &html);
    [[nodiscard]] QString plainText() const; ///< for "Copy": what is visible, quotations included

Q_SIGNALS:
    void linkActivated(const liaison::mime::InertHtml::Link &link);
    void showAnywayWanted(int section);

protected:
    void changeEvent(QEvent *event) override;

private:
    void addSection(int number, const mime::MailBody::Section &section);
    void showLayoutLater(int section);
    void addPlain(QVBoxLayout *layout, const mime::MailBody::Section &section);
    void addHtml(QVBoxLayout *layout, const mime::InertHtml &html);
    void addText(QVBoxLayout *layout, const QString &text, bool muted);
    void addFolded(QVBoxLayout *layout, const QString &text, int lines);
    InertView *newView(QVBoxLayout *layout);

    MailImages m_images;
    QList<QWidget *> m_sections;
    QVBoxLayout *m_layout;
    QString m_plain;
    mime::MailBody m_body; ///< kept to be shown anew when the colours change
};

} // namespace liaison::ui
