"""REFI-QDA out: codebook (.qdc) and project (.qdpx), for NVivo, MAXQDA, ATLAS.ti, QualCoder and their like.

UTF-8, LF, no byte order mark, positions in code points with exclusive ends, as the standard (March 2019) counts. Released
text only; coders by initials or number; no user names, no paths, no original file names. What the standard has no place for
(polarity, effect, role, flags) stands as a `csa:` line in the description of each selection.
"""

from csa_research.export.refi_qda.codebook import write_codebook
from csa_research.export.refi_qda.project import wide_characters, write_project

__all__ = ["wide_characters", "write_codebook", "write_project"]
