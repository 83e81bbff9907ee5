"""Other programs' projects coming in: REFI-QDA projects and codebooks, comments in Word, highlights of Taguette. Open side.

Nothing here is trusted to count as the standard says: positions are read as the program that wrote them is known to count,
then checked against the words, and what cannot be taken is listed.
"""
