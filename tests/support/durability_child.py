"""A server that changes its database as fast as it can and says what it was told is durable.

Started by the durability test, which kills it.  Every change makes or removes a *whole*: a network, a VIF
on it and a VLAN whose tag numbers the whole.  Lines on standard output: ``+ number generation``
(made), ``- number generation`` (removed), ``g generation`` (a change that needs no SQL).
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sys

from toolstack.datamodel.model import Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.task import Task
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.db.store import Store


def make(tx, number):
    network = tx.insert(Network(name_label=str(number)), Ref(f"network-{number}"))
    tx.insert(Vif(network=network, device=str(number)), Ref(f"vif-{number}"))
    tx.insert(Vlan(tag=number), Ref(f"vlan-{number}"))
    tx.update(Network, network, name_description="whole")


def remove(tx, number):
    tx.delete(Vlan, Ref(f"vlan-{number}"))
    tx.delete(Network, Ref(f"network-{number}"))
    tx.delete(Vif, Ref(f"vif-{number}"))


def say(*words):
    # One write per line, straight to the pipe: what was said survives the kill.
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


async def worker(store, numbers):
    for number in numbers:
        await store.change(make, number)
        say("+", number, store.snapshot.generation)
        await store.change(lambda tx: tx.insert(Task()))
        say("g", store.snapshot.generation)
        if number % 3 == 0:
            await store.change(remove, number)
            say("-", number, store.snapshot.generation)


async def main(url, first):
    store = await Store.open(url)
    say("g", store.snapshot.generation)
    numbers = itertools.count(first)
    async with asyncio.TaskGroup() as group:
        for _ in range(8):
            group.create_task(worker(store, numbers))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
