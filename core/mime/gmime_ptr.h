#pragma once

#include <gmime/gmime.h>

#include <memory>

namespace liaison::mime {

/// Gives back a reference to a GObject.
struct GObjectUnref {
    void operator()(gpointer object) const
    {
        if (object)
            g_object_unref(object);
    }
};

/// Owns one reference to a GMime object.
template <class T> using GPtr = std::unique_ptr<T, GObjectUnref>;

/// GMime's objects are C structs that begin with their base class.
template <class To> To *gcast(gpointer object)
{
    return static_cast<To *>(object);
}

/// g_mime_init(), once a process; GMime can be used from any thread afterwards as long as objects are not shared.
void ensureGMime();

} // namespace liaison::mime
