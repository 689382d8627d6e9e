#pragma once

#include <QString>

#include <functional>

class QAbstractItemView;

namespace liaison::demo {

/// Something to do with mouse or keyboard; false: it cannot be done yet.
using Move = std::function<bool()>;

/// A text of the window in its language; `context` is its class. The word for business units is filled in.
QString words(const char *context, const char *text, int n = -1);
/// Without the mark of its key.
QString spoken(QString text);

Move button(const QString &name);
Move tab(const QString &name);
Move entry(const QString &name);
Move line(const char *context, const char *view, const QString &text);
/// In place of what stands there.
Move type(const QString &field, const QString &text);
Move pick(const QString &field, const QString &choice);
/// The button of the dialog in front: one of QDialogButtonBox::StandardButton.
Move dialogButton(int which);
/// Waits.
Move until(const std::function<bool()> &what);
bool hasDialogButton(int which);
bool hasTab(const QString &name);
bool hasButton(const QString &name);
bool hasLine(const char *context, const char *view, const QString &text);
/// Whether a mail's text shows `text`.
bool isRead(const QString &text);

} // namespace liaison::demo
