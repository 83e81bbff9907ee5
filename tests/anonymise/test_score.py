from csa_research.anonymise.measuring.score import GoldSpan, GoldTurn, LeakScore, ReleasedText, Tally, leaks


def gold(text, *marks, turn=0):
    spans = []
    for words, kind, entity, direct in marks:
        start = text.index(words)
        spans.append(GoldSpan(start, start + len(words), kind, entity, direct))
    return GoldTurn("G", turn, text, tuple(spans))


NAMED = gold("Kelly Hodgetts was fourteen.", ("Kelly Hodgetts", "PERSON", "k", True), ("fourteen", "AGE", "a", False))


def test_all_masked_leaks_nothing():
    score = leaks([NAMED], [ReleasedText("G", 0, "[Child 1] was [Age 1].")])
    assert score == LeakScore(Tally(1, 0, 0), Tally(1, 0, 0), (("AGE", 1, 0), ("PERSON", 1, 0)), 0, 1, 0)
    assert score.over_redaction == 0.0


def test_a_surname_left_is_a_part_and_a_whole_name_a_leak():
    assert leaks([NAMED], [ReleasedText("G", 0, "[Child 1] Hodgetts was fourteen.")]).direct == Tally(1, 0, 1)
    left = leaks([NAMED], [ReleasedText("G", 0, "kelly hodgetts was [Age 1].")])
    assert (left.direct, left.quasi) == (Tally(1, 1, 0), Tally(1, 0, 0))


def test_one_mention_left_of_two_is_a_leak_of_the_entity():
    turns = [NAMED, gold("Kelly rang.", ("Kelly", "PERSON", "k", True), turn=1)]
    released = [ReleasedText("G", 0, "[Child 1] was [Age 1]."), ReleasedText("G", 1, "Kelly rang.")]
    assert leaks(turns, released).direct == Tally(1, 1, 0)


def test_the_verb_will_does_not_count_as_the_name():
    turn = gold("Will said he will come", ("Will", "PERSON", "w", True))
    assert leaks([turn], [ReleasedText("G", 0, "[Child 1] said he will come")]).direct == Tally(1, 0, 0)
    assert leaks([turn], [ReleasedText("G", 0, "Will said he [X] come")]).direct == Tally(1, 1, 0)


def test_lost_words_are_over_redaction_and_tags_do_not_hide_names():
    score = leaks([NAMED], [ReleasedText("G", 0, "[Kelly Hodgetts] [X] [Age 1].")])
    assert (score.direct.leaked, score.lost, score.other_words, score.over_redaction) == (1, 1, 1, 1.0)


def test_a_missing_turn_counts_as_unchanged():
    score = leaks([NAMED], [])
    assert (score.missing, score.direct.leaked, score.quasi.leaked) == (1, 1, 1)
    assert leaks([], []).over_redaction == 0.0
