#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace liaison {

/// A value or an Error. No exception crosses a room's border.
template <class T> using Result = tl::expected<T, Error>;

/// The error side of any Result: `return fail(ErrorKind::NotFound, u"no such folder"_qs);`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, QString log = {}, QString serverWords = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(log), std::move(serverWords), std::nullopt});
}

/// Passes an error on unchanged.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace liaison
