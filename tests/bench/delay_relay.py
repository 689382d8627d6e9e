"""delay_relay.py LISTEN TARGET ROUND_TRIP_MS: a loopback TCP relay in which each byte arrives half a round trip late.

The bandwidth stays what it is: data flows on while earlier data waits, up to the queue's bound.
"""
import asyncio
import sys

CHUNK = 256 * 1024
WAITING = 64  # chunks on their way, as in a long pipe


async def pour(reader, writer, delay):
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue(WAITING)

    async def deliver():
        while True:
            due, data = await queue.get()
            wait = due - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            if not data:
                break
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()

    task = asyncio.create_task(deliver())
    try:
        while True:
            data = await reader.read(CHUNK)
            await queue.put((loop.time() + delay, data))
            if not data:
                break
        await task
    except (OSError, asyncio.CancelledError):
        task.cancel()


async def relay(reader, writer, target, delay):
    try:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target, limit=CHUNK)
        await asyncio.gather(pour(reader, far_writer, delay), pour(far_reader, writer, delay))
        far_writer.close()
    except OSError:
        pass
    writer.close()


async def main():
    listen, target, delay = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) / 2000
    server = await asyncio.start_server(lambda r, w: relay(r, w, target, delay), "127.0.0.1", listen, limit=CHUNK)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
