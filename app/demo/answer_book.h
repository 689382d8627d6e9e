#pragma once

#include "app/demo/world.h"

#include <QJsonObject>

namespace liaison::demo {

/// What people of the business units write back: texts of resources/demo/answers.json in the answerer's language,
/// chosen by the incident's type, by what was asked and by how often they were asked before.
class AnswerBook {
public:
    /// Errors: Internal, the data is broken.
    static Result<AnswerBook> load();

    struct Question {
        QString type;    ///< of the incident; empty: not known
        QString asked;   ///< the new words of the mail
        QString subject; ///< with tag
        QString quoted;  ///< the mail's text, to be quoted
        domain::Address from;
        domain::Addresses to;
        UtcMs date = 0;
        int turn = 0; ///< how often this unit answered in this incident before
    };
    /// Text and files of an answer; the caller gives it its place in the thread.
    [[nodiscard]] Result<Letter> answer(const Person &person, const Question &question) const;
    /// An out-of-office note, as Exchange sends it.
    [[nodiscard]] Letter awayNote(const Person &person, const Question &question, const Person &deputy) const;

private:
    [[nodiscard]] QString quotation(const Person &person, const Question &question) const;

    QJsonObject m_topics;
    QJsonObject m_languages;
};

/// The subject of an answer: `prefix` before a subject that has none of its kind yet.
QString answerSubject(const QString &prefix, const QString &subject);

} // namespace liaison::demo
