"""Who makes way, as a table."""

from homemail.smtpd.crowd import Stage, Standing, who_makes_way


def test_who_makes_way():
    silent, idle = Standing("192.0.2.1", Stage.SILENT, 5.0), Standing("192.0.2.2", Stage.IDLE, 60.0)
    fresh, opened = Standing("192.0.2.3", Stage.SILENT, 3.9), Standing("192.0.2.4", Stage.OPEN, 29.0)
    slow = Standing("192.0.2.5", Stage.CONTENT, 61.0)
    assert who_makes_way([]) is None
    assert who_makes_way([("fresh", fresh), ("opened", opened)]) is None  # honest for all we know
    assert who_makes_way([("slow", slow), ("idle", idle), ("silent", silent), ("fresh", fresh)]) == "silent"
    assert who_makes_way([("slow", slow), ("idle", idle), ("fresh", fresh)]) == "idle"
    assert who_makes_way([("slow", slow), ("opened", opened)]) == "slow"


def test_whoever_holds_many_goes_before_who_holds_one():
    lone = Standing("198.51.100.1", Stage.SILENT, 200.0)
    many = [(number, Standing("192.0.2.1", Stage.SILENT, 10.0 + number)) for number in range(3)]
    assert who_makes_way([("lone", lone), *many]) == 2
    network = [(number, Standing(f"2001:db8::{number}", Stage.SILENT, 10.0 + number)) for number in range(3)]
    assert who_makes_way([("lone", lone), *network]) == 2
