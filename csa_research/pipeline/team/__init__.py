"""Coding as a team's work: in and out, queue, double coding, agreement, consensus, merging, the codebook's life."""
