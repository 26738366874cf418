"""A headless Chromium behind Debian's driver, spoken to by the WebDriver protocol."""

import base64
import json
import subprocess
import sys
import time
import urllib.request

PATIENCE_S = 60
POLL_S = 0.1


class Browser:
    """A browser with one window. Waiting ends the program after a minute."""

    def __init__(self, width, height):
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        port = None
        for line in self.driver.stdout:
            if "successfully on port" in line:
                port = line.rstrip(".\n").rsplit(" ", 1)[1]
                break
        self.address = f"http://127.0.0.1:{port}/session"
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--force-device-scale-factor=1"]}
        wanted = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}}
        self.address += "/" + self.ask("", wanted)["sessionId"]
        self.size(width, height)

    def ask(self, path, body=None, method="POST"):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return json.load(answer)["value"]

    def command(self, name, **parameters):
        """A command of Chromium's own protocol."""
        return self.ask("/goog/cdp/execute", {"cmd": name, "params": parameters})

    def size(self, width, height):
        """Makes the page so large, whatever the least size of a window is."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def show(self, address):
        self.ask("/url", {"url": address})

    def await_value(self, expression):
        """The value of an expression of the page, as soon as it is true as JavaScript has it."""
        ends = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends:
            value = self.ask("/execute/sync", {"script": "return " + expression, "args": []})
            if value:
                return value
            time.sleep(POLL_S)
        sys.exit(f"{expression} was not true within {PATIENCE_S} s")

    def picture(self, file):
        """Writes what is seen as PNG."""
        file.write_bytes(base64.b64decode(self.ask("/screenshot", method="GET")))

    def close(self):
        try:
            self.ask("", method="DELETE")
        finally:
            self.driver.terminate()
            self.driver.wait()
