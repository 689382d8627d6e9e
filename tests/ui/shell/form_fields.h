#pragma once

#include "ui/admin/form_field.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QTest>

namespace liaison::test {

/// What a test of a form does with fields that are found by the names that screen readers say. Fields of another
/// account type may have the same names: only those in sight count.

template <class T> T *fieldOf(const QWidget &form, const QString &name)
{
    const QList<T *> all = form.findChildren<T *>();
    for (T *widget : all) {
        if (widget->accessibleName() == name && widget->isVisibleTo(&form))
            return widget;
    }
    return nullptr;
}

inline bool hasLine(const QWidget &form, const QString &name)
{
    return fieldOf<QLineEdit>(form, name) != nullptr;
}

inline void enter(const QWidget &form, const QString &name, const QString &text)
{
    auto *line = fieldOf<QLineEdit>(form, name);
    QVERIFY2(line, qPrintable(name));
    line->setText(text);
    Q_EMIT line->textEdited(text);
}

inline void pick(const QWidget &form, const QString &name, const QString &text)
{
    auto *box = fieldOf<QComboBox>(form, name);
    QVERIFY2(box && box->findText(text) >= 0, qPrintable(name + QStringLiteral(": ") + text));
    box->setCurrentIndex(box->findText(text));
    Q_EMIT box->activated(box->currentIndex());
}

inline QString markOf(const QWidget &form, const QString &name)
{
    const QList<ui::FormField *> fields = form.findChildren<ui::FormField *>();
    for (const ui::FormField *field : fields) {
        if (field->editor()->accessibleName() == name && field->isVisibleTo(&form))
            return field->problem();
    }
    return QStringLiteral("no such field");
}

inline QAbstractButton *pushOf(const QWidget &form, const QString &text)
{
    const QList<QAbstractButton *> all = form.findChildren<QAbstractButton *>();
    for (QAbstractButton *each : all) {
        if (each->text() == text && each->isVisibleTo(&form))
            return each;
    }
    return nullptr;
}

} // namespace liaison::test
