//! Annex tables.
