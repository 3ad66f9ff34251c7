"""Matching, stage by stage: text -> index -> score -> decide; pure, with no I/O."""
