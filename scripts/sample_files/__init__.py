"""Writers of the sample study's files, one kind of file a module. `scripts/build_sample.py` puts them together."""

MARK = "SYNTHETIC - invented focus group, nobody in it is real"
