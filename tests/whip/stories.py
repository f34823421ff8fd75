"""Stories of encoders and players, told with an independent WebRTC stack. Prints `N passed, N failed, N skipped`.

Each story has a show of its own, so that nothing of one is heard in another.
"""

import asyncio
import logging
import sys
import time
import traceback
import uuid

from clients import EVERY, GCM, SHA1, Page, Player, Publisher, Refused, request
from server import Server
from tones import Picture, Tone


class House:
    """A server with a show, and everybody who is in it."""

    def __init__(self, server, show):
        self.server, self.show, self.everybody = server, show, []
        self.whip = f"{server.base}/whip/{show}"
        self.whep = f"{server.base}/whep/{show}"

    def ticket(self, role, name, **more):
        return self.server.ticket(self.show, role, name, **more)

    async def publish(self, ticket, *tracks, profiles=EVERY):
        return await self._in(Publisher(*tracks, profiles=profiles), self.whip, ticket)

    async def play(self, channel="floor", ticket=None, profiles=EVERY, kinds=("audio", "video")):
        ticket = ticket or await self.ticket("attendee", f"Player {channel}")
        return await self._in(Player(profiles, kinds), f"{self.whep}?channel={channel}", ticket)

    async def page(self, ticket, seat):
        page = await Page.enter(self.server.base, ticket, seat)
        self.everybody.append(page)
        return page

    async def _in(self, client, url, ticket):
        self.everybody.append(client)
        return await client.post(url, ticket)

    async def empty(self):
        for one in self.everybody:
            await one.close()


async def a_speaker_is_seen_and_heard_whatever_protection_she_has(house):
    player = await house.play()
    ticket = await house.ticket("speaker", "Eva", language="de")
    for profiles, tone in ((GCM, 440), (SHA1, 660)):
        encoder = await house.publish(ticket, Tone(tone), Picture(), profiles=profiles)
        assert encoder.pc.connectionState == "connected", encoder.pc.connectionState
        await player.ear.until(tone)
        await player.eye.until_moving()
        assert player.eye.size == (Picture.WIDTH, Picture.HEIGHT), player.eye.size
    # The second encoder has replaced the first; ended, it is heard no more.
    assert await encoder.delete() == 200
    await player.ear.until_not(660)
    await player.ear.never(440, 660)
    assert await player.delete() == 200


async def a_player_without_gcm_hears_at_its_second_post(house):
    await house.publish(await house.ticket("speaker", "Eva", language="de"), Tone(440))
    ticket = await house.ticket("attendee", "Otto")
    first = await house.play(ticket=ticket, profiles=SHA1, kinds=("audio",))
    await first.settled()
    assert first.pc.connectionState != "connected", "the first answer has GCM alone"
    second = await house.play(ticket=ticket, profiles=SHA1, kinds=("audio",))
    assert second.pc.connectionState == "connected", second.pc.connectionState
    await second.ear.until(440)


async def an_interpreter_is_on_her_channel_and_nowhere_else(house):
    await house.publish(await house.ticket("speaker", "Eva", language="de"), Tone(440))
    floor, channel = await house.play(), await house.play("zh", kinds=("audio",))
    # Nobody interprets: the rules send her to the floor.
    await channel.ear.until(440)
    first = await house.publish(await house.ticket("interpreter", "Li", language="zh"), Tone(880))
    await channel.ear.until(880)
    await floor.ear.until(440)
    # The channel is taken: an open microphone waits.
    await house.publish(await house.ticket("interpreter", "Ma", language="zh"), Tone(1320))
    await asyncio.gather(channel.ear.never(1320, 440), floor.ear.never(880, 1320))
    assert channel.ear.share(880) > 0
    # It is on air as soon as the channel is free.
    assert await first.delete() == 200
    await channel.ear.until(1320)
    await floor.ear.until(440)


async def what_is_said_beside_the_channel_reaches_no_player(house):
    await house.publish(await house.ticket("speaker", "Eva", language="de"), Tone(440))
    ticket = await house.ticket("interpreter", "Li", language="zh")
    page = await house.page(ticket, "seat-of-li")
    await house.page(await house.ticket("interpreter", "Ma", language="zh"), "seat-of-ma")
    await house.page(await house.ticket("host", "Hanna", language="de"), "seat-of-hanna")
    floor, channel = await house.play(), await house.play("zh", kinds=("audio",))
    # Beside her page, which asks nothing.
    await house.publish(ticket, Tone(880))
    await channel.ear.until(880)
    for goal in ("partner", "desk"):
        await page.does("talk", to=goal)
        await channel.ear.until_not(880)
        await asyncio.gather(channel.ear.never(880), floor.ear.never(880))
        await page.does("talk", to="nobody")
        await channel.ear.until(880)
    for state in ("cough", "off"):
        await page.does("microphone", state=state)
        await channel.ear.until_not(880)
        await asyncio.gather(channel.ear.never(880), floor.ear.never(880))
        await page.does("microphone", state="on")
        await channel.ear.until(880)
    assert floor.ear.share(440) > 0


