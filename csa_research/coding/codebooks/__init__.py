"""The codebook: read, compared, carried over."""
