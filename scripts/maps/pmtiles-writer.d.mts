export function writePmtiles(
  tiles: { z: number; x: number; y: number; data: Uint8Array }[],
  metadata: object
): Uint8Array
