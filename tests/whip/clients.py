"""A WHIP and a WHEP client on aiortc, a page's signalling on websockets, and the HTTP they need.

Small on purpose: an independent reading of RFC 9725, draft-ietf-wish-whep-04 and PROTOCOL.md, with no word of the
server's own code.
"""

import asyncio
import http.client
import json
import urllib.parse

import aioice.ice
import websockets.asyncio.client
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription, rtcdtlstransport

from tones import Ear, Eye

# Loopback is enough here, and nothing may depend on other interfaces.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]

PROFILES = {profile.openssl_profile.decode(): profile for profile in rtcdtlstransport.SRTP_PROFILES}
GCM = [PROFILES["SRTP_AEAD_AES_128_GCM"]]
SHA1 = [PROFILES["SRTP_AES128_CM_SHA1_80"]]
EVERY = list(rtcdtlstransport.SRTP_PROFILES)


class Refused(Exception):
    """The server answered with a problem."""

    def __init__(self, status, code):
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


async def request(url, method, bearer, body="", headers=None):
    """One HTTP request; status, headers and text."""
    return await asyncio.to_thread(_request, url, method, bearer, body, headers or {})


def _request(url, method, bearer, body, headers):
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        sent = {"Authorization": f"Bearer {bearer}", **headers}
        connection.request(method, path, body.encode(), sent)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


class Client:
    """What publishing and receiving have in common."""

    def __init__(self, profiles):
        self.profiles = profiles
        self.pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.resource = self.tag = None
        self.bearer = ""
        self.tasks = []

    async def post(self, url, bearer):
        """Offers; the answer is taken when this returns."""
        self.bearer = bearer
        await self.pc.setLocalDescription(await self.pc.createOffer())
        # There is no public way to choose them; they are read when the handshake begins.
        for transceiver in self.pc.getTransceivers():
            transceiver.sender.transport._srtp_profiles = self.profiles
        sdp = {"Content-Type": "application/sdp"}
        status, headers, text = await request(url, "POST", bearer, self.pc.localDescription.sdp, sdp)
        if status != 201:
            raise Refused(status, json.loads(text).get("code"))
        assert headers["Content-Type"] == "application/sdp", headers["Content-Type"]
        self.resource = urllib.parse.urljoin(url, headers["Location"])
        self.tag = headers["ETag"]
        await self.pc.setRemoteDescription(RTCSessionDescription(text, "answer"))
        await self.settled()
        return self

    async def settled(self):
        for _ in range(400):
            if self.pc.connectionState in ("connected", "failed", "closed"):
                return
            await asyncio.sleep(0.025)

    async def delete(self):
        status, _, _ = await request(self.resource, "DELETE", self.bearer)
        await self.close()
        return status

    async def close(self):
        for task in self.tasks:
            task.cancel()
        await self.pc.close()


class Publisher(Client):
    """WHIP: sends what it is given."""

    def __init__(self, *tracks, profiles=EVERY):
        super().__init__(profiles)
        for track in tracks:
            self.pc.addTransceiver(track, direction="sendonly")


class Player(Client):
    """WHEP: one picture and one sound."""

    def __init__(self, profiles=EVERY, kinds=("audio", "video")):
        super().__init__(profiles)
        self.ear, self.eye = Ear(), Eye()
        for kind in kinds:
            self.pc.addTransceiver(kind, direction="recvonly")
        self.pc.on("track", self._take)

    def _take(self, track):
        work = self.ear.listen(track) if track.kind == "audio" else self.eye.watch(track)
        self.tasks.append(asyncio.ensure_future(work))


class Page:
    """A page without media: says hello, asks, remembers what it is told."""

    @classmethod
    async def enter(cls, base, ticket, seat):
        page = cls()
        page.socket = await websockets.asyncio.client.connect(
            base.replace("http", "ws") + "/ws", subprotocols=["roadshow.v1"], proxy=None
        )
        page.number, page.replies, page.told = 0, {}, []
        page.reader = asyncio.ensure_future(page._read())
        welcome = await page.ask("hello", ticket=ticket, seat=seat.ljust(16, "_"))
        page.you = welcome["you"]["participant"]
        return page

    async def ask(self, kind, **fields):
        """Asks and returns the reply, refused or not."""
        self.number += 1
        reply = self.replies[self.number] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps({"type": kind, "id": self.number, **fields}))
        answer = await asyncio.wait_for(reply, 10)
        return answer

    async def does(self, kind, **fields):
        """Asks and must not be refused."""
        answer = await self.ask(kind, **fields)
        assert answer["type"] != "refused", f"{kind}: {answer}"
        return answer

    async def close(self):
        self.reader.cancel()
        await self.socket.close()

    async def _read(self):
        async for text in self.socket:
            message = json.loads(text)
            self.told.append(message)
            waiting = self.replies.pop(message.get("re"), None)
            if waiting and not waiting.done():
                waiting.set_result(message)
