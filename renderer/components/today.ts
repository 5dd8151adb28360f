/** This machine's calendar day, `2026-05-12`: a first guess in forms, never decided on. */
export const today = (): string => {
  const now = new Date()
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10)
}
