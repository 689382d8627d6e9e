#include "tests/bench/tally_json.h"

#include "tests/bench/loop_watch.h"

#include <QJsonArray>

#include <dlfcn.h>

namespace liaison::bench {

using namespace Qt::StringLiterals;

namespace {

QString placeOf(void *address)
{
    Dl_info info = {};
    if (dladdr(address, &info) == 0 || info.dli_fname == nullptr)
        return u"?"_s;
    const auto offset = reinterpret_cast<quintptr>(address) - reinterpret_cast<quintptr>(info.dli_fbase);
    // A return address is behind its call.
    return u"%1 0x%2"_s.arg(QString::fromLocal8Bit(info.dli_fname)).arg(offset - 1, 0, 16);
}

QJsonObject blockJson(const LoopBlock &block)
{
    QJsonArray looks;
    for (const std::vector<void *> &frames : block.places) {
        QJsonArray places;
        for (void *frame : frames)
            places.append(placeOf(frame));
        looks.append(places);
    }
    return {{u"wall_ms"_s, block.wallMs},
            {u"cpu_ms"_s, block.cpuMs},
            {u"runnable_ms"_s, block.runnableMs},
            {u"during"_s, block.during},
            {u"places"_s, looks}};
}

} // namespace

QJsonObject toJson(const LoopTally &tally)
{
    QJsonArray blocks;
    for (const LoopBlock &block : tally.blocks)
        blocks.append(blockJson(block));
    return {{u"seconds"_s, tally.seconds},
            {u"events"_s, tally.events},
            {u"over"_s, tally.overLimit},
            {u"longest"_s, blockJson(tally.longest)},
            {u"busiest"_s, blockJson(tally.busiest)},
            {u"blocks"_s, blocks},
            {u"p95_ms"_s, tally.p95Ms},
            {u"p99_ms"_s, tally.p99Ms}};
}

} // namespace liaison::bench
