"""Each page's scripts carry the nonce of its own policy."""

import httpx
from jinja2 import Environment
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from dashboard.headers import Guard, guard_templates

PAGE = "<script>one</script><script type=module>two</script><p>{{ words }}</p>"


async def test_the_templates_scripts_run_and_nobody_elses() -> None:
    templates = Environment(autoescape=False)  # as careless as can be
    guard_templates(templates)

    def page(request: Request) -> HTMLResponse:
        return HTMLResponse(templates.from_string(PAGE).render(request=request, words="<script>evil</script>"))

    guarded = httpx.ASGITransport(Guard(Starlette(routes=[Route("/", page)])))
    async with httpx.AsyncClient(transport=guarded, base_url="http://dashboard") as client:
        first, second = await client.get("/"), await client.get("/")
    policy = first.headers["content-security-policy"]
    (nonce,) = [part[7:-1] for part in policy.split() if part.startswith("'nonce-")]
    assert first.text.count(f'<script nonce="{nonce}"') == 2
    assert "<p><script>evil</script></p>" in first.text
    assert nonce not in second.text + second.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy.split("script-src ")[1].split(";")[0]
