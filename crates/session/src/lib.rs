//! Reading plan, transcripts, transport middlewares; fills Evidence
