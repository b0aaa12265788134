"""A browser at the desk, without a window."""

from starlette.testclient import TestClient

from bearwitness.web.app import make_app
from bearwitness.web.desk import Desk

PASSWORD = "a long invented password"
HOST = "127.0.0.1:8765"


class Browser:
    """One browser at the desk: keeps its cookie and finds the form token in pages."""

    def __init__(self, desk: Desk) -> None:
        self.client = TestClient(
            make_app(desk, [HOST]), base_url=f"http://{HOST}", follow_redirects=False
        )
        self.desk = desk

    def sign_in(self, name: str = "Publisher", password: str = PASSWORD) -> "Browser":
        self.client.post("/sign-in", data={"name": name, "password": password})
        return self

    @property
    def session(self):
        return self.desk.sessions.of(self.client.cookies.get("desk"))

    def get(self, path: str, **more):
        return self.client.get(path, **more)

    def post(self, path: str, **fields: str):
        return self.client.post(path, data={"csrf": self.session.csrf, **fields})
