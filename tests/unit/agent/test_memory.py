import asyncio
import time

import pytest

from toolstack.agent import management
from toolstack.agent.management import Guard
from toolstack.agent.memory import Checkpoint, Memory, Remembered
from toolstack.plan.hostnet import Bridge, HostNet

ONE = HostNet(bridges=(Bridge(name="xenbr0", owner="PIF:1"),))
TWO = HostNet(bridges=(Bridge(name="xenbr0", owner="PIF:2"),))


async def remember(directory, *values):
    memory = Memory(directory)
    memory.load()
    for value in values:
        memory.now = value
        await memory.flush()
    return memory


def recall(directory):
    memory = Memory(directory)
    memory.load()
    return memory.now


async def test_the_newest_is_recalled(tmp_path):
    long = Remembered(generation=1, wanted=HostNet(bridges=ONE.bridges * 50))
    await remember(tmp_path, long, Remembered(generation=2, wanted=ONE), Remembered(generation=3, wanted=TWO))
    assert recall(tmp_path) == Remembered(generation=3, wanted=TWO)
    await remember(tmp_path, Remembered(generation=4))
    assert recall(tmp_path) == Remembered(generation=4)


@pytest.mark.parametrize("cut", [0, 1, 20, 40])
async def test_a_write_cut_short_leaves_the_one_before(tmp_path, cut):
    memory = await remember(tmp_path, Remembered(generation=1, wanted=ONE), Remembered(generation=2, wanted=TWO))
    newest = memory._paths[memory._sequence % 2]
    newest.write_bytes(newest.read_bytes()[:cut])
    assert recall(tmp_path) == Remembered(generation=1, wanted=ONE)


async def test_a_flipped_bit_is_noticed(tmp_path):
    memory = await remember(tmp_path, Remembered(generation=1, wanted=ONE), Remembered(generation=2, wanted=TWO))
    newest = memory._paths[memory._sequence % 2]
    data = bytearray(newest.read_bytes())
    data[-1] ^= 1
    newest.write_bytes(data)
    assert recall(tmp_path).generation == 1


async def test_nothing_readable_is_a_fresh_start(tmp_path):
    (tmp_path / "agent-0.state").write_text("?")
    assert recall(tmp_path) == Remembered()


def test_a_guarded_change_remembers_where_to_go_back_to():
    now = Remembered(generation=1, wanted=ONE)
    guarded = management.guarded(now, 2, TWO, 30)
    assert (guarded.wanted, guarded.checkpoint.before, guarded.checkpoint.generation) == (TWO, ONE, 2)
    later = management.guarded(guarded, 3, HostNet(), None)
    assert later.checkpoint == guarded.checkpoint
    again = management.guarded(later, 4, TWO, 30)
    assert (again.checkpoint.before, again.checkpoint.generation) == (ONE, 4)
    assert management.confirmed(again, 3) is None
    assert management.confirmed(again, 4).checkpoint is None
    back = management.taken_back(again)
    assert (back.generation, back.wanted, back.checkpoint, back.rolled_back) == (4, ONE, None, 4)


def test_the_first_network_has_nothing_to_go_back_to():
    assert management.guarded(Remembered(), 1, ONE, 30).checkpoint is None


def test_a_clock_that_was_set_back_does_not_prolong_a_checkpoint():
    checkpoint = Checkpoint(generation=1, before=ONE, expires=time.time() + 1e6, window=5)
    assert management.remaining(checkpoint) == 5


async def test_the_guard_tries_again_until_it_is_back():
    expired = Checkpoint(generation=1, before=ONE, expires=0, window=1)
    current, answers, done = [expired], [False, True], asyncio.Event()

    async def roll_back():
        answer = answers.pop(0)
        if answer:
            current[0] = None
            done.set()
        return answer

    management.RETRY, before = 0, management.RETRY
    running = asyncio.create_task(Guard(lambda: current[0], roll_back).run())
    await done.wait()
    running.cancel()
    management.RETRY = before
    assert answers == []
