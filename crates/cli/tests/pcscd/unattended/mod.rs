//! `read --loop` at a gate: many cards, several readers, whatever goes wrong.

mod cards;
mod crowd;
mod gate;
mod trouble;
