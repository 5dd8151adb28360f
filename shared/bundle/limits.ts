/** Bounds of a bundle stream: every size is checked against these before memory is taken for it. */
export const bundleLimits = {
  /** bytes of a frame's payload as it lies in the stream */
  payloadBytes: 8 * 1024 * 1024,
  /** bytes of runs in one chunk, before compression */
  chunkBytes: 8 * 1024 * 1024,
  /** a chunk is closed once it holds this much */
  chunkTargetBytes: 1024 * 1024,
  /** a run is cut at this many entries, or at this many bytes, into pieces */
  pieceEntries: 1000,
  pieceBytes: 4 * 1024 * 1024,
  /** entries that a reader accepts in one piece */
  runEntries: 20_000,
  /** stretches of logs that one manifest lists */
  ranges: 60_000,
  /** CBOR values in one manifest: each range is six of them */
  manifestValues: 400_000
} as const
