"""A server of one's own on free ports, and tickets for it."""

import asyncio
import json
import pathlib
import tempfile

from clients import request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / "target" / "debug" / "roadshow"


class Server:
    """Runs as long as the `async with` does."""

    async def __aenter__(self):
        self.home = tempfile.TemporaryDirectory()
        self.process = await asyncio.create_subprocess_exec(
            BINARY, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--data", self.home.name,
            stdout=asyncio.subprocess.PIPE,
        )
        self.base = None
        while self.base is None:
            line = (await asyncio.wait_for(self.process.stdout.readline(), 30)).decode()
            assert line, "the server ended before it was ready"
            if "listening " in line:
                words = dict(word.split("=", 1) for word in line.split()[1:])
                self.base = f"http://{words['http']}"
        # The server must not block on a full pipe.
        self.drain = asyncio.ensure_future(self.process.stdout.read())
        self.admin = pathlib.Path(self.home.name, "admin.token").read_text().strip()
        return self

    async def __aexit__(self, *_):
        self.process.terminate()
        await self.process.wait()
        self.drain.cancel()
        self.home.cleanup()

    async def api(self, method, path, body):
        status, _, text = await request(
            self.base + path, method, self.admin, json.dumps(body), {"Content-Type": "application/json"}
        )
        assert status < 300, f"{method} {path}: {status} {text}"
        return json.loads(text) if text else None

    async def show(self, name, auto_stage, live):
        """Opens a show of two languages with a booth of two seats."""
        booth = {"id": "de-zh", "languages": ["de", "zh"], "seats": 2}
        plan = {
            "id": name, "title": {"en": name}, "languages": ["de", "zh"], "booths": [booth],
            "policy": {"auto_stage": auto_stage},
        }
        await self.api("POST", "/api/v1/shows", plan)
        if live:
            await self.api("PUT", f"/api/v1/shows/{name}/phase", {"phase": "live"})

    async def ticket(self, show, role, name, **more):
        wish = {"role": role, "name": name, **more}
        return (await self.api("POST", f"/api/v1/shows/{show}/tickets", wish))["ticket"]
