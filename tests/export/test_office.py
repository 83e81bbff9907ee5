from __future__ import annotations

from docx import Document

from csa_research.export.documents.office import neutral


def test_properties_name_the_package_and_the_title_only() -> None:
    properties = Document().core_properties
    properties.author, properties.comments = "Somebody", "made at home"
    neutral(properties, "T\x00" + "x" * 400)
    assert (properties.author, properties.last_modified_by, properties.comments) == ("csa_research", "csa_research", "")
    assert len(properties.title) == 250
    assert properties.title.startswith("T x")
