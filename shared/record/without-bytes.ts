/** Fields as rows and the state hash have them: bytes stay in their entry, and its hash stands for them. */
export const withoutBytes = (fields: Record<string, unknown>): Record<string, unknown> => {
  if (!Object.values(fields).some(value => value instanceof Uint8Array)) return fields
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !(value instanceof Uint8Array)))
}
