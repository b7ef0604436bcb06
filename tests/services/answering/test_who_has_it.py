"""Who has an inquiry: taken and given back by one key, seen by the other desk, taken back by undo."""

from __future__ import annotations

from frontdesk.domain.inquiry import Source, State, Tab
from frontdesk.services import cases, inquiries
from frontdesk.services.desk import Desk
from tests.data.conftest import contents


def row(desk, key):
    return next(r for r in inquiries.inbox(desk, tab=Tab.TODO) if r.id == key)


def test_whoever_takes_an_inquiry_has_it_and_the_other_desk_sees_who(desk, clock):
    call = inquiries.log_call(desk, name="Odile Brun", phone="(512) 555-0177", text="left knee")
    other = Desk(desk.store, clock=clock, who="Ben Ortiz", name="second")
    before = contents(desk.store)

    taken = cases.take(desk, inquiry_id=call.id)
    assert (taken.owner, taken.state) == (desk.who, State.WORKING)
    assert "You have it" in [c.text for c in row(desk, call.id).chips]
    assert f"{desk.who.split()[0]} has it" in [c.text for c in row(other, call.id).chips]
    assert inquiries.case(other, inquiry_id=call.id).taken == f"{desk.who.split()[0]} has it"
    desk.undo()
    assert contents(desk.store) == before
    desk.redo()

    assert cases.take(other, inquiry_id=call.id).owner == "Ben Ortiz"
    given = cases.take(other, inquiry_id=call.id)
    assert (given.owner, given.state) == ("", State.NEW)
    assert not {"You have it", "Working"} & {c.text for c in row(desk, call.id).chips}


def test_a_call_says_what_it_is_about_and_which_way_it_went(desk):
    call = inquiries.log_call(desk, name="Pat Quill", phone="(512) 555-0178", text="later in the week", kind="move", outgoing=True)
    assert (call.source, call.wants) == (Source.CALLED, "move")
    assert row(desk, call.id).chips[0].text == "Move"
