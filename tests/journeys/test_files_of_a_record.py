"""A scan is attached by keys, seen in the window, and taken back."""

from __future__ import annotations

from tests.services.test_attachments import PDF


def test_a_report_is_attached_seen_and_taken_back(hands, tmp_path):
    path = tmp_path / "mri report.pdf"
    path.write_bytes(PDF)
    hands.window.context.choose_files = lambda parent, title, kinds: [str(path)]
    hands.press("Ctrl+4")
    hands.type("okonkwo james")
    hands.press("Down", "Shift+F")
    section = hands.section("patients")
    assert "Attached: mri report.pdf" in hands.snack
    assert section.part.picture.image is not None
    assert section.part.title.whole == "mri report.pdf"
    assert [entry.title for entry in section.record.timeline if entry.kind == "file"] == ["mri report.pdf"]
    hands.press("Ctrl+Z")
    assert section.record.files == ()
    assert not section.part.frame.isVisibleTo(section.part)
