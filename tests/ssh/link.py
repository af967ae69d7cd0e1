#!/usr/bin/env python3
"""A long and narrow link between two TCP ports of this machine.

    tests/ssh/link.py TO ONEWAY RATE

Listens on a free port, tells it in a line, and connects everyone to port TO. Each direction carries RATE bytes
a second, and each byte arrives ONEWAY seconds after it was carried. When half a second's worth is queued no more is
read, as a modem would.
"""

import asyncio
import socket
import sys
import time

QUEUE = 0.5
PIECE = 512


async def carry(reader, writer, oneway, rate):
    """One direction of one connection."""
    queue = asyncio.Queue()

    async def deliver():
        while True:
            when, some = await queue.get()
            await asyncio.sleep(max(0, when - time.monotonic()))
            if not some:
                break
            writer.write(some)
            await writer.drain()
        writer.close()

    delivering = asyncio.ensure_future(deliver())
    free = time.monotonic()
    some = b"-"
    while some:
        try:
            some = await reader.read(PIECE)
        except OSError:
            some = b""
        free = max(free, time.monotonic()) + len(some) / rate
        queue.put_nowait((free + oneway, some))
        wait = free - time.monotonic() - QUEUE
        if wait > 0:
            await asyncio.sleep(wait)
    try:
        await delivering
    except OSError:
        pass


async def main(to, oneway, rate):
    async def connect(reader, writer):
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", to)
        for w in (writer, far_writer):
            w.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(carry(reader, far_writer, oneway, rate), carry(far_reader, writer, oneway, rate))

    # What is read must not wait in buffers of this program.
    server = await asyncio.start_server(connect, "127.0.0.1", 0, limit=PIECE)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])))
