import { FailureError } from '#shared/errors.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'

/** The failure that an error of reading a file stands for; what is no file error is passed on unchanged. */
export const readingFailure = (error: unknown, path: string): unknown => {
  if (error instanceof FailureError || !isFileError(error)) return error
  const reason = codeOf(error)
  return reason === 'ENOENT' || reason === 'ENOTDIR'
    ? new FailureError('file-missing', { path })
    : new FailureError('file-unreadable', { path, reason })
}

/** The same for writing. */
export const writingFailure = (error: unknown, path: string): unknown => {
  if (error instanceof FailureError || !isFileError(error)) return error
  const reason = codeOf(error)
  return reason === 'ENOSPC' || reason === 'EDQUOT'
    ? new FailureError('disk-full', { path })
    : new FailureError('file-not-written', { path, reason })
}

const isFileError = (error: unknown): boolean => error instanceof Error && 'syscall' in error
