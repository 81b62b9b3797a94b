"""Files and folders to reports: what is read, what is refused and how that is said."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.ingest import Limits, load
from memcon.model.errors import InputError, SidecarError


def only(path, **kwargs):
    (report,) = load([path], **kwargs).reports
    return report


def test_text_is_verbatim_and_hashed(folder, story):
    data = f"  {story}\r\nSecond line.\r\r\n\n".encode()
    report = only(folder({"1.txt": data}))
    assert report.text == data.decode()
    assert report.sha256 == hashlib.sha256(data).hexdigest()
    assert (report.id, report.file, report.read, report.language, report.why) == ("R1", "1.txt", True, "en", None)
    assert report.characters == len(report.text)
    assert report.published is None
    assert report.zone is None


def test_byte_order_marks_are_decoded(folder, story):
    files = {
        "a.txt": b"\xef\xbb\xbf" + story.encode(),
        "b.txt": story.encode("utf-16"),
        "c.txt": story.encode("utf-32"),
    }
    assert [r.text for r in load([folder(files)]).reports] == [story] * 3


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is empty"),
        (b" \n\t\r\n", "empty but for white space"),
        (b"The talks\0were long", "NUL bytes"),
        (b"\x01\x02\x03\x04\x05\x06 abc", "6 control characters"),
        ("Міністр зателефонував".encode("koi8-u"), "not UTF-8"),
        ("The “talks” and the minister’s plan".encode()[:-1] + b"\xe2 more", "damaged UTF-8"),
        (b"\xff\xfea", "marked as UTF-16"),
        (b"1234 5678 ... !!", "no words"),
    ],
)
def test_broken_file_beside_a_good_one_is_said(folder, story, data, why):
    good, bad = load([folder({"1.txt": story, "2.txt": data})]).reports
    assert good.read
    assert not bad.read
    assert why in bad.why
    assert bad.file == "2.txt"


def test_windows_1252_is_taken_only_where_plausible_and_noted(folder):
    text = "The minister’s visit to the café in Zürich was “a success”, and the talks will go on in the spring."
    intake = load([folder({"1.txt": text.encode("cp1252")})])
    assert intake.reports[0].text == text
    assert intake.reports[0].read
    assert any("Windows-1252" in note for note in intake.notes)


def test_over_the_caps_is_said_and_not_cut(folder, story):
    long = only(folder({"1.txt": story * 3}), limits=Limits(characters=len(story)))
    assert (long.read, long.text, long.characters) == (False, "", 3 * len(story))
    assert "over the limit" in long.why
    big = only(folder({"1.txt": story * 3}), limits=Limits(bytes=len(story)))
    assert not big.read
    assert "larger than" in big.why
    with pytest.raises(InputError, match="more than 1 files"):
        load([folder({"1.txt": story, "2.txt": story})], limits=Limits(files=1))


@pytest.mark.parametrize("name", ["nowhere", "", "a\0b", "x" * 5000])
def test_missing_path(tmp_path, name):
    path = str(tmp_path / name) if name else ""
    with pytest.raises(InputError, match="no such file or folder"):
        load([path])


def test_folder_without_reports_and_no_path(folder):
    with pytest.raises(InputError, match="holds no report"):
        load([folder({"picture.png": b"x"})])
    with pytest.raises(InputError, match="no report is given"):
        load([])


def test_nothing_readable_still_gives_the_reports(folder):
    assert [r.read for r in load([folder({"1.txt": b"", "2.txt": b"\0"})]).reports] == [False, False]


def test_which_files_of_a_folder_are_reports(folder, story):
    names = ["1.txt", "a.MD", "b.markdown", "deep/er/c.htm", ".hidden.txt", ".git/d.txt", "gold.yaml", "scan.pdf"]
    where = folder(dict.fromkeys(names, f"<html><body><p>{story}</p></body></html>"))
    intake = load([where])
    assert [r.file for r in intake.reports] == ["1.txt", "a.MD", "b.markdown", "deep/er/c.htm"]
    assert intake.notes[-1].startswith("scan.pdf: passed over")


def test_named_file_of_unknown_suffix_is_read_if_it_decodes(folder, story):
    where = folder({"note.log": story, "photo.jpg": b"\xff\xd8\xff\0"})
    log, photo = load([where / "note.log", where / "photo.jpg"]).reports
    assert log.read
    assert "a picture, not text" in photo.why


def test_natural_order_and_ids(folder, story):
    where = folder({f"{n}.txt": f"{n} {story}" for n in (10, 2, 1)})
    assert [(r.id, r.file) for r in load([where]).reports] == [("R1", "1.txt"), ("R2", "2.txt"), ("R3", "10.txt")]


def test_order_of_paths_does_not_matter(folder, story):
    one = folder({"1.txt": story, "2.txt": "Other words stand here, and the king was not amused by it."}, "x")
    two = folder({"1.txt": story + " More was said."}, "y")
    paths = [one, two, two / "1.txt", one / "2.txt"]
    results = {load(list(order)) for order in permutations(paths)}
    assert len(results) == 1


def test_same_file_twice_counts_once_and_names_that_clash_are_parted(folder, story):
    one = folder({"1.txt": story}, "x")
    two = folder({"1.txt": "Quite another story, and it is about the sea and the law."}, "y")
    (one / "link.txt").symlink_to(one / "1.txt")
    reports = load([one / "1.txt", two / "1.txt", one / "1.txt", one / ".." / "x" / "1.txt"]).reports
    assert [r.file for r in reports] == ["x/1.txt", "y/1.txt"]
    assert len(load([one]).reports) == 1


def test_dangling_link_and_folder_loop(folder, story):
    where = folder({"1.txt": story})
    (where / "2.txt").symlink_to(where / "gone.txt")
    (where / "round").symlink_to(where)
    good, bad = load([where]).reports
    assert good.read
    assert "link to nothing" in bad.why


def test_standard_input(folder, story):
    for stdin in (story, story.encode()):
        (report,) = load(["-"], stdin=stdin).reports
        assert (report.file, report.text, report.read) == ("-", story, True)
    with pytest.raises(InputError, match="standard input"):
        load(["-"])
    assert len(load(["-", folder({"1.txt": "A text of its own, and it is a short one."})], stdin=story).reports) == 2
    (broken,) = load(["-"], stdin="The \udcff and the rest of it").reports
    assert not broken.read


def test_page_on_standard_input_is_read_as_a_page(story):
    (report,) = load(["-"], stdin=f"<!DOCTYPE html><html><body><article><p>{story}</p></article></body></html>").reports
    assert report.text.strip() == story


def test_sidecar_outranks_what_is_found(folder, story):
    text = f"A Headline of the Text Itself\n\nPublished: June 4, 2031 10:00 GMT\n\n{story}"
    sidecar = (
        "- file: 1.txt\n  title: Told by Hand\n  outlet: Office\n  side: FRA\n  kind: readout\n"
        "  published: 2031-06-03T09:00:00+02:00\n  reliability: B\n  excerpt: [not, {a: known}, key]\n"
    )
    report = only(folder({"1.txt": text, "reports.yaml": sidecar}))
    assert (report.title, report.outlet, report.side, report.kind) == ("Told by Hand", "Office", "FRA", "readout")
    assert report.published == "2031-06-03T09:00:00+02:00"
    assert report.zone == "Europe/Paris"  # the side's capital
    assert report.reliability == "B"


def test_sidecar_beside_a_file_given_directly_and_below(folder, story):
    where = folder({"a/1.txt": story, "reports.yaml": "- {file: a/1.txt, title: Outer, outlet: Far}\n"})
    (where / "a" / "reports.yaml").write_text("- {file: 1.txt, title: Inner}\n")
    report = only(where)
    assert (report.title, report.outlet) == ("Inner", "Far")
    assert only(where / "a" / "1.txt").title == "Inner"
    assert [r.title for r in load([where / "a" / "1.txt", where / "a" / "reports.yaml"]).reports] == ["Inner"]
    with pytest.raises(InputError, match="give the folder"):
        load([where / "reports.yaml"])


def test_malformed_sidecar_stops_the_run_with_one_line(folder, story):
    with pytest.raises(SidecarError) as caught:
        load([folder({"1.txt": story, "reports.yaml": "- file: 1.txt\n  kind: [\n"})])
    assert "\n" not in str(caught.value)
    assert "line 3" in str(caught.value)


def test_other_language_is_said(folder, story):
    french = (
        "Le président de la République s'est entretenu hier avec son homologue au sujet de la frontière et des accords "
        "de pêche. Les deux dirigeants sont convenus de se revoir dans les prochaines semaines."
    )
    good, bad = load([folder({"1.txt": story, "2.txt": french})]).reports
    assert good.read
    assert (bad.read, bad.language) == (False, "fr")
    assert bad.why == "language is French (fr); memcon reads English only"
    stated = only(folder({"1.txt": story, "reports.yaml": "- {file: 1.txt, language: uk}\n"}, "z"))
    assert stated.why == "language is Ukrainian (uk); memcon reads English only"


def test_markup_direction_and_combining_characters(folder, story):
    hostile = '<script>alert("x")</script> & "the" \u202eevil\u202c title'
    text = f"{hostile}\n\n{story} e\u0301\u0302 \u05e9\u05dc\u05d5\u05dd \u202e"
    page = (
        "<html><head><title>&lt;script&gt;x&lt;/script&gt; The &amp; Title\x07</title><script>evil()</script></head>"
        f"<body><article><p>{story}</p><script>evil()</script></article></body></html>"
    )
    plain, web = load([folder({"1.txt": text, "2.html": page})]).reports
    assert plain.text == text
    assert plain.title == '<script>alert("x")</script> & "the" evil title'
    assert web.title == "<script>x</script> The & Title"
    assert "evil" not in web.text


def test_thousand_files_with_ten_broken(folder, story):
    lines = story.split(". ")
    contents = {f"{n}.txt": f"Number {n} has {n * 7} words of its own. " + ". ".join(lines) for n in range(990)}
    where = folder(contents | {f"bad{n}.txt": b"\0\1" for n in range(10)})
    start = time.process_time()
    reports = load([where]).reports
    assert time.process_time() - start < 6
    assert sum(not r.read for r in reports) == 10
    assert len(reports) == 1000


def test_import_and_english_need_no_model(folder, story):
    where = folder({"1.txt": story})
    code = (
        "import sys; from memcon.ingest import load\n"
        "heavy = {'trafilatura', 'py3langid', 'numpy', 'lxml', 'spacy', 'yaml'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        f"assert load([{str(where)!r}]).reports[0].language == 'en'\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.bin"])


@QUIET
@given(data=st.binary(max_size=300), name=NAMES)
def test_never_crashes_on_bytes(tmp_path, data, name):
    (tmp_path / name).write_bytes(data)
    report = only(tmp_path / name)
    assert report.read == (report.why is None)
    assert report.file == name


@QUIET
@given(text=st.text(max_size=300), name=NAMES)
def test_never_crashes_on_text(tmp_path, text, name):
    data = text.encode("utf-8", "replace")
    (tmp_path / name).write_bytes(data)
    report = only(tmp_path / name)
    if report.read and name in {"a.txt", "a.md"}:
        assert report.text == data.decode().removeprefix("\ufeff")


HEADS = st.lists(
    st.sampled_from(["---", "title: x", "# y", "KYIV (AP) - z", "Published: May 4, 2031", "9:30 EST, 4 May 2031",
                     "By A B", "2031-05-04T99:99Z", "", "<p>", "February 30, 2031", "12:00", "-05:00"]),
    max_size=8,
)  # fmt: skip


@QUIET
@given(lines=HEADS, name=NAMES)
def test_never_crashes_on_heads(tmp_path, lines, name):
    (tmp_path / name).write_text("\n".join(lines))
    assert only(tmp_path / name).id == "R1"


def test_an_unknown_key_of_the_sidecar_is_a_note(tmp_path):
    (tmp_path / "a.txt").write_text("The two ministers met in Lima on Monday.\n", "utf-8")
    (tmp_path / "reports.yaml").write_text("- file: a.txt\n  outlets: Harbour Wire\n", "utf-8")
    intake = load([tmp_path])
    assert intake.reports[0].outlet is None
    assert any("unknown key 'outlets'" in n and "did you mean 'outlet'?" in n for n in intake.notes)


def test_what_a_browser_saved_beside_a_page_is_no_report(folder, story):
    saved = "<!-- saved from url=(0025)https://wire.example/a -->"
    page = f"<html>{saved}<body><article><p>{story}</p></article></body></html>"
    where = folder(
        {"call.html": page, "call_files/frame.html": page, "old_files/1.txt": "The queen was not amused by it."}
    )
    intake = load([where])
    assert [(r.file, r.url) for r in intake.reports] == [
        ("call.html", "https://wire.example/a"),
        ("old_files/1.txt", None),
    ]
    assert any(note.startswith("call_files: passed over") for note in intake.notes)


def test_a_canonical_link_is_the_pages_address(folder, story):
    page = f"<html><head><link href='https://wire.example/b' rel=canonical></head><body><p>{story}</p></body></html>"
    assert only(folder({"a.html": page})).url == "https://wire.example/b"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04" + b"x" * 30 + b"word/document.xml", "a Word document, not text; save it as text"),
        (b"PK\x03\x04" + b"x" * 30, "a zip archive; unpack it"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "a tar archive; unpack it"),
        (b"\x1f\x8b\x08", "a gzip archive; unpack it"),
        (b"%PDF-1.7", "a PDF document, not text"),
        (b"{\\rtf1", "an RTF document, not text"),
        (b'[{"text": "Peru"}]', "a JSON document, not text; give the text itself"),
        (b"\xd0\xcf\x11\xe0", "an old Word document or an Outlook mail, not text"),
    ],
)
def test_formats_that_are_no_text_are_named(folder, data, why):
    report = only(folder({"a.bin": data}) / "a.bin")
    assert not report.read
    assert why in report.why


@pytest.mark.parametrize("name", ["www.news.example", "news.example/call", "news.example/2031/05/call.html"])
def test_an_address_without_its_scheme_is_told(name: str) -> None:
    with pytest.raises(InputError, match="an address of the web begins with https://"):
        load([name])


def test_what_is_passed_over_in_a_folder_says_what_to_do(folder, story) -> None:
    path = folder({"page.html": f"<html><body><p>{story}</p></body></html>", "notes.pdf": "%PDF-1.7"})
    (path / "page_files").mkdir()
    notes = load([path]).notes
    assert (
        "notes.pdf: passed over, not a kind of file that memcon reads in a folder; save it as text, HTML or a mail"
        in notes
    )
    assert "page_files: passed over, it came with a page that a browser saved" in notes


def test_what_is_said_of_many_reports_alike_stands_once(folder):
    told = {f"{n}.txt": f"Lima, 3 May 2031\n\nPeru recalled its ambassador from Quito, note {n}.\n" for n in range(5)}
    few = load([folder({k: told[k] for k in list(told)[:3]})])
    assert few.lines == few.notes
    many = load([folder(told | {"z.txt": ""})])
    assert many.lines == ("5 reports give a day of publication and no hour; taken as noon: 0.txt, 1.txt, 2.txt, …",)
    assert len(many.notes) == 5
