/** Raw DEFLATE (RFC 1951), as it arrives from the surroundings. */
export interface Compressing {
  deflate(bytes: Uint8Array): Promise<Uint8Array>
  /** Null where the bytes are not DEFLATE or do not give exactly `sizeBytes`; never takes more memory. */
  inflate(bytes: Uint8Array, sizeBytes: number): Promise<Uint8Array | null>
}
