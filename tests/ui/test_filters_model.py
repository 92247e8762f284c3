"""The page Filters without Qt: the form that follows its check, checks to begin from, trials, strangers."""

import pytest
import regex

from homemail.control.methods.filters import Check, RecentTrial, Touched
from homemail.control.methods.strangers import Blocklist, Refusals, RefusedToday, StrangerLists
from homemail.ui.panels.filters_model import TABLES, Draft, Filters, is_complete, outcome
from homemail.ui.panels.filters_ready import ready_made
from homemail.ui.panels.filters_trial_model import RecentTry
from homemail.ui.panels.strangers_model import Strangers, asked_words, means

ONE, TWO, THREE = (Check(f"^X-{name}:", "ignore") for name in ("One", "Two", "Three"))
HEADER = TABLES[0]


def filters(*checks: Check) -> Filters:
    model = Filters()
    model.apply(HEADER, checks)
    return model


def test_the_form_follows_its_check_when_the_terminal_moves_it() -> None:
    model = filters(ONE, TWO)
    model.hold(1)
    model.draft.typed = THREE
    model.apply(HEADER, (TWO, ONE))
    assert model.draft == Draft(0, TWO, THREE)
    assert model.with_saved() == (THREE, ONE)


def test_what_is_typed_stays_when_its_check_is_removed_elsewhere() -> None:
    model = filters(ONE, TWO)
    model.hold(1)
    model.draft.typed = THREE
    model.apply(HEADER, (ONE,))
    assert (model.draft.at, model.with_saved()) == (None, (ONE, THREE))


def test_an_untouched_form_lets_a_removed_check_go() -> None:
    model = filters(ONE, TWO)
    model.hold(1)
    model.apply(HEADER, (ONE,))
    assert model.draft == Draft()


def test_each_table_keeps_its_own_form() -> None:
    model = filters(ONE)
    model.draft.typed = TWO
    model.segment = TABLES[2]
    assert model.draft == Draft()
    model.segment = "strangers"
    assert model.draft.typed == TWO


def test_the_check_in_the_form_is_tried_in_its_place_and_a_half_one_not_at_all() -> None:
    model = filters(ONE, TWO)
    assert model.to_try() == ((ONE, TWO), 0)
    model.hold(0)
    model.draft.typed = THREE
    assert model.to_try() == ((THREE, TWO), 1)
    model.draft.typed = Check("(")
    assert model.to_try() == ((ONE, TWO), 0)


def test_what_is_tried_is_mail_that_goes_the_way_of_the_check() -> None:
    model = filters(ONE, Check("^X-In:", "hold", "", "incoming"))
    assert (model.direction("outgoing"), model.direction("incoming")) == ("outgoing", "incoming")
    model.hold(1)
    assert model.direction("outgoing") == "incoming"
    model.apply(HEADER, (Check("^X-In:", "hold", "", "incoming"),))
    model.hold(None)
    assert model.direction("outgoing") == "incoming"  # no check looks at mail that leaves


def test_a_line_of_the_text_may_become_anything_and_a_header_line_not() -> None:
    check = Check("x", "replace", "no colon")
    assert not is_complete(check)
    assert is_complete(check, "body_checks")


@pytest.mark.parametrize("table", TABLES)
def test_checks_to_begin_from_can_be_saved_as_they_are(table: str) -> None:
    assert all(is_complete(one.check, table) for one in ready_made(table))
    assert len({one.words for one in ready_made(table)}) == len(ready_made(table))


@pytest.mark.parametrize(
    ("table", "number", "hit", "miss"),
    [
        (0, 0, "Received: from pc by gw", "X-Received: by far"),
        (0, 1, "User-Agent: Mutt", "Subject: my User-Agent: x"),
        (0, 2, "Subject: [Scan] page 1", "Subject: a scandal"),
        (0, 3, "List-Unsubscribe: <mailto:x>", "Subject: List-Unsubscribe:"),
        (1, 0, 'Content-Type: application/x; name="invoice.pdf.EXE"', 'Content-Type: text/plain; name="executive.txt"'),
        (1, 0, "Content-Disposition: attachment; filename*0*=UTF-8''a.js; x=y", "Content-Type: text/x; name=a.json"),
        (1, 1, 'Content-Type: application/x; name="a.xlsm"', 'Content-Type: application/x; name="a.xlsx"'),
        (1, 2, "Content-Disposition: attachment; filename=photos.zip", "Content-Type: text/plain; name=zip"),
        (2, 0, "Send it to this bitcoin wallet", "bitcoin is falling"),
        (2, 1, "deux cartes-cadeaux", "a gift for card players"),
        (2, 2, "IBAN FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189abcd/base64+lines="),
    ],
)
def test_checks_to_begin_from_find_what_they_say(table: int, number: int, hit: str, miss: str) -> None:
    pattern = regex.compile(ready_made(TABLES[table])[number].check.pattern, regex.IGNORECASE | regex.DOTALL)
    assert pattern.search(hit)
    assert not pattern.search(miss)


