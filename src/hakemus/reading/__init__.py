"""Strict TOML and JSON into plain values, and every fault at once: file, key, what was found, what is allowed."""

from hakemus.reading.strict import (
    LARGEST_FILE,
    faults_of,
    read_bytes,
    read_mapping,
    read_own,
    read_text,
    read_toml,
)

__all__ = ["LARGEST_FILE", "faults_of", "read_bytes", "read_mapping", "read_own", "read_text", "read_toml"]
