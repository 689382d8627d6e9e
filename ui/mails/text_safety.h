#pragma once

#include <QString>

namespace liaison::ui {

/// `text` with control and direction characters written out ("⟦RLO⟧"), so that what is read is what is there.
/// For one-line words of a mail: names, subjects, file names. Line ends become blanks.
QString visibleLine(const QString &text);

/// The same for bodies: line ends, tabs and the marks that right-to-left writing needs (LRM, RLM, ALM) stay.
QString visibleBody(const QString &text);

/// Whether visibleLine() would write something out.
bool hasHiddenCharacters(const QString &text);

/// Whether one label of a domain mixes Latin with Cyrillic, Greek or Armenian letters (Unicode TR 39, "highly
/// restrictive" says no). A-labels are read as what they stand for.
bool mixesScripts(const QString &domain);

/// The domain of an address in A-labels if it has others than ASCII letters; else empty.
QString asciiDomain(const QString &address);

/// A tool tip that Qt cannot take for rich text, whatever `text` holds.
QString plainToolTip(const QString &text);

/// `text` for a button or an action: an ampersand is no mnemonic.
QString buttonText(const QString &text);

} // namespace liaison::ui
