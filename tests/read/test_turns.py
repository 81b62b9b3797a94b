from memcon.read.turns import paragraphs, segments


def cut(text, kind="transcript"):
    return [(s.said, s.reporter, text[s.start : s.end].strip()) for s in segments(text, paragraphs(text), kind)]


def test_labels_in_capitals_and_a_bare_q():
    text = "MS. ADAMS: Good day.\n\nQ Will he go?\n\nMS. ADAMS: He will."
    assert cut(text) == [
        ("MS. ADAMS", False, "MS. ADAMS: Good day."),
        ("Q", True, "Q Will he go?"),
        ("MS. ADAMS", False, "MS. ADAMS: He will."),
    ]


def test_labels_inside_one_paragraph():
    text = "Q Who called? MR. OKORO: The minister. Q When? MR. OKORO: Today."
    assert [(said, asks) for said, asks, _ in cut(text)] == [
        ("Q", True),
        ("MR. OKORO", False),
        ("Q", True),
        ("MR. OKORO", False),
    ]


def test_a_turn_goes_on_over_paragraphs():
    text = "THE PRESIDENT: One.\nTwo.\nQ Three?"
    assert [said for said, _, _ in cut(text)] == ["THE PRESIDENT", "THE PRESIDENT", "Q"]


def test_outlets_label_reporters():
    text = "AFP: Any comment?\nLin Bao: We have none.\nKyodo: Why?\nLin Bao: No comment."
    assert [asks for _, asks, _ in cut(text)] == [True, False, True, False]


def test_an_article_with_one_colon_has_no_turns():
    text = "LIMA: The talks ended.\nThey were short."
    assert [said for said, _, _ in cut(text, kind="news")] == [None, None]


def test_hard_wrapped_lines_make_one_paragraph():
    line = "the ministers of both countries met and talked about fish and ships"
    text = "\n".join([line] * 6) + ".\n\nThen they left and the room was dark and quiet and cold again"
    assert len(paragraphs(text)) == 2


def test_lines_that_end_in_full_stops_are_paragraphs():
    assert len(paragraphs("One ends here.\nTwo ends here.\nThree ends here.")) == 3


def test_labels_with_an_office_behind_a_comma_and_the_press_by_name() -> None:
    text = (
        "Dr. Ada Lund, Deputy Spokesperson: We have two announcements.\n"
        "Berit: A daily says that he left. Is that so?\n"
        "Dr. Ada Lund, Deputy Spokesperson: It is not.\n"
        "Carlos: Thank you.\n"
    )
    assert [(said, asks) for said, asks, _ in cut(text)] == [
        ("Dr. Ada Lund, Deputy Spokesperson", False),
        ("Berit", True),
        ("Dr. Ada Lund, Deputy Spokesperson", False),
        ("Carlos", False),
    ]


def test_an_answer_with_a_question_mark_does_not_make_the_host_a_reporter() -> None:
    text = "Ada Lund, Spokesperson: Who else?\nBerit: Why?\nAda Lund, Spokesperson: Why not?"
    assert [asks for _, asks, _ in cut(text)] == [False, True, False]
