//! Evidence to checks, answers, verdict, decision; JSON and text
