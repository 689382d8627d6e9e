// Tells ThreadSanitizer of the order that Qt's library keeps between threads.
//
// The distribution's Qt is not instrumented: its locks and reference counts are machine code that the sanitizer does
// not see, so that whatever crosses threads through a queued call, a signal, a future or a pool looks like a race. The
// few functions of Qt through which our code does that are defined here a second time, in front of Qt's own: each
// notes an order that Qt really keeps (by the lock or the counter named beside it), then calls the original. Nothing
// else is noted, so a value that two threads touch beside these ways is still reported; tests/tsan/seeded_race.cpp
// shows that.
#include "tests/tsan/qt_order.h"

#include <QDeadlineTimer>
#include <QEvent>
#include <QObject>
#include <QThread>

#include <cstdarg>
#include <cstring>
#include <dlfcn.h>
#include <functional>
#include <sanitizer/tsan_interface.h>
#include <sched.h>

extern "C" void AnnotateIgnoreWritesBegin(const char *file, int line);
extern "C" void AnnotateIgnoreWritesEnd(const char *file, int line);

namespace {

/// Qt's own definition of a function that is defined here as well.
template <class F> F original(const char *symbol)
{
    return reinterpret_cast<F>(dlsym(RTLD_NEXT, symbol));
}

/// What taking and leaving a lock, or counting a reference, means for the thread that does it.
void order(void *what)
{
    __tsan_acquire(what);
    __tsan_release(what);
}

/// QFutureInterfaceBase: a table of virtual functions, then the pointer to what all handles of a future share.
void *shared(const void *handle)
{
    return static_cast<void *const *>(handle)[1];
}

/// The one object of ours whose signals are connected across threads is feed::EngineCore, to feed::Engine. Queueing a
/// signal's arguments takes the receiver's lock as queueing a call does; the receiver is not known there, so the order
/// is kept here.
char engineSignals;

/// The event that Qt makes and hands over is memory of Qt's own, written behind the order noted before: not looked at.
struct Unseen {
    Unseen() { AnnotateIgnoreWritesBegin(__FILE__, __LINE__); }
    ~Unseen() { AnnotateIgnoreWritesEnd(__FILE__, __LINE__); }
    Unseen(const Unseen &) = delete;
    Unseen &operator=(const Unseen &) = delete;
};

/// A call on its way to another thread. Qt counts who holds it by atomics of its own: the poster and the event each let
/// go of it, and whoever is last ends it, with what the call holds.
class QueuedCall : public QtPrivate::QSlotObjectBase {
public:
    explicit QueuedCall(QtPrivate::QSlotObjectBase *call) : QSlotObjectBase(&act), m_call(call) { order(this); }

private:
    static void act(int what, QSlotObjectBase *self, QObject *receiver, void **arguments, bool *)
    {
        auto *const letter = static_cast<QueuedCall *>(self);
        order(letter);
        if (what == Call) {
            letter->m_call->call(receiver, arguments);
            order(letter);
        } else if (what == Destroy) {
            letter->m_call->destroyIfLastRef();
            delete letter;
        }
    }

    QSlotObjectBase *m_call;
};

} // namespace

namespace liaison::test {

// sendPostedEvents() held the lock of this thread's queue, which the poster had held.
bool OrderedApplication::notify(QObject *receiver, QEvent *event)
{
    if (event->type() == QEvent::MetaCall
        && std::strcmp(receiver->metaObject()->className(), "liaison::feed::Engine") == 0)
        __tsan_acquire(&engineSignals);
    return QCoreApplication::notify(receiver, event);
}

} // namespace liaison::test

#define QT_FUNCTION(result, name, symbol, ...)                                                                         \
    result name(__VA_ARGS__) __asm__(symbol);                                                                          \
    result name(__VA_ARGS__)

// QMetaObject::invokeMethod(): postEvent() takes the lock of the receiver's queue.
QT_FUNCTION(bool, qtInvoke,
            "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv",
            QObject *receiver, QtPrivate::QSlotObjectBase *slot, int type, void *result)
{
    static const auto qt = original<decltype(&qtInvoke)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    if (type != Qt::QueuedConnection && receiver->thread() == QThread::currentThread())
        return qt(receiver, slot, type, result);
    auto *const letter = new QueuedCall(slot);
    const Unseen event;
    return qt(receiver, letter, type, result);
}

