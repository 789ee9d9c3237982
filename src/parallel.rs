//! How work is shared out among the cores.

/// How many entries a thread takes at a time.
///
/// Left alone, rayon cuts a book into a few large pieces, and while one thread does the last of them, the others have nothing to do.
pub const PIECE: usize = 32;
