"""Coming in, and going out."""

from uuid import uuid4

from runtime.ports import free_port
from tests.e2e.system import Crew
from tests.flows.conftest import Place, Settle, dashboard


async def test_whoever_signs_up_is_welcomed_and_makes_the_first_board(settle: Settle, crew: Crew) -> None:
    desk = settle()
    await desk.open("/signup")
    await desk.write("First name", "Nora")
    await desk.write("E-mail", f"nora-{uuid4().hex}@example.org")
    await desk.write("Password", "tide-rises-at-noon")
    desk.submit()
    await desk.is_at("/welcome")
    await desk.write("Workspace", crew.workspace["name"])  # two teams may be called alike
    await desk.write("First project", "Harbour lights")
    desk.submit()
    await desk.is_at("/p/HL/board")
    await desk.sees(crew.workspace["name"])
    deck = await desk.deck()
    assert list(deck.columns) == ["Backlog", "Todo", "Doing", "Done", "Cancelled"]
    assert deck.titles == set()


async def test_what_a_form_lacks_is_said_beside_each_field(settle: Settle) -> None:
    desk = settle()
    await desk.open("/signup")
    await desk.write("E-mail", "nora@example.org")
    desk.submit()
    await desk.sees("Please enter your first name.")
    assert desk.complaint("First name") == "Please enter your first name."
    assert desk.complaint("Password") == "Please choose a password."
    assert desk.complaint("E-mail") == ""


async def test_the_link_in_a_mail_asks_before_it_ends_such_mails(settle: Settle) -> None:
    desk = settle()
    await desk.open("/unsubscribe?token=made-up")
    await desk.sees("No more of these mails?")
    desk.submit()
    await desk.sees("This link is not one of ours.")


async def test_a_password_that_is_too_easy_is_refused_beside_its_field(settle: Settle) -> None:
    desk = settle()
    await desk.open("/signup")
    await desk.write("First name", "Nora")
    await desk.write("E-mail", f"nora-{uuid4().hex}@example.org")
    await desk.write("Password", "12345678")
    desk.submit()
    await desk.sees("too common")
    assert "too common" in desk.complaint("Password")
    assert desk.address == "/signup"


async def test_a_wrong_password_is_told_and_a_right_one_leads_where_one_wanted_to_go(
    settle: Settle, crew: Crew
) -> None:
    desk = settle()
    await desk.open("/p/OPS/list")
    await desk.is_at("/login")
    await desk.write("E-mail", crew.ann.email)
    await desk.write("Password", "tide-falls-at-noon")
    desk.submit()
    await desk.sees("is wrong")
    assert desk.field("E-mail").value == crew.ann.email
    await desk.write("Password", crew.ann.password)
    desk.submit()
    await desk.is_at("/p/OPS/list")
    await desk.sees(crew.workspace["name"])


async def test_logging_out_ends_it_in_all_tabs_of_the_browser(settle: Settle, crew: Crew) -> None:
    desk = await settle().sign_in(crew.ann)
    other = settle(beside=desk)
    await other.open("/settings/profile")
    await other.follow("Sign out")
    await other.is_at("/login")
    await other.sees("You are signed out.")
    await desk.is_at("/login")
    await desk.open("/p/OPS/board")
    await desk.is_at("/login")


async def test_an_api_that_is_gone_is_told_on_a_page_of_its_own(place: Place, crew: Crew) -> None:
    async with dashboard(place.settings()) as settle:
        cookies = (await settle().sign_in(crew.ann)).http_client.cookies
    nowhere = f"http://127.0.0.1:{free_port()}"
    async with dashboard(place.settings(TASKTIDE_API_URL=nowhere)) as settle:
        ann, stranger = settle(), settle()
        ann.http_client.cookies = cookies
        await ann.open("/p/OPS/board")
        await ann.sees("Tasktide is not answering")
        assert ann.buttons() == []
        await stranger.open("/login")
        await stranger.write("E-mail", crew.ann.email)
        await stranger.write("Password", crew.ann.password)
        stranger.submit()
        await stranger.sees("cannot be reached")
