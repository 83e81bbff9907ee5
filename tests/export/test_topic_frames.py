from __future__ import annotations

from dataclasses import replace

from csa_research.analysis import Analysis
from csa_research.export.tabular import topic_frames


def test_an_emotion_stands_in_each_topic_beside_its_share_elsewhere(tiny: Analysis) -> None:
    rows = topic_frames.topic_emotions(tiny).set_index(["Topic", "Code"])
    # topic 0 holds SC2 1-4 and HE2 1-4, topic 1 SC1 1-4 and HE1 1-3: eight and seven coded turns
    row = rows.loc[(0, "EM09")]
    assert (row["Turns"], row["Groups"], row["Participants"], row["Coded turns of the topic"]) == (2, 2, 2, 8)
    assert (row["Share"], row["Share elsewhere"], row["Difference"]) == (0.25, 0.0, 0.25)
    assert row["Shown"] == "yes"
    assert len(row["Quotes"].split()) == 2
    assert rows.loc[(1, "EM05"), "Shown"] == "no"
    assert sorted(set(rows.index.get_level_values(1))) == ["EM05", "EM07", "EM09"]


def test_the_timeline_has_tenths_or_the_guides_questions(tiny: Analysis) -> None:
    tenths = topic_frames.topic_timeline(tiny)
    assert len(tenths) == 2 * 10
    assert tenths["Name"].tolist()[:2] == ["1st tenth", "2nd tenth"]
    guided = topic_frames.topic_timeline(replace(tiny, guide=("What helps?",)))
    assert guided["Name"].tolist()[:2] == ["before the guide's first question", "What helps?"]
    assert guided[guided["Place"] == 0]["Share"].tolist() == [0.5, 0.5]


def test_a_study_without_topics_has_the_columns_and_no_rows(uncoded: Analysis) -> None:
    assert list(topic_frames.topic_emotions(uncoded).columns) == list(topic_frames.EMOTION_COLUMNS)
    assert len(topic_frames.topic_emotions(uncoded)) == len(topic_frames.topic_timeline(uncoded)) == 0
