/** This machine's calendar day, and days from it, as `2026-05-12`. For filters and words alone: no rule of the record asks a clock. */
export const today = (): string => todayPlus(0)

export const todayPlus = (days: number): string => {
  const now = new Date()
  const date = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + days))
  return date.toISOString().slice(0, 10)
}
