/** `huliaipole-2026-05-03.caravan`: safe on every stick's file system, told apart by day. */
export const stickFileName = (whose: string, now: Date): string => {
  const plain = whose
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const day = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`
  return `${plain || 'chumak'}-${day}.caravan`
}

/** A file on a drive, in the way of the platform. */
export const drivePath = (drive: string, fileName: string, platform: string): string => {
  const separator = platform === 'win32' ? '\\' : '/'
  return drive.endsWith(separator) ? `${drive}${fileName}` : `${drive}${separator}${fileName}`
}
