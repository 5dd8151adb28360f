"""A switch in user space for hosts in network namespaces: every frame goes to every other port, late by
DELAY +- JITTER ms, and is lost with probability LOSS (in percent). What is delivered to a port is written
to FOLDER/<port>.frames.

    lossy-switch.py FOLDER LOSS DELAY JITTER SEED NAMESPACE...

Each line "PORT in" or "PORT out" on standard input plugs a port's cable in or out.
"""
import ctypes, fcntl, heapq, os, random, select, struct, sys, time

folder, loss, delay, jitter, seed, *namespaces = sys.argv[1:]
loss, delay, jitter = float(loss) / 100, float(delay) / 1000, float(jitter) / 1000
dice = random.Random(int(seed))
libc = ctypes.CDLL(None, use_errno=True)


def open_tap(namespace):
    """A tap called eth0 inside the namespace: the kernel finishes checksums before frames come out of it."""
    with open(f"/var/run/netns/{namespace}") as entry:
        if libc.setns(entry.fileno(), 0x40000000) != 0:
            raise OSError(ctypes.get_errno(), "setns")
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, 0x400454CA, struct.pack("16sH22x", b"eth0", 0x0002 | 0x1000))
    return tap


taps = [open_tap(namespace) for namespace in namespaces]
heard = [open(f"{folder}/{port}.frames", "wb", buffering=0) for port in range(len(taps))]
plugged = [True] * len(taps)
waiting, number = [], 0
poll = select.poll()
for tap in taps:
    poll.register(tap, select.POLLIN)
poll.register(0, select.POLLIN)
print("ready", flush=True)


def take(port):
    global number
    for _ in range(64):
        try:
            frame = os.read(taps[port], 65536)
        except (BlockingIOError, OSError):
            return
        for other in range(len(taps)):
            if other == port or not (plugged[port] and plugged[other]) or dice.random() < loss:
                continue
            number += 1
            due = time.monotonic() + max(0, delay + dice.uniform(-jitter, jitter))
            heapq.heappush(waiting, (due, number, other, frame))


while True:
    wait = max(0, (waiting[0][0] - time.monotonic()) * 1000) if waiting else 1000
    for ready, events in poll.poll(wait):
        if ready == 0:
            orders = os.read(0, 65536)  # several lines may come at once
            if not orders:
                sys.exit(0)
            for line in orders.decode().splitlines():
                port, state = line.split()
                plugged[int(port)] = state == "in"
        elif events & select.POLLIN:
            take(taps.index(ready))
    while waiting and waiting[0][0] <= time.monotonic():
        _, _, port, frame = heapq.heappop(waiting)
        heard[port].write(frame)
        try:
            os.write(taps[port], frame)
        except OSError:
            pass  # the interface is down, or its queue is full: lost like the others