async def the_briefing_room_is_closed_to_players(house):
    ticket = await house.ticket("speaker", "Eva", language="de")
    host = await house.page(await house.ticket("host", "Hanna", language="de"), "seat-of-hanna")
    page = await house.page(ticket, "seat-of-eva")
    await host.does("briefing", join=True)
    await page.does("briefing", join=True)
    await house.publish(ticket, Tone(660))
    try:
        await house.play()
        raise AssertionError("the doors are closed")
    except Refused as refused:
        assert (refused.status, refused.code) == (409, "doors_closed"), refused
    await host.does("set_phase", key=str(uuid.uuid4()), phase="doors_open")
    player = await house.play(kinds=("audio",))
    await player.ear.never(660)
    await host.does("set_phase", key=str(uuid.uuid4()), phase="live")
    await player.ear.never(660)
    await host.does("bring_up", key=str(uuid.uuid4()), participant=page.you)
    await player.ear.until(660)
    await host.does("take_down", key=str(uuid.uuid4()), participant=page.you)
    await player.ear.until_not(660)
    await player.ear.never(660)


async def a_session_is_changed_and_ended_by_its_ticket_alone(house):
    ticket = await house.ticket("speaker", "Eva", language="de")
    other = await house.ticket("speaker", "Fred", language="de")
    encoder = await house.publish(ticket, Tone(440))
    fragment = "".join(
        line + "\r\n"
        for line in encoder.pc.localDescription.sdp.splitlines()
        if line.startswith(("a=ice-ufrag:", "a=ice-pwd:"))
    )
    kind = {"Content-Type": "application/trickle-ice-sdpfrag"}

    async def patch(bearer, headers, body=fragment):
        status, answered, text = await request(encoder.resource, "PATCH", bearer, body, headers)
        return status, answered, text

    assert (await patch(ticket, {**kind, "If-Match": encoder.tag}))[0] == 204
    assert (await patch(ticket, kind))[0] == 428
    assert (await patch(ticket, {**kind, "If-Match": '"other"'}))[0] == 412
    assert (await patch(other, {**kind, "If-Match": encoder.tag}))[0] == 404
    anew = "a=ice-ufrag:anew\r\na=ice-pwd:anewanewanewanewanewanew\r\n"
    status, answered, text = await patch(ticket, {**kind, "If-Match": "*"}, anew)
    assert status == 200 and answered["ETag"] != encoder.tag, (status, text)
    assert "a=ice-ufrag:" in text and "a=ice-pwd:" in text and "a=candidate:" in text, text
    assert (await request(encoder.resource, "DELETE", other))[0] == 404
    assert (await request(encoder.resource, "DELETE", ticket))[0] == 200
    assert (await request(encoder.resource, "DELETE", ticket))[0] == 404


STORIES = [
    # With everybody who speaks on stage in a live show (auto), or none of that (planned).
    (a_speaker_is_seen_and_heard_whatever_protection_she_has, "auto"),
    (a_player_without_gcm_hears_at_its_second_post, "auto"),
    (an_interpreter_is_on_her_channel_and_nowhere_else, "auto"),
    (what_is_said_beside_the_channel_reaches_no_player, "auto"),
    (the_briefing_room_is_closed_to_players, "planned"),
    (a_session_is_changed_and_ended_by_its_ticket_alone, "auto"),
]


async def tell(server, story, policy, places):
    """One story in a show of its own; its name, the seconds it took, and what went wrong."""
    name = story.__name__.replace("_", " ")
    async with places:
        begun = time.monotonic()
        try:
            show = story.__name__[:40].replace("_", "-").strip("-")
            await server.show(show, auto_stage=policy == "auto", live=policy == "auto")
            house = House(server, show)
            try:
                await asyncio.wait_for(story(house), 120)
            finally:
                await house.empty()
        except Exception as fault:
            return name, time.monotonic() - begun, fault
        return name, time.monotonic() - begun, None


async def main(wanted):
    names = {story: story.__name__.replace("_", " ") for story, _ in STORIES}
    chosen = [pair for pair in STORIES if not wanted or any(word in names[pair[0]] for word in wanted)]
    failed = 0
    async with Server() as server:
        # Each has a show of its own; they follow each other, because ears and clocks of one process starve each other.
        places = asyncio.Semaphore(AT_ONCE)
        for told in asyncio.as_completed([tell(server, *pair, places) for pair in chosen]):
            name, seconds, fault = await told
            print(f"  {'FAIL' if fault else 'ok  '} {name} ({seconds:.1f} s)", flush=True)
            if fault:
                failed += 1
                traceback.print_exception(fault)
    print(f"{len(chosen) - failed} passed, {failed} failed, {len(STORIES) - len(chosen)} skipped")
    return failed == 0


AT_ONCE = 1

if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    # What a decoder says of a stream that begins anew is not of interest.
    logging.getLogger("libav").setLevel(logging.CRITICAL)
    sys.exit(0 if asyncio.run(main(sys.argv[1:])) else 1)