def touched(line: str) -> Touched:
    return Touched(1.0, "a@far.example", "b@maison.test", "4A1B", line, 1)


def test_a_trial_goes_through_its_pages_and_counts() -> None:
    trial = RecentTry()
    asked = trial.begin((ONE,), 1, HEADER, "incoming", 200)
    assert (asked.count, asked.number, trial.is_running) == (200, 1, True)
    assert trial.hear(RecentTrial((touched("x"),), 20, 20, 30, (), "7"), trial.turn)
    assert trial.headline == "20 of 30 messages looked through"
    assert not trial.hear(RecentTrial((), 10, 30, 30, (1,)), trial.turn)
    assert trial.headline == "1 would be touched, of 30 messages."
    assert "Check 1 takes too long" in trial.warning


def test_a_trial_that_was_cancelled_hears_no_more() -> None:
    trial = RecentTry()
    trial.begin((ONE,), 1, HEADER, "incoming", 200)
    trial.hear(RecentTrial((), 20, 20, 30, (), "7"), trial.turn)
    trial.cancel()
    assert not trial.hear(RecentTrial((touched("x"),), 10, 30, 30), trial.turn)
    assert trial.headline == "None would be touched, of 20 messages. The rest was not looked at."
    before = trial.turn
    trial.begin((TWO,), 1, HEADER, "incoming", 200)
    assert not trial.hear(RecentTrial((touched("x"),), 10, 30, 30, (), "7"), before)
    trial.fail("gone", before)
    assert trial.is_running


def test_no_mail_this_way_is_said() -> None:
    trial = RecentTry()
    trial.begin((ONE,), 0, HEADER, "outgoing", 200)
    trial.hear(RecentTrial((), 0, 5, 5), trial.turn)
    assert trial.headline == "No recent mail goes this way."


def test_what_a_number_without_a_check_means() -> None:
    assert outcome(0, (ONE,)) == outcome(2, (ONE,)) == "Stays as it is"


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("bob@example.org", True), ("@example.com", True), ("example.com", True), ("192.0.2.0/24", True),
        ("2001:db8::1", True), ("", True), ("two words", False), ("a@", False), ("192.0.2.0/99", False),
        ("spam.example", False), ("friend.example", False),
    ],
)  # fmt: skip
def test_an_entry_is_judged_while_it_is_typed(typed: str, right: bool) -> None:
    model = Strangers(StrangerLists(allow=("friend.example",), block=("spam.example",)))
    assert (model.problem("block", typed) == "") is right


def test_what_the_checks_did_today() -> None:
    rows = Refusals("blocklists", 3, "zen.example"), Refusals("blocklists", 1, "b.example"), Refusals("block", 1)
    model = Strangers()
    assert model.refused("strangers.blocklists") == ""
    model.today = RefusedToday(rows)
    assert model.refused("strangers.blocklists") == "Refused 4 times today."
    assert (model.by_zone("zen.example"), model.blocked()) == (3, "Refused 1 time today.")
    model.today = RefusedToday(rows, more=True)
    assert model.refused("strangers.blocklists") == "Refused more than 4 times today."


def test_what_an_entry_means_and_how_many_lists_answer() -> None:
    said = [means(one) for one in ("a@b.example", "b.example", "192.0.2.7", "192.0.2.0/24")]
    assert said == ["One sender", "Whole domain", "One server", "Network"]
    assert asked_words((Blocklist("a", "answers"), Blocklist("b", "silent"))) == "1 of 2 answer."