QT_FUNCTION(void, qtActivate, "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv", QObject *sender, const QMetaObject *meta,
            int signal, void **arguments)
{
    static const auto qt = original<decltype(&qtActivate)>("_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    if (std::strcmp(meta->className(), "liaison::feed::EngineCore") != 0)
        return qt(sender, meta, signal, arguments);
    __tsan_release(&engineSignals);
    const Unseen event; // no slot runs in here: all of them are on another thread
    qt(sender, meta, signal, arguments);
}

// QThreadPool::start(): the pool's lock.
QT_FUNCTION(void, qtPoolStart, "_ZN11QThreadPool5startESt8functionIFvvEEi", void *pool, std::function<void()> work,
            int priority)
{
    static const auto qt = original<decltype(&qtPoolStart)>("_ZN11QThreadPool5startESt8functionIFvvEEi");
    auto *const ticket = new char;
    __tsan_release(ticket);
    const Unseen envelope;
    qt(
        pool,
        [ticket, work = std::move(work)]() mutable {
            __tsan_acquire(ticket);
            work();
            work = nullptr; // what it holds ends on the thread that ran it, before the pool counts it as done
            delete ticket;
        },
        priority);
}

// QThread: what the thread did is over for whoever waited for it.
QT_FUNCTION(void, qtThreadStart, "_ZN7QThread5startENS_8PriorityE", QThread *thread, int priority)
{
    static const auto qt = original<decltype(&qtThreadStart)>("_ZN7QThread5startENS_8PriorityE");
    QObject::connect(
        thread, &QThread::finished, thread, [thread] { __tsan_release(thread); }, Qt::DirectConnection);
    qt(thread, priority);
}
QT_FUNCTION(bool, qtThreadWait, "_ZN7QThread4waitE14QDeadlineTimer", QThread *thread, QDeadlineTimer deadline)
{
    static const auto qt = original<decltype(&qtThreadWait)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool over = qt(thread, deadline);
    if (over)
        __tsan_acquire(thread);
    return over;
}

// QFuture and QPromise: handles are counted by atomics with full order, results and state change under a lock.
#define QT_FUTURE(name, symbol)                                                                                        \
    QT_FUNCTION(void, name, symbol, void *handle)                                                                      \
    {                                                                                                                  \
        static const auto qt = original<decltype(&name)>(symbol);                                                      \
        order(shared(handle));                                                                                         \
        qt(handle);                                                                                                    \
    }
QT_FUTURE(qtFutureEnd, "_ZN20QFutureInterfaceBaseD2Ev")
QT_FUTURE(qtFutureEndComplete, "_ZN20QFutureInterfaceBaseD1Ev")

// What changes a future's state tells its watchers by events of Qt's own.
#define QT_FUTURE_REPORT(name, symbol)                                                                                 \
    QT_FUNCTION(void, name, symbol, void *handle)                                                                      \
    {                                                                                                                  \
        static const auto qt = original<decltype(&name)>(symbol);                                                      \
        order(shared(handle));                                                                                         \
        const Unseen events;                                                                                           \
        qt(handle);                                                                                                    \
    }
QT_FUTURE_REPORT(qtFutureStarted, "_ZN20QFutureInterfaceBase13reportStartedEv")
QT_FUTURE_REPORT(qtFutureFinished, "_ZN20QFutureInterfaceBase14reportFinishedEv")

QT_FUNCTION(void, qtFutureResults, "_ZN20QFutureInterfaceBase18reportResultsReadyEii", void *handle, int begin, int end)
{
    static const auto qt = original<decltype(&qtFutureResults)>("_ZN20QFutureInterfaceBase18reportResultsReadyEii");
    const Unseen events;
    qt(handle, begin, end);
}

#define QT_FUTURE_COUNT(name, symbol)                                                                                  \
    QT_FUNCTION(bool, name, symbol, const void *handle)                                                                \
    {                                                                                                                  \
        static const auto qt = original<decltype(&name)>(symbol);                                                      \
        order(shared(handle));                                                                                         \
        const bool more = qt(handle);                                                                                  \
        order(shared(handle));                                                                                         \
        return more;                                                                                                   \
    }
QT_FUTURE_COUNT(qtFutureRef, "_ZNK20QFutureInterfaceBase4refTEv")
QT_FUTURE_COUNT(qtFutureDeref, "_ZNK20QFutureInterfaceBase6derefTEv")

#define QT_FUTURE_COPY(name, symbol)                                                                                   \
    QT_FUNCTION(void, name, symbol, void *handle, const void *other)                                                   \
    {                                                                                                                  \
        static const auto qt = original<decltype(&name)>(symbol);                                                      \
        order(shared(other));                                                                                          \
        qt(handle, other);                                                                                             \
    }
QT_FUTURE_COPY(qtFutureCopy, "_ZN20QFutureInterfaceBaseC2ERKS_")
QT_FUTURE_COPY(qtFutureCopyComplete, "_ZN20QFutureInterfaceBaseC1ERKS_")

QT_FUNCTION(int, qtFutureCount, "_ZNK20QFutureInterfaceBase11resultCountEv", const void *handle)
{
    static const auto qt = original<decltype(&qtFutureCount)>("_ZNK20QFutureInterfaceBase11resultCountEv");
    const int count = qt(handle);
    order(shared(handle));
    return count;
}

// QRecursiveMutex: a lock whose code is all in the library (QMutex has its own notes in its header).
QT_FUNCTION(bool, qtRecursiveLock, "_ZN15QRecursiveMutex7tryLockEi", void *mutex, int timeoutMs)
{
    static const auto qt = original<decltype(&qtRecursiveLock)>("_ZN15QRecursiveMutex7tryLockEi");
    const bool locked = qt(mutex, timeoutMs);
    if (locked)
        __tsan_acquire(mutex);
    return locked;
}
QT_FUNCTION(void, qtRecursiveUnlock, "_ZN15QRecursiveMutex6unlockEv", void *mutex)
{
    static const auto qt = original<decltype(&qtRecursiveUnlock)>("_ZN15QRecursiveMutex6unlockEv");
    __tsan_release(mutex);
    qt(mutex);
}

// QProcess starts a child in this process's memory and stands still until the child has become another program. The
// sanitizer (of gcc 12) takes that for a fork, and stops looking at the thread: its notes of the child, "ignore all
// from here", end up in the parent. So what shares our memory goes around it, to the C library.
extern "C" int __clone(int (*child)(void *), void *stack, int flags, void *argument, ...) noexcept;
extern "C" int clone(int (*child)(void *), void *stack, int flags, void *argument, ...) noexcept
{
    va_list rest;
    va_start(rest, argument);
    auto *const parentId = va_arg(rest, void *);
    auto *const storage = va_arg(rest, void *);
    auto *const childId = va_arg(rest, void *);
    va_end(rest);
    static const auto sanitizers = original<decltype(&clone)>("clone");
    return (flags & CLONE_VM ? &__clone : sanitizers)(child, stack, flags, argument, parentId, storage, childId);
}
